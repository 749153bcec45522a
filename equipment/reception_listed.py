"""The lists of receptions: consignments, and the lines of one beside what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from equipment import reception_words as words
from equipment.arriving import Outcome
from equipment.donor_listed import UNKNOWN, money
from equipment.models import Reception, ReceptionLine


@dataclass(frozen=True)
class Compared:
    """A line and what came of it."""

    line: ReceptionLine
    outcome: Outcome


def _number(row: Reception) -> Markup:
    return cells.link(url_for("receptions.show", reception_id=row.id), cells.latin(row.number))


def _open(row: Reception) -> int:
    return sum(not one.settlement for one in row.differences)


def _tone(number: int) -> Markup | str:
    return cells.tag(number, "check-look") if number else cells.latin(0)


def _serials(found: Sequence[str]) -> Markup:
    return Markup(", ").join(cells.latin(one) for one in found) or cells.latin("–")


RECEPTIONS: Listed[Reception] = Listed(
    "receptions.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Reception.number]),
        Column("state", lambda row: row.state, _l("State"),
               lambda row: cells.tag(words.STATES[row.state], words.TONES[row.state]),
               [Reception.state]),
        Column("sender", lambda row: row.supplier, _l("Who sends it"),
               lambda row: cells.name(row.supplier), [Reception.supplier]),
        Column("waybill", lambda row: row.document, _l("Waybill"),
               lambda row: cells.name(row.document), [Reception.document]),
        Column("lines", lambda row: len(row.lines), _l("Lines")),
        Column("expected_on", lambda row: row.expected_on or "", _l("Expected on"),
               lambda row: day(row.expected_on), [Reception.expected_on]),
        Column("received_on", lambda row: row.received_on or "", _l("Received on"),
               lambda row: day(row.received_on), [Reception.received_on]),
        Column("differences", lambda row: len(row.differences)),
        Column("open_differences", _open, _l("Open differences"), lambda row: _tone(_open(row))),
    ),
    tie=(Reception.number,),
    usual="-number",
)  # fmt: skip
REPORT: tuple[Column[Compared], ...] = (
    Column("item", lambda row: row.line.title, _l("Model or item"),
           lambda row: cells.name(row.line.title)),
    Column("expected", lambda row: row.outcome.expected, _l("Expected")),
    Column("arrived", lambda row: row.outcome.arrived, _l("Arrived")),
    Column("short", lambda row: row.outcome.short, _l("Short"),
           lambda row: _tone(row.outcome.short)),
    Column("over", lambda row: row.outcome.over, _l("Over"), lambda row: _tone(row.outcome.over)),
    Column("damaged", lambda row: row.outcome.damaged, _l("Damaged"),
           lambda row: _tone(row.outcome.damaged)),
    Column("serials_missing", lambda row: " ".join(row.outcome.missing), _l("Not seen"),
           lambda row: _serials(row.outcome.missing)),
    Column("serials_not_on_the_list", lambda row: " ".join(row.outcome.strange),
           _l("Not on the list"),
           lambda row: _serials(row.outcome.strange)),
    Column("project", lambda row: row.line.project.code if row.line.project else UNKNOWN,
           _l("Project"),
           lambda row: cells.latin(row.line.project.code) if row.line.project
           else _("not known")),
    Column("budget_line", lambda row: row.line.budget_line.code if row.line.budget_line
           else UNKNOWN),
    Column("donor", lambda row: row.line.donor.code if row.line.donor else UNKNOWN, _l("Donor"),
           lambda row: cells.latin(row.line.donor.code) if row.line.donor else _("not known")),
    Column("cost_of_one", lambda row: UNKNOWN if row.line.cost is None else row.line.cost,
           _l("Cost of one"), lambda row: money(row.line.cost, row.line.currency)),
    Column("currency", lambda row: row.line.currency),
)  # fmt: skip
