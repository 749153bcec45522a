"""The donor's report: what a row shows, what its files hold, and the tables of its sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.access import may_open
from borderpost.listing import Column, Listed
from borderpost.locale import day
from equipment import words
from equipment.listed import custodian_of, status_of
from equipment.models import Asset, Donation
from equipment.models.donation import SIGNED
from equipment.queries.donor_report import OfLine, Sum

UNKNOWN = "not known"  # of a cost, in files: never an empty cell that sums to nothing
_PERSON = "an officer of the post"


def money(amount: Decimal | None, currency: str) -> Markup | str:
    """An amount for people; what is not known is called so."""
    if amount is None:
        return _("not known")
    return cells.latin(f"{format_decimal(amount, '#,##0.00')} {currency}")


def deed_of(row: Asset) -> Donation | None:
    """The certificate in force by which a thing was handed over."""
    found = [one.donation for one in row.deed_lines if one.donation.state == SIGNED]
    return found[-1] if found else None


def _tag(row: Asset) -> Markup:
    if not may_open("equipment.show"):
        return cells.latin(row.tag)
    return cells.link(url_for("equipment.show", asset_id=row.id), cells.latin(row.tag))


def _deed(row: Asset) -> Markup | str:
    deed = deed_of(row)
    if deed is None:
        return _("without")
    if not may_open("certificates.show"):
        return cells.latin(deed.number)
    address = url_for("certificates.show", donation_id=deed.id)
    return cells.link(address, cells.latin(deed.number))


def _custodian(row: Asset) -> Markup | str:
    """Who answers for it; a donor learns of no person by name."""
    if row.holder is not None and not may_open("equipment.show"):
        return _("an officer of the post")
    if not may_open("equipment.show"):
        return cells.name(row.location.name) if row.location else _("nobody")
    return custodian_of(row) or _("nobody")


def _custodian_told(row: Asset) -> str:
    if row.holder is not None:
        return row.holder.name if may_open("equipment.show") else _PERSON
    return row.location.code if row.location else ""


def _paid_by(row: Asset) -> Markup | str:
    if row.project is None:
        return _("not known")
    line = row.budget_line.code if row.budget_line else _("line not known")
    return cells.latin(row.project.code) + Markup(" · ") + cells.latin(line)


_COLUMNS: tuple[Column[Asset], ...] = (
    Column("tag", lambda row: row.tag, _l("Tag"), _tag, [Asset.tag]),
    Column("model", lambda row: row.model.title, _l("Model")),
    Column("serial", lambda row: row.serial, _l("Serial number"),
           lambda row: cells.latin(row.serial or "–")),
    Column("plate_since", lambda row: row.plated_on or "none", _l("Donor's plate"),
           lambda row: day(row.plated_on) or _("without"), [Asset.plated_on], sorts_all=False),
    Column("certificate", lambda row: one.number if (one := deed_of(row)) else "none",
           _l("Certificate"), _deed),
    Column("custodian", _custodian_told, _l("Custodian or location"), _custodian),
    Column("state", lambda row: row.status, _l("State"), status_of, [Asset.status]),
    Column("location", lambda row: row.location.code if row.location else ""),
    Column("project", lambda row: row.project.code if row.project else UNKNOWN,
           _l("Project and budget line"), _paid_by),
    Column("budget_line", lambda row: row.budget_line.code if row.budget_line else UNKNOWN),
    Column("donor", lambda row: row.donor.code if row.donor else UNKNOWN, _l("Donor"),
           lambda row: cells.latin(row.donor.code) if row.donor else _("not known")),
    Column("owner", lambda row: row.owner or UNKNOWN),
    Column("cost", lambda row: UNKNOWN if row.cost is None else row.cost, _l("Cost"),
           lambda row: money(row.cost, row.currency)),
    Column("currency", lambda row: row.currency),
    Column("title_passed_on", lambda row: row.title_transfer_on or ""),
    Column("received_on", lambda row: row.received_on or ""),
)  # fmt: skip
ITEMS: Listed[Asset] = Listed("donor_reports.index", _COLUMNS, tie=(Asset.tag,), usual="tag")
OF_STATE: tuple[Column[Sum], ...] = (
    Column("state", lambda row: row.status, _l("State"), lambda row: words.STATUSES[row.status]),
    Column("things", lambda row: row.things, _l("Things")),
    Column("currency", lambda row: row.currency, _l("Currency"),
           lambda row: cells.latin(row.currency or "–")),
    Column("cost", lambda row: UNKNOWN if row.total is None else row.total, _l("Cost"),
           lambda row: money(row.total, row.currency)),
)  # fmt: skip


def _spent(row: OfLine) -> Markup | str:
    parts: list[Any] = [money(total, currency) for currency, total in row.spent]
    if row.unknown:
        parts.append(_("cost not known: %(count)s", count=row.unknown))
    return Markup(" · ").join(parts) or cells.latin("–")


OF_LINE: tuple[Column[OfLine], ...] = (
    Column("project", lambda row: row.line.project.code, _l("Project"),
           lambda row: cells.latin(row.line.project.code)),
    Column("budget_line", lambda row: row.line.code, _l("Budget line"),
           lambda row: cells.latin(row.line.code)),
    Column("pays_for", lambda row: row.line.label, _l("What it pays for")),
    Column("donor", lambda row: row.line.donor.code, _l("Donor"),
           lambda row: cells.latin(row.line.donor.code)),
    Column("things", lambda row: row.things, _l("Things")),
    Column("value", lambda row: " + ".join(f"{total} {code}" for code, total in row.spent),
           _l("Value of the things"), _spent),
    Column("without_known_cost", lambda row: row.unknown),
    Column("budget", lambda row: UNKNOWN if row.line.amount is None else row.line.amount,
           _l("Budget"), lambda row: money(row.line.amount, row.line.currency)),
    Column("currency", lambda row: row.line.currency),
    Column("left", lambda row: UNKNOWN if row.left is None else row.left, _l("Left of the budget"),
           lambda row: money(row.left, row.line.currency)),
)  # fmt: skip
_SHOWN = ("tag", "model", "serial", "custodian", "state", "project", "donor")
PLATELESS: Listed[Asset] = Listed(
    "plates.index", [one for one in _COLUMNS if one.heading in _SHOWN], tie=(Asset.tag,)
)
