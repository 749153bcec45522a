"""Reading receptions: the list, one with its lines and arrivals, and what is still unsettled."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from equipment.models import Reception, ReceptionArrival, ReceptionDifference, ReceptionLine
from equipment.queries.reach import of_post

UNSETTLED = "unsettled"


def receptions(post_id: UUID | None, words: str = "", state: str = "") -> Select[tuple[Reception]]:
    """The receptions of a post, the latest first."""
    wanted = select(Reception).options(
        selectinload(Reception.lines), selectinload(Reception.differences)
    )
    wanted = wanted.where(*of_post(Reception.post_id, post_id))
    if words:
        sought = (Reception.number, Reception.supplier, Reception.document)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))
    if state == UNSETTLED:
        open_ones = select(ReceptionDifference.reception_id).where(
            ReceptionDifference.settlement == ""
        )
        wanted = wanted.where(Reception.id.in_(open_ones))
    elif state:
        wanted = wanted.where(Reception.state == state)
    return wanted.order_by(Reception.number.desc())


def reception(reception_id: UUID, post_id: UUID | None) -> Reception | None:
    """One reception of the post with everything of it, None for another post's."""
    lines = selectinload(Reception.lines)
    return db.session.scalar(
        select(Reception)
        .options(
            lines.joinedload(ReceptionLine.model), lines.joinedload(ReceptionLine.item),
            lines.joinedload(ReceptionLine.project), lines.joinedload(ReceptionLine.donor),
            lines.joinedload(ReceptionLine.budget_line),
            lines.selectinload(ReceptionLine.arrivals).joinedload(ReceptionArrival.asset),
            selectinload(Reception.differences).joinedload(ReceptionDifference.line),
            joinedload(Reception.follows),
        )
        .where(Reception.id == reception_id, *of_post(Reception.post_id, post_id))
    )  # fmt: skip


def arrival(arrival_id: UUID, reception_id: UUID) -> ReceptionArrival | None:
    """One arrival of a reception."""
    wanted = (
        select(ReceptionArrival)
        .join(ReceptionArrival.line)
        .where(ReceptionArrival.id == arrival_id, ReceptionLine.reception_id == reception_id)
    )
    return db.session.scalar(wanted)


def difference(difference_id: UUID, reception_id: UUID) -> ReceptionDifference | None:
    """One difference of a reception."""
    wanted = select(ReceptionDifference).where(
        ReceptionDifference.id == difference_id, ReceptionDifference.reception_id == reception_id
    )
    return db.session.scalar(wanted)
