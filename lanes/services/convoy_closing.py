"""The end of a convoy: closed when nobody is left, and its names erased when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import Update, case, func, select, update

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from lanes.convoy_acts import Act
from lanes.convoy_reckoning import ConvoyReckoning
from lanes.models import Convoy, ConvoyHandOver, ConvoyHandOverLine, ConvoyMember, ConvoyState
from lanes.queries import convoy_people
from lanes.services import convoys


def close(convoy_id: UUID, *, by: Actor) -> Convoy:
    """Close the convoy. Raises ``Refused`` with what is left to do first."""
    with _watched(convoy_id, by), transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        found = convoy_people.reckoning(row)
        if why := held_by(found):
            raise Refused(why, attempt="close_open")
        row.state, row.closed_at = ConvoyState.CLOSED, clock.now()
        row.closed_by = by.officer_id
        told = {"received": found.received, "missing": found.missing,
                "unexpected": found.unexpected, "handed": found.handed}  # fmt: skip
        audit.record(Act.CLOSED, row, by=by, **told)
    return row


def _watched(convoy_id: UUID, by: Actor) -> AbstractContextManager[None]:
    return audit.attempts_watched(Act.ATTEMPTED, Convoy, convoy_id, by=by)


def held_by(found: ConvoyReckoning) -> LazyString | None:
    """What holds the convoy open, the first thing to do; None when it may be closed."""
    if found.awaited:
        return _l("Somebody expected was not seen. Tick who came, or say who is missing and why.")
    if found.undecided:
        return _l("Not everybody is decided. Open each person at the desk and decide.")
    if found.to_hand_over:
        return _l("Not everybody is handed over. Write a hand-over sheet.")
    if found.unsigned:
        return _l("A hand-over sheet is not signed by both. Have it signed, or make it void.")
    if found.counted is None:
        return _l("Count the people who came, and write how many there are.")
    if found.apart > 0:
        return _l("More people were counted than ticked. Find who was not, or count again.")
    if found.apart < 0:
        return _l("More people were ticked than counted. Count again, or take a tick back.")
    return None


def purge(older_than: timedelta) -> int:
    """Erase names, signatures and papers of convoys that are not being received now; the numbers
    and the crossings stay. How many people's."""
    limit = clock.now() - older_than
    with transaction() as session:
        old = select(Convoy.id).where(
            Convoy.created_at < limit,
            Convoy.state != ConvoyState.ARRIVED,
            Convoy.erased_at.is_(None),
        )
        found = session.scalars(old).all()
        for each in (_of_members, _of_lines, _of_sheets):
            session.execute(each(found))
        gone = update(Convoy).where(Convoy.id.in_(found))
        session.execute(gone.values(leader="", plates="", erased_at=clock.now()))
        people = select(func.count()).where(ConvoyMember.convoy_id.in_(found))
        return session.scalar(people) or 0


def _of_members(convoys: Sequence[UUID]) -> Update:
    why = case((ConvoyMember.missing_at.is_not(None), "-"), else_="")
    every = update(ConvoyMember).where(ConvoyMember.convoy_id.in_(convoys))
    return every.values(person={}, missing_why=why)


def _of_lines(convoys: Sequence[UUID]) -> Update:
    sheets = select(ConvoyHandOver.id).where(ConvoyHandOver.convoy_id.in_(convoys))
    lines = update(ConvoyHandOverLine).where(ConvoyHandOverLine.hand_over_id.in_(sheets))
    return lines.values(with_them="")


def _of_sheets(convoys: Sequence[UUID]) -> Update:
    kept = case((ConvoyHandOver.receiver_kind == "family", ""), else_=ConvoyHandOver.receiver)
    every = update(ConvoyHandOver).where(ConvoyHandOver.convoy_id.in_(convoys))
    return every.values(
        receiver=kept, received_by="", apart_why="",
        giver_signature=None, receiver_signature=None, paper=None,
    )  # fmt: skip
