"""Reading what is spoken for: never a figure of what was distributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from borderpost.db import db
from equipment.models import Allocation, StockDraw, StockItem
from equipment.models.allocation import PLANNED, SET_ASIDE
from equipment.queries.reach import of_post


@dataclass(frozen=True)
class Figures:
    """What is on hand and what may still be given, in the item's unit.

    ``on_hand`` is ``available + planned + set_aside + expired``. ``available`` is less than
    nothing when stock was lost that had been spoken for.
    """

    on_hand: int
    expired: int
    planned: int
    set_aside: int

    @property
    def available(self) -> int:
        """What nobody has spoken for and has not expired."""
        return self.on_hand - self.expired - self.planned - self.set_aside


def figures(item: StockItem, day: date) -> Figures:
    """What of an item is free, and what is planned or set aside."""
    left = func.sum(Allocation.quantity - drawn())
    wanted = select(Allocation.kind, left).group_by(Allocation.kind)
    wanted = wanted.where(Allocation.item_id == item.id, Allocation.released_at.is_(None))
    spoken = {kind: int(total) for kind, total in db.session.execute(wanted)}
    return Figures(
        item.on_hand, item.expired(day), spoken.get(PLANNED, 0), spoken.get(SET_ASIDE, 0)
    )


def drawn() -> Any:
    """The SQL for what issues took of an allocation."""
    total = select(func.coalesce(func.sum(StockDraw.quantity), 0))
    mine = (StockDraw.allocation_id == Allocation.id, StockDraw.undone_at.is_(None))
    return total.where(*mine).correlate(Allocation).scalar_subquery()


def is_standing() -> tuple[ColumnElement[bool], ...]:
    """The condition that something of an allocation is still spoken for."""
    return (Allocation.released_at.is_(None), Allocation.quantity > drawn())


def of_item(item_id: UUID) -> Sequence[Allocation]:
    """What is spoken for of an item, what ends first at the top."""
    wanted = select(Allocation).options(joinedload(Allocation.project))
    wanted = wanted.where(Allocation.item_id == item_id, *is_standing())
    order = (Allocation.until.is_(None), Allocation.until, Allocation.id)
    return db.session.scalars(wanted.order_by(*order)).all()


def standing(post_id: UUID | None) -> Select[tuple[Allocation]]:
    """Everything that is spoken for, by kind: what reports say is planned or set aside."""
    return (
        select(Allocation)
        .join(Allocation.item)
        .options(contains_eager(Allocation.item), joinedload(Allocation.project))
        .where(*is_standing(), *of_post(StockItem.post_id, post_id))
        .order_by(Allocation.kind, StockItem.code, Allocation.id)
    )


def allocation(allocation_id: UUID, post_id: UUID | None) -> Allocation | None:
    """One allocation of the post, None for another post's."""
    wanted = select(Allocation).join(Allocation.item).where(Allocation.id == allocation_id)
    return db.session.scalar(wanted.where(*of_post(StockItem.post_id, post_id)))
