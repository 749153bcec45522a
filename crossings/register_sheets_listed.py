"""The list of register sheets: what a row shows and what a file holds."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from crossings.models import RegisterSheet
from crossings.queries.register_lines import Progress
from crossings.register_words import FATES

_TONES = {"missing": "check-bad", "spoiled": "check-look", "out": "check-look", "used": "check-ok"}


def _number(row: RegisterSheet) -> Markup:
    address = url_for("register_sheets.show", register_sheet_id=row.id)
    return cells.link(address, cells.latin(row.number))


def _progress(row: RegisterSheet) -> str:
    """``12 of 20 lines``; the page has asked how far all of them are."""
    known = cast("dict[UUID, Progress]", g.get("register_progress", {}))
    found = known.get(row.id)
    return (
        _("%(done)s of %(written)s lines", done=found.done, written=found.written) if found else ""
    )


_COLUMNS: tuple[Column[RegisterSheet], ...] = (
    Column("number", lambda row: row.number, _l("Number"), _number,
           [RegisterSheet.year, RegisterSheet.serial]),
    Column("fate", lambda row: row.fate, _l("What became of it"),
           lambda row: cells.tag(FATES[row.fate], _TONES.get(row.fate, "")), [RegisterSheet.fate]),
    Column("captured", lambda row: "", _l("Captured"), _progress, in_file=False),
    Column("day", lambda row: row.day or "", _l("Day on the sheet"),
           lambda row: day(row.day) if row.day else "", [RegisterSheet.day]),
    Column("written_by", lambda row: row.officer.name if row.officer else "",
           _l("Written by")),
    Column("handed_to", lambda row: row.holder.name if row.holder else "", _l("Handed to")),
    Column("printed_at_utc", lambda row: row.created_at.isoformat(timespec="seconds"),
           _l("Printed"), lambda row: cells.instant(row.created_at), [RegisterSheet.created_at]),
    Column("printed_by", lambda row: row.printer.name if row.printer else "", _l("Printed by")),
    Column("why", lambda row: row.why, _l("What happened")),
    Column("changed_at_utc", lambda row: row.changed_at.isoformat(timespec="seconds")),
    Column("changed_by", lambda row: row.changer.name if row.changer else ""),
    Column("lines", lambda row: row.lines),
    Column("lines_written", lambda row: row.written or ""),
)  # fmt: skip
SHEETS: Listed[RegisterSheet] = Listed(
    "register_sheets.index",
    _COLUMNS,
    tie=(RegisterSheet.year, RegisterSheet.serial, RegisterSheet.id),
    usual="-number",
)
