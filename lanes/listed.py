"""Manifests as a list: what a row shows and what a file holds."""

from __future__ import annotations

from datetime import datetime

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from borderpost import cells, clock
from borderpost.listing import Column, Listed
from borderpost.locale import day
from crossings import codes
from lanes import words
from lanes.models import Manifest, State
from lanes.queries import manifests


def minutes(row: Manifest) -> int | None:
    """How long the vehicle has waited, or had when it was released; None before it came."""
    if row.arrived_at is None:
        return None
    until: datetime = row.released_at or clock.now()
    return max(0, int((until - row.arrived_at).total_seconds() // 60))


def waited(row: Manifest) -> str:
    """The wait in words."""
    found = minutes(row)
    return "" if found is None else ngettext("%(num)s minute", "%(num)s minutes", found)


def number(rows: list[Manifest]) -> None:
    """Look up once what each of these rows says of its travellers."""
    g.manifest_numbers = manifests.numbers([row.id for row in rows])


def _numbers(row: Manifest) -> tuple[int, int]:
    known: dict[object, tuple[int, int]] = g.get("manifest_numbers", {})
    return known.get(row.id) or manifests.numbers([row.id])[row.id]


def _plate(row: Manifest) -> Markup:
    address = url_for("manifests.show", manifest_id=row.id)
    if not row.plate:
        return cells.link(address, _("no plate yet"))
    return cells.link(address, cells.latin(f"{row.plate} {row.country}".strip()))


def _state(row: Manifest) -> Markup:
    tone = {State.ARRIVED: "check-look", State.RELEASED: "check-ok"}.get(State(row.state), "")
    return cells.tag(words.STATES[row.state], tone)


MANIFESTS: Listed[Manifest] = Listed(
    "manifests.index",
    (
        Column("plate", lambda row: row.plate, words.FACTS["plate"], _plate, [Manifest.plate_key]),
        Column("state", lambda row: row.state, _l("State"), _state, [Manifest.state]),
        Column("vehicle", lambda row: row.kind, words.FACTS["kind"],
               lambda row: codes.TRANSPORT[row.kind]),
        Column("direction", lambda row: row.direction, words.FACTS["direction"],
               lambda row: codes.DIRECTIONS[row.direction]),
        Column("carrier", lambda row: row.carrier, words.FACTS["carrier"],
               lambda row: cells.name(row.carrier), [Manifest.carrier]),
        Column("expected_on", lambda row: row.expected_on, words.FACTS["expected_on"],
               lambda row: day(row.expected_on), [Manifest.expected_on]),
        Column("arrived_at_utc", lambda row: row.arrived_at, _l("Arrived"),
               lambda row: cells.instant(row.arrived_at), [Manifest.arrived_at]),
        Column("minutes", minutes, _l("Wait"), waited),
        Column("announced", lambda row: _numbers(row)[0], _l("Announced")),
        Column("scanned", lambda row: _numbers(row)[1], _l("Scanned")),
        Column("counted", lambda row: row.counted, _l("Counted")),
        Column("country", lambda row: row.country),
        Column("destination", lambda row: row.destination),
        Column("released_at_utc", lambda row: row.released_at),
    ),
    tie=(Manifest.id,),
)  # fmt: skip
