"""The lists of outages, and of what each month lost."""

from __future__ import annotations

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells, clock
from borderpost.listing import Column, Listed
from lanes.models import Outage
from lanes.outage_words import KINDS, lasted
from lanes.queries.outages import Month


def minutes(row: Outage) -> int:
    """How long it lasted, or lasts so far."""
    until = row.ended_at or clock.now()
    return max(0, int((until - row.begun_at).total_seconds() // 60))


def _kind(row: Outage) -> Markup:
    return cells.link(url_for("outages.edit", outage_id=row.id), KINDS[row.kind])


def _state(row: Outage) -> Markup:
    if row.dropped_why:
        return cells.tag(_("does not count"))
    if row.ended_at is None:
        return cells.tag(_("lasts"), "check-bad")
    return cells.tag(_("is over"), "check-ok")


OUTAGES: Listed[Outage] = Listed(
    "outages.index",
    (
        Column("kind", lambda row: row.kind, _l("What"), _kind, [Outage.kind]),
        Column("begun_at_utc", lambda row: row.begun_at, _l("From"),
               lambda row: cells.instant(row.begun_at), [Outage.begun_at]),
        Column("ended_at_utc", lambda row: row.ended_at, _l("Until"),
               lambda row: cells.instant(row.ended_at), [Outage.ended_at]),
        Column("minutes", minutes, _l("Lasted"), lambda row: lasted(minutes(row))),
        Column("state", lambda row: "dropped" if row.dropped_why else "", _l("State"), _state),
        Column("fuel_litres", lambda row: row.fuel_litres, _l("Fuel (litres)")),
        Column("note", lambda row: row.note, _l("Note"), lambda row: cells.name(row.note)),
        Column("source", lambda row: row.source),
        Column("dropped_why", lambda row: row.dropped_why),
    ),
    tie=(Outage.id,),
)  # fmt: skip

MONTHS: tuple[Column[Month], ...] = (
    Column("month", lambda row: f"{row.month:%Y-%m}", _l("Month"),
           lambda row: format_date(row.month, "MMM y")),
    Column("kind", lambda row: row.kind, _l("What"), lambda row: KINDS[row.kind]),
    Column("number", lambda row: row.number, _l("How often")),
    Column("minutes", lambda row: row.minutes, _l("Lasted"), lambda row: lasted(row.minutes)),
    Column("fuel_litres", lambda row: row.fuel_litres, _l("Fuel (litres)")),
)  # fmt: skip
