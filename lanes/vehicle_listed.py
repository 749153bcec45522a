"""Vehicles as a list: what a row shows and what a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from borderpost.posts import queries as posts
from crossings import codes
from lanes import vehicle_words as words
from lanes.models import Vehicle
from lanes.queries import vehicle_coverage as coverage
from lanes.queries import vehicles
from lanes.vehicle_coverage import Covered, Seeing, seeing
from lanes.vehicle_stays import End, VehicleStay


def look_up(rows: Sequence[Vehicle]) -> None:
    """Look up once the stays of these rows."""
    g.vehicle_stays = vehicles.stays_of([row.id for row in rows])


def stay(row: Vehicle) -> VehicleStay | None:
    """The newest stay of a vehicle of another country, None without one."""
    post = posts.post(row.post_id)
    if post is None or row.country == post.country:
        return None
    known = g.setdefault("vehicle_stays", {})
    if row.id not in known:  # a file: its rows are not looked up before
        known |= vehicles.stays_of([row.id])
    return known[row.id][-1] if known[row.id] else None


def _inside(row: Vehicle) -> VehicleStay | None:
    found = stay(row)
    return found if found and found.end is End.LASTS else None


def since(row: Vehicle) -> date | None:
    """Since when the vehicle is inside, None where it is not."""
    found = _inside(row)
    return found.entry.on if found else None


def last_day(row: Vehicle) -> date | None:
    """The last day of the stay that lasts."""
    found = _inside(row)
    return found.entry.last_lawful_day if found else None


def beyond(row: Vehicle) -> int:
    """The days beyond it today; none where nobody recorded exits from its entry until then."""
    found, seen = _inside(row), seen_by(row)
    if found is None or seen is None or not seen.through(found.entry.last_lawful_day):
        return 0
    return found.beyond(posts.today(row.post_id))


def seen_by(row: Vehicle) -> Seeing | None:
    """Who could have seen a vehicle leave that is inside; None for one that is not."""
    found = _inside(row)
    return seeing(covered(), found.entry.on) if found else None


def covered() -> Sequence[Covered]:
    """What is recorded of vehicles, post by post; asked for once a page."""
    if "vehicle_coverage" not in g:
        g.vehicle_coverage = coverage.covered(current_user.post_id)
    known: Sequence[Covered] = g.vehicle_coverage
    return known


def _covered(row: Vehicle) -> str:
    seen = seen_by(row)
    return words.covered(seen) if seen else ""


def _told(row: Vehicle) -> Markup | str:
    found = _inside(row)
    if not found or not beyond(row):
        return ""
    sure = found.entry.is_sure
    told = words.beyond(beyond(row), is_sure=sure)
    return cells.tag(told, "check-bad" if sure else "check-look")


def _plate(row: Vehicle) -> Markup:
    address = url_for("vehicles.show", vehicle_id=row.id)
    return cells.link(address, cells.latin(row.plate))


VEHICLES: Listed[Vehicle] = Listed(
    "vehicles.index",
    (
        Column("plate", lambda row: row.plate, words.FACTS["plate"], _plate, [Vehicle.plate_key]),
        Column("country", lambda row: row.country, words.FACTS["country"],
               lambda row: cells.latin(row.country), [Vehicle.country]),
        Column("kind", lambda row: row.kind, words.FACTS["kind"],
               lambda row: codes.TRANSPORT[row.kind], [Vehicle.kind]),
        Column("use", lambda row: row.use, words.FACTS["use"], lambda row: words.USES[row.use]),
        Column("driver", lambda row: row.driver_name, _l("Usual driver"),
               lambda row: cells.name(row.driver_name), [Vehicle.driver_name]),
        Column("inside_since", since, _l("Inside since"), lambda row: day(since(row))),
        Column("last_day", last_day, _l("Last day"), lambda row: day(last_day(row))),
        Column("days_beyond", beyond, _l("Stay"), _told),
        Column("coverage", _covered, _l("Who could have seen the exit")),
        Column("insurance_until", lambda row: row.insurance_until, words.FACTS["insurance_until"],
               lambda row: day(row.insurance_until), [Vehicle.insurance_until]),
        Column("make", lambda row: row.make),
        Column("colour", lambda row: row.colour),
        Column("seats", lambda row: row.seats),
        Column("insurance_number", lambda row: row.insurance_number),
        Column("customs_number", lambda row: row.customs_number),
        Column("customs_until", lambda row: row.customs_until),
    ),
    tie=(Vehicle.id,),
)  # fmt: skip
