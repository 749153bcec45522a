"""Reservations: asked for, approved or refused, and settled when the thing is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, locale
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Asset, Reservation
from equipment.queries import custody as queries
from equipment.services import rules
from equipment.states import LIVE, Status


@dataclass(frozen=True)
class Wish:
    """What is asked for; without a last day it has no end."""

    officer_id: UUID
    starts_on: date
    ends_on: date | None = None
    purpose: str = ""


def ask(asset_id: UUID, wish: Wish, *, by: Actor) -> Reservation:
    """Ask for a thing. Raises ``Refused`` when somebody has it approved for one of the days."""
    with transaction() as session:
        asset = session.get_one(Asset, asset_id)
        if Status(asset.status) not in LIVE:
            raise Refused(_l("%(tag)s is not here any more.", tag=asset.tag))
        if wish.ends_on is not None and wish.ends_on < wish.starts_on:
            raise Refused(_l("The last day is before the first one."), field="ends_on")
        if (wish.ends_on or wish.starts_on) < posts.today(asset.post_id):
            field = "ends_on" if wish.ends_on else "starts_on"
            raise Refused(_l("This day is over. Choose today or a later one."), field=field)
        rules.check_holder(wish.officer_id)
        _refuse_overlap(asset, wish.starts_on, wish.ends_on)
        row = Reservation(asset_id=asset_id, created_by=by.officer_id, **vars(wish))
        session.add(row)
        session.flush()
        audit.record(Act.RESERVED, row, by=by, asset=str(asset_id))
    return row


def decide(reservation_id: UUID, approved: bool, *, by: Actor) -> None:
    """Approve or refuse what was asked for."""
    with transaction() as session:
        row = session.get_one(Reservation, reservation_id)
        if row.state != "asked":
            raise Refused(_l("This was decided already."))
        if approved:
            _refuse_overlap(row.asset, row.starts_on, row.ends_on)
        row.state, row.decided_by = "approved" if approved else "refused", by.officer_id
        audit.record(Act.RESERVATION_DECIDED, row, by=by, state=row.state)


def drop(reservation_id: UUID, *, by: Actor) -> None:
    """Give a reservation up."""
    with transaction() as session:
        row = session.get_one(Reservation, reservation_id)
        if row.state not in queries.LIVE:
            raise Refused(_l("This reservation is over already."))
        row.state = "dropped"
        audit.record(Act.RESERVATION_DECIDED, row, by=by, state=row.state)


def settle(asset: Asset, receiver_id: UUID, today: date) -> None:
    """What is reserved for somebody else today is not handed over; the receiver's own
    reservation is done. Inside the caller's transaction."""
    for row in queries.reservations(asset.id):
        if row.state != "approved" or not _covers(row, today, today):
            continue
        if row.officer_id != receiver_id:
            raise _reserved(row, "codes")
        row.state = "done"


def _refuse_overlap(asset: Asset, first: date, last: date | None) -> None:
    for row in queries.reservations(asset.id):
        if row.state == "approved" and _covers(row, first, last):
            raise _reserved(row, "starts_on")


def _reserved(row: Reservation, field: str) -> Refused:
    return Refused(
        _l("%(tag)s is reserved for %(name)s from %(day)s.", tag=row.asset.tag,
           name=row.officer.name, day=locale.day(row.starts_on)),
        field=field,
    )  # fmt: skip


def _covers(row: Reservation, first: date, last: date | None) -> bool:
    begins = last is None or row.starts_on <= last
    return begins and (row.ends_on is None or row.ends_on >= first)
