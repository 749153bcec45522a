"""Reading work orders: lists, one order, and what of a thing is still open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import selectinload

from borderpost.db import db
from equipment.models import Asset, AssetEvent, AssetModel, WorkOrder, WorkPart
from equipment.models.work_order import OPEN
from equipment.queries.reach import of_post
from equipment.states import DOWN


def orders(
    post_id: UUID | None, *, is_open: bool, asset_id: UUID | None = None, words: str = ""
) -> Select[tuple[WorkOrder]]:
    """The open orders, down the longest first; or the closed ones, the latest first. ``words``
    are looked for in the number, the tag, the model and the failure.

    The joins are outer ones, although each order has its thing: a database leaves one out of which
    nothing is asked, and a page far down then looks up the things of its own rows alone.
    """
    states = WorkOrder.outcome == OPEN if is_open else WorkOrder.outcome != OPEN
    order = (WorkOrder.down_from, WorkOrder.id)
    wanted = (
        select(WorkOrder)
        .outerjoin(WorkOrder.asset)
        .outerjoin(Asset.model)
        .options(
            selectinload(WorkOrder.asset).joinedload(Asset.model), selectinload(WorkOrder.tests)
        )
        .where(states, *of_post(WorkOrder.post_id, post_id), *(_says(one) for one in words.split()))
        .order_by(*(order if is_open else (one.desc() for one in order)))
    )
    return wanted.where(WorkOrder.asset_id == asset_id) if asset_id else wanted


def _says(word: str) -> ColumnElement[bool]:
    places = (WorkOrder.number, WorkOrder.failure, Asset.tag, AssetModel.name,
              AssetModel.manufacturer)  # fmt: skip
    return or_(*(one.icontains(word, autoescape=True) for one in places))


def order(order_id: UUID, post_id: UUID | None) -> WorkOrder | None:
    """One order of the post with its tests and parts, None for another post's."""
    wanted = (
        select(WorkOrder)
        .options(selectinload(WorkOrder.tests), selectinload(WorkOrder.parts))
        .where(WorkOrder.id == order_id, *of_post(WorkOrder.post_id, post_id))
    )
    return db.session.scalar(wanted)


def open_order(asset_id: UUID) -> WorkOrder | None:
    """The order that is open for a thing."""
    wanted = select(WorkOrder).where(WorkOrder.asset_id == asset_id, WorkOrder.outcome == OPEN)
    return db.session.scalar(wanted)


def of_asset(asset_id: UUID) -> Sequence[WorkOrder]:
    """The latest ten orders of a thing."""
    wanted = select(WorkOrder).where(WorkOrder.asset_id == asset_id)
    return db.session.scalars(wanted.order_by(WorkOrder.down_from.desc()).limit(10)).all()


def latest_fall(asset_id: UUID) -> AssetEvent | None:
    """The event by which a thing fell out of working order last."""
    states = sorted(DOWN)
    wanted = select(AssetEvent).where(
        AssetEvent.asset_id == asset_id,
        AssetEvent.status.in_(states),
        AssetEvent.status_before.not_in(states),
    )
    return db.session.scalars(wanted.order_by(AssetEvent.seq.desc()).limit(1)).first()


def costs(parts: Sequence[WorkPart]) -> dict[str, Decimal]:
    """What the parts of an order cost, by currency; struck lines cost nothing."""
    found: dict[str, Decimal] = {}
    for part in parts:
        if part.cost is not None and part.struck_at is None:
            found[part.currency] = found.get(part.currency, Decimal()) + part.cost
    return found
