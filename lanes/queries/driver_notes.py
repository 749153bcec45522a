"""What the desk is told of vehicles: which stands in front, and whose driver was just admitted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.desk_notes import Note
from crossings import codes
from crossings.models import Crossing
from crossings.queries.tally import CROSSED
from lanes.models import VehicleVisit
from lanes.queries import vehicles

RECENT = timedelta(minutes=10)  # after which an admitted driver's vehicle is no longer offered


def note(officer: Actor) -> Note | None:
    """The vehicle in front of this officer; else the usual vehicle of whom he admitted last."""
    front = vehicles.in_front(officer.officer_id)
    return _front(front) if front else _offered(officer)


def habit(person_id: UUID, post_id: UUID | None) -> str:
    """A known driver of a commercial vehicle crosses at work; who drives a private one does not."""
    usual = vehicles.driven_by(person_id, post_id)
    return codes.CREW if usual and usual.use == "commercial" else ""


def named(row: VehicleVisit) -> str:
    """A vehicle as people name it: its plate, or what it is."""
    plate = f"{row.vehicle.plate} {row.vehicle.country}" if row.vehicle else ""
    herd = f"{row.animals} {row.animals_kind}" if row.animals else ""
    return " · ".join(one for one in (plate or str(codes.TRANSPORT[row.kind]), herd) if one)


def _front(row: VehicleVisit) -> Note:
    aboard = len(vehicles.travellers([row.id]))
    words = _(
        "In front: %(vehicle)s. Who is admitted now is aboard (%(number)s so far).",
        vehicle=named(row),
        number=aboard,
    )
    return Note(words, _("Vehicle"), "vehicle_front.show", key="F4")


def _offered(officer: Actor) -> Note | None:
    since = clock.now() - RECENT
    latest = db.session.scalar(
        select(Crossing)
        .where(
            Crossing.post_id == officer.post_id,
            Crossing.occurred_on >= since.date(),
            Crossing.officer_id == officer.officer_id,
            Crossing.occurred_at >= since,
        )
        .order_by(Crossing.occurred_at.desc(), Crossing.id.desc())
        .limit(1)
    )
    if latest is None or latest.decision not in CROSSED or latest.undone:
        return None
    usual = vehicles.driven_by(latest.person_id, officer.post_id)
    if usual is None or vehicles.is_aboard(latest.id):
        return None
    words = _(
        "%(driver)s usually drives %(plate)s.",
        driver=usual.driver_name,
        plate=f"{usual.plate} {usual.country}",
    )
    values = {"vehicle_id": usual.id, "crossing_id": latest.id}
    return Note(words, _("Take this vehicle"), "vehicle_front.take", values, "F4", sends=True)
