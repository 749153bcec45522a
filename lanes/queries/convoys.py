"""Convoys of a post, and whose page an officer goes on to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, case, func, or_, select

from borderpost.db import db
from borderpost.journeys import Journey
from borderpost.ways_on import Way
from lanes.convoy_kinds import purpose_of
from lanes.models import Convoy, ConvoyHandOver, ConvoyHandOverLine, ConvoyMember, ConvoyState

_ENDED = (ConvoyState.CLOSED, ConvoyState.DROPPED)


def convoy(convoy_id: UUID, post_id: UUID | None) -> Convoy | None:
    """One convoy of this post; None for another post's."""
    wanted = select(Convoy).where(Convoy.id == convoy_id, Convoy.post_id == post_id)
    return db.session.scalar(wanted)


def listed(
    post_id: UUID | None, words: str = "", state: str = "", kind: str = ""
) -> Select[tuple[Convoy]]:
    """The convoys of a post, those here first, then the expected, then the newest."""
    wanted = select(Convoy).where(Convoy.post_id == post_id)
    if state:
        wanted = wanted.where(Convoy.state == state)
    if kind:
        wanted = wanted.where(Convoy.kind == kind)
    for word in words.split():
        wanted = wanted.where(_has(word))
    here = case({ConvoyState.ARRIVED: 0, ConvoyState.EXPECTED: 1}, value=Convoy.state, else_=2)
    return wanted.order_by(here, Convoy.id.desc())


def _has(word: str) -> ColumnElement[bool]:
    searched = (Convoy.reference, Convoy.authority, Convoy.from_place, Convoy.leader, Convoy.plates)
    return or_(*(column.icontains(word, autoescape=True) for column in searched))


def numbers(found: Sequence[UUID]) -> dict[UUID, tuple[int, int, int, int]]:
    """Expected, received, unexpected and signed over, by convoy."""
    here, expected = ConvoyMember.arrived_at.is_not(None), ConvoyMember.is_expected
    signed = (
        select(ConvoyHandOverLine.id)
        .join(ConvoyHandOver, ConvoyHandOver.id == ConvoyHandOverLine.hand_over_id)
        .where(
            ConvoyHandOverLine.member_id == ConvoyMember.id, ConvoyHandOver.signed_at.is_not(None)
        )
        .exists()
    )
    wanted = select(
        ConvoyMember.convoy_id,
        *(func.count(case((one, 1))) for one in (expected, expected & here, ~expected, signed)),
    ).where(ConvoyMember.convoy_id.in_(found))
    rows = db.session.execute(wanted.group_by(ConvoyMember.convoy_id))
    told = {row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in rows}
    return {one: told.get(one, (0, 0, 0, 0)) for one in found}


def of_sheet(inspection_id: UUID, post_id: UUID | None) -> Convoy | None:
    """The convoy with which the traveller on this sheet came."""
    wanted = (
        select(Convoy)
        .join(ConvoyMember, ConvoyMember.convoy_id == Convoy.id)
        .where(ConvoyMember.inspection_id == inspection_id, Convoy.post_id == post_id)
    )
    return db.session.scalar(wanted)


def way_on(inspection_id: UUID, post_id: UUID | None) -> Way | None:
    """Back to the convoy that is still here, from a sheet of somebody of it."""
    found = of_sheet(inspection_id, post_id)
    if found is None or found.state in _ENDED:
        return None
    return Way("convoys.show", {"convoy_id": found.id}, _l("Back to the convoy"))


def journey(inspection_id: UUID, post_id: UUID | None) -> Journey | None:
    """What is known of the journey of somebody of a convoy: its kind says the purpose."""
    found = of_sheet(inspection_id, post_id)
    if found is None:
        return None
    return Journey(purpose=purpose_of(found.kind), transport=found.transport)
