"""Convoys as a list: what a row shows and what a file holds. Numbers, nobody's name."""

from __future__ import annotations

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from lanes import convoy_words as words
from lanes.convoy_kinds import KINDS
from lanes.models import Convoy, ConvoyState
from lanes.queries import convoys

_TONES: dict[str, str] = {ConvoyState.ARRIVED: "check-look", ConvoyState.CLOSED: "check-ok"}


def number(rows: list[Convoy]) -> None:
    """Look up once what each of these rows says of its people."""
    g.convoy_numbers = convoys.numbers([row.id for row in rows])


def _numbers(row: Convoy) -> tuple[int, int, int, int]:
    known: dict[object, tuple[int, int, int, int]] = g.get("convoy_numbers", {})
    return known.get(row.id) or convoys.numbers([row.id])[row.id]


def _reference(row: Convoy) -> Markup:
    address = url_for("convoys.show", convoy_id=row.id)
    return cells.link(address, cells.latin(row.reference))


def kind(row: Convoy) -> str:
    """The kind in words; that nobody said yet is said."""
    return str(KINDS.known()[row.kind]) if row.kind in KINDS.known() else str(_l("not said yet"))


CONVOYS: Listed[Convoy] = Listed(
    "convoys.index",
    (
        Column("reference", lambda row: row.reference, _l("Reference"), _reference,
               [Convoy.reference]),
        Column("state", lambda row: row.state, _l("State"),
               lambda row: cells.tag(words.STATES[row.state], _TONES.get(row.state, "")),
               [Convoy.state]),
        Column("kind", lambda row: row.kind, _l("Kind"), kind, [Convoy.kind]),
        Column("authority", lambda row: row.authority, _l("Authority"),
               lambda row: cells.name(row.authority), [Convoy.authority]),
        Column("expected_at_utc", lambda row: row.expected_at, _l("Expected"),
               lambda row: cells.instant(row.expected_at), [Convoy.expected_at]),
        Column("arrived_at_utc", lambda row: row.arrived_at, _l("Arrived"),
               lambda row: cells.instant(row.arrived_at), [Convoy.arrived_at]),
        Column("expected", lambda row: _numbers(row)[0], _l("On the list")),
        Column("received", lambda row: _numbers(row)[1], _l("Received")),
        Column("unexpected", lambda row: _numbers(row)[2], _l("Unexpected")),
        Column("handed_over", lambda row: _numbers(row)[3], _l("Handed over")),
        Column("counted", lambda row: row.counted),
        Column("from_place", lambda row: row.from_place),
        Column("closed_at_utc", lambda row: row.closed_at),
    ),
    tie=(Convoy.id,),
)  # fmt: skip
