"""The lists of shifts and of incidents."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from lanes.incident_kinds import KINDS
from lanes.models import Incident, Shift, ShiftState
from lanes.shift_lines import differing, from_plain
from lanes.shift_words import STATES

_TONES: dict[str, str] = {ShiftState.OPEN: "check-look", ShiftState.CLOSED: "check-ok"}


def differences(row: Shift) -> int:
    """How many lines of its counts differ from the books."""
    counts = (row.opening, row.given, row.taken)
    return sum(len(differing(from_plain(lines))) for lines in counts)


def _number(row: Shift) -> Markup:
    return cells.link(url_for("shifts.show", shift_id=row.id), cells.latin(row.number))


def _differ(row: Shift) -> Markup | int:
    found = differences(row)
    return cells.tag(found, "check-bad") if found else 0


def _state(row: Incident) -> Markup:
    if row.resolved_at is None:
        return cells.tag(_("still open"), "check-look")
    return cells.tag(_("resolved"), "check-ok")


def _what(row: Incident) -> Markup:
    return (
        cells.link(url_for("incidents.resolve", incident_id=row.id), cells.name(row.what))
        if row.resolved_at is None
        else cells.name(row.what)
    )


SHIFTS: Listed[Shift] = Listed(
    "shifts.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Shift.number]),
        Column("state", lambda row: row.state, _l("State"),
               lambda row: cells.tag(STATES[row.state], _TONES.get(row.state, "")), [Shift.state]),
        Column("officer", lambda row: row.officer.name, _l("Who has it"),
               lambda row: cells.name(row.officer.name)),
        Column("opened_at_utc", lambda row: row.created_at, _l("Opened"),
               lambda row: cells.instant(row.created_at), [Shift.created_at]),
        Column("second", lambda row: row.taker.name if row.taker else "", _l("Second"),
               lambda row: cells.name(row.taker.name if row.taker else "")),
        Column("closed_at_utc", lambda row: row.closed_at, _l("Handed over"),
               lambda row: cells.instant(row.closed_at), [Shift.closed_at]),
        Column("differences", differences, _l("Differences"), _differ),
        Column("goes_on", lambda row: row.goes_on),
        Column("absent_why", lambda row: row.absent_why),
        Column("note", lambda row: row.note),
        Column("sha256", lambda row: row.digest),
    ),
    tie=(Shift.id,),
)  # fmt: skip

INCIDENTS: Listed[Incident] = Listed(
    "incidents.index",
    (
        Column("happened_at_utc", lambda row: row.happened_at, _l("When"),
               lambda row: cells.instant(row.happened_at), [Incident.happened_at]),
        Column("kind", lambda row: row.kind, _l("Kind"),
               lambda row: str(KINDS.known().get(row.kind, row.kind)), [Incident.kind]),
        Column("what", lambda row: row.what, _l("What happened"), _what),
        Column("state", lambda row: "resolved" if row.resolved_at else "open", _l("State"), _state),
        Column("outcome", lambda row: row.outcome, _l("How it ended"),
               lambda row: cells.name(row.outcome)),
        Column("written_by", lambda row: row.author.name if row.author else "", _l("Written by"),
               lambda row: cells.name(row.author.name if row.author else "")),
        Column("resolved_at_utc", lambda row: row.resolved_at),
    ),
    tie=(Incident.id,),
)  # fmt: skip
