"""Ticking a convoy off as its people come: who is here, who is missing and why, who was on no
list. A tick that was given twice is one: the first officer and time stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from lanes.convoy_acts import Act
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember
from lanes.queries import convoy_people
from lanes.services import convoys


def tick(convoy_id: UUID, member_ids: Sequence[UUID], *, by: Actor) -> int:
    """Write down that these people are here; how many were not ticked before. Who was said to be
    missing no longer is."""
    return _each(convoy_id, member_ids, by, _tick)


def untick(convoy_id: UUID, member_id: UUID, *, by: Actor) -> int:
    """Take a tick back; somebody who was on no list goes from it altogether. Raises ``Refused``
    once the desk has a sheet: who was there did come."""
    return _each(convoy_id, [member_id], by, _untick)


def miss(convoy_id: UUID, member_ids: Sequence[UUID], why: str, *, by: Actor) -> int:
    """Say that these expected people did not come, and why; how many there were. Raises
    ``Refused`` without a reason; who is ticked is left out."""
    reason = " ".join(why.split())[:200]
    if not reason:
        raise Refused(_l("Write why, as the leader of the convoy says it."), field="why")

    def say(row: Convoy, member: ConvoyMember, by: Actor) -> bool:
        if member.arrived_at is not None:
            return False
        member.missing_at, member.missing_by = clock.now(), by.officer_id
        member.missing_why = reason
        audit.record(Act.MISSED, row, by=by, member=str(member.id))
        return True

    return _each(convoy_id, member_ids, by, say)


def find(convoy_id: UUID, member_id: UUID, *, by: Actor) -> int:
    """Take back that somebody is missing: the person is awaited again."""
    return _each(convoy_id, [member_id], by, _find)


def unexpected(convoy_id: UUID, person: Declared, *, by: Actor) -> ConvoyMember:
    """Write down somebody who came and stands on no list."""
    with transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        (member,) = convoys.written_members(row, [person], by, at=clock.now())
        audit.record(Act.UNEXPECTED, row, by=by, member=str(member.id))
    return member


def count(convoy_id: UUID, heads: int, *, by: Actor) -> Convoy:
    """Write down how many people came, the convoy's own crew left out; again after a recount."""
    with transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        if not 0 <= heads <= convoys.MOST:
            raise Refused(_l("Write how many people came, at most 1,000."), field="counted")
        before, row.counted, row.counted_by = row.counted, heads, by.officer_id
        audit.record(Act.COUNTED, row, by=by, counted=heads, before=before)
    return row


def _each(
    convoy_id: UUID,
    member_ids: Sequence[UUID],
    by: Actor,
    change: Callable[[Convoy, ConvoyMember, Actor], bool],
) -> int:
    with transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        wanted = select(ConvoyMember).where(
            ConvoyMember.convoy_id == row.id, ConvoyMember.id.in_(member_ids)
        )
        found = session.scalars(wanted.order_by(ConvoyMember.place)).all()
        return sum(change(row, member, by) for member in found)


def _tick(row: Convoy, member: ConvoyMember, by: Actor) -> bool:
    if member.arrived_at is not None:
        return False
    member.missing_at, member.missing_by, member.missing_why = None, None, ""
    member.arrived_at, member.arrived_by = clock.now(), by.officer_id
    audit.record(Act.TICKED, row, by=by, member=str(member.id))
    return True


def _untick(row: Convoy, member: ConvoyMember, by: Actor) -> bool:
    if member.arrived_at is None:
        return False
    if convoy_people.has_sheet(member):
        raise Refused(
            _l("This person has a sheet at the desk. Clear that sheet first, then take it back.")
        )
    audit.record(Act.UNTICKED, row, by=by, member=str(member.id))
    if member.is_expected:
        member.arrived_at = member.arrived_by = None
    else:
        db.session.delete(member)
    return True


def _find(row: Convoy, member: ConvoyMember, by: Actor) -> bool:
    if member.missing_at is None:
        return False
    member.missing_at, member.missing_by, member.missing_why = None, None, ""
    audit.record(Act.FOUND, row, by=by, member=str(member.id))
    return True
