"""Reading stock: the list, an item with its cards and ledger, and what a card held on each day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload, selectinload

from borderpost.db import db
from borderpost.officers.models import folded
from equipment.models import Location, StockCard, StockItem, StockLot, StockMovement
from equipment.models.stock import COUNT
from equipment.queries.reach import of_post


@dataclass(frozen=True)
class Wanted:
    """What the list is filtered by; empty parts do not filter."""

    words: str = ""
    kind: str = ""
    location_id: UUID | None = None
    shown: str = ""  # reorder, expired, empty

    def filters(self) -> dict[str, str]:
        """The parts that filter."""
        return {name: str(value) for name, value in vars(self).items() if value}


def on_hand() -> Any:
    """The SQL for what lies at the post of an item."""
    total = select(func.coalesce(func.sum(StockCard.on_hand), 0))
    return total.where(StockCard.item_id == StockItem.id).correlate(StockItem).scalar_subquery()


def usable(day: date) -> Any:
    """The SQL for what of an item may be issued on ``day``."""
    total = select(func.coalesce(func.sum(StockCard.on_hand), 0)).join(StockCard.lot)
    good = or_(StockLot.expires_on.is_(None), StockLot.expires_on >= day)
    return (
        total.where(StockCard.item_id == StockItem.id, good).correlate(StockItem).scalar_subquery()
    )


def listed(wanted: Wanted, post_id: UUID | None, day: date) -> Select[tuple[StockItem]]:
    """The items of a post by code; of every post for headquarters."""
    return (
        select(StockItem)
        .options(selectinload(StockItem.cards).joinedload(StockCard.lot))
        .where(*of_post(StockItem.post_id, post_id), *_conditions(wanted, day))
        .order_by(StockItem.code, StockItem.id)
    )


def to_reorder(post_id: UUID | None, day: date) -> Select[tuple[StockItem]]:
    """The items whose usable stock is below their minimum."""
    return listed(Wanted(shown="reorder"), post_id, day)


def item(item_id: UUID, post_id: UUID | None) -> StockItem | None:
    """One item of the post, None for another post's."""
    wanted = select(StockItem).where(StockItem.id == item_id)
    return db.session.scalar(wanted.where(*of_post(StockItem.post_id, post_id)))


def coded(code: str, post_id: UUID) -> StockItem | None:
    """The item of a post with this code."""
    wanted = select(StockItem).where(StockItem.code == code, StockItem.post_id == post_id)
    return db.session.scalar(wanted)


def named(name: str, post_id: UUID) -> StockItem | None:
    """The only item of a post that is called so, whatever its case and accents."""
    found = [one for one in all_items(post_id) if folded(one.name) == folded(name)]
    return found[0] if len(found) == 1 else None


def all_items(post_id: UUID) -> Sequence[StockItem]:
    """Every item of a post, by code."""
    wanted = select(StockItem).where(StockItem.post_id == post_id).order_by(StockItem.code)
    return db.session.scalars(wanted).all()


def cards(item_id: UUID, location_id: UUID | None = None) -> Sequence[StockCard]:
    """The cards of an item, what expires first at the top, what does not expire last."""
    wanted = (
        select(StockCard)
        .join(StockCard.lot)
        .join(StockCard.location)
        .options(contains_eager(StockCard.lot), contains_eager(StockCard.location))
        .where(StockCard.item_id == item_id)
        .order_by(StockLot.expires_on.is_(None), StockLot.expires_on, StockLot.id, Location.code)
    )
    if location_id is not None:
        wanted = wanted.where(StockCard.location_id == location_id)
    return db.session.scalars(wanted).all()


def card(item_id: UUID, card_id: UUID) -> StockCard | None:
    """One card of an item."""
    wanted = select(StockCard).where(StockCard.id == card_id, StockCard.item_id == item_id)
    return db.session.scalar(wanted)


def filled(post_id: UUID) -> Sequence[StockCard]:
    """The cards of a post that hold something, by item and place."""
    wanted = (
        select(StockCard)
        .join(StockCard.item)
        .join(StockCard.location)
        .options(
            contains_eager(StockCard.item), contains_eager(StockCard.location),
            joinedload(StockCard.lot),
        )
        .where(StockItem.post_id == post_id, StockCard.on_hand > 0)
        .order_by(StockItem.code, Location.code, StockCard.id)
    )  # fmt: skip
    return db.session.scalars(wanted).all()


def lots(item_id: UUID) -> Sequence[StockLot]:
    """The lots of an item, as they came."""
    wanted = select(StockLot).where(StockLot.item_id == item_id).order_by(StockLot.id)
    return db.session.scalars(wanted).all()


def ledger(item_id: UUID) -> Select[tuple[StockMovement]]:
    """What came and went of an item, the latest day first."""
    return (
        select(StockMovement)
        .join(StockMovement.card)
        .options(
            contains_eager(StockMovement.card).joinedload(StockCard.lot),
            contains_eager(StockMovement.card).joinedload(StockCard.location),
            joinedload(StockMovement.project), joinedload(StockMovement.reversed_by),
        )
        .where(StockCard.item_id == item_id)
        .order_by(StockMovement.happened_on.desc(), StockMovement.id.desc())
    )  # fmt: skip


def movement(movement_id: UUID, post_id: UUID | None) -> StockMovement | None:
    """One movement of the post, None for another post's."""
    wanted = select(StockMovement).join(StockMovement.card).join(StockCard.item)
    wanted = wanted.where(StockMovement.id == movement_id)
    return db.session.scalar(wanted.where(*of_post(StockItem.post_id, post_id)))


def of_act(act_id: UUID) -> Sequence[StockMovement]:
    """Everything that one form wrote."""
    wanted = select(StockMovement).where(StockMovement.act_id == act_id)
    wanted = wanted.options(joinedload(StockMovement.card).joinedload(StockCard.location))
    return db.session.scalars(wanted.order_by(StockMovement.id)).all()


def days(card_id: UUID) -> list[tuple[date, int]]:
    """What came and went of a card on each day, in the order of the days."""
    wanted = (
        select(StockMovement.happened_on, func.sum(StockMovement.quantity))
        .where(StockMovement.card_id == card_id)
        .group_by(StockMovement.happened_on)
        .order_by(StockMovement.happened_on)
    )
    return [(day, int(total)) for day, total in db.session.execute(wanted)]


def last_count(card_id: UUID) -> StockMovement | None:
    """The latest count of a card that stands."""
    undone = aliased(StockMovement)
    wanted = (
        select(StockMovement)
        .outerjoin(undone, undone.reverses_id == StockMovement.id)
        .where(StockMovement.card_id == card_id, StockMovement.kind == COUNT, undone.id.is_(None))
        .order_by(StockMovement.happened_on.desc(), StockMovement.seq.desc())
        .limit(1)
    )
    return db.session.scalar(wanted)


def _conditions(wanted: Wanted, day: date) -> Iterator[ColumnElement[bool]]:
    for word in folded(wanted.words).split():
        yield StockItem.search_key.contains(word, autoescape=True)
    if wanted.kind:
        yield StockItem.kind == wanted.kind
    if wanted.location_id:
        yield _has(StockCard.location_id == wanted.location_id)
    if wanted.shown == "reorder":
        yield usable(day) < StockItem.least
    elif wanted.shown == "expired":
        expired = select(StockLot.id).where(StockLot.expires_on < day)
        yield _has(StockCard.lot_id.in_(expired))
    elif wanted.shown == "empty":
        yield on_hand() == 0


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    key: InstrumentedAttribute[UUID] = StockCard.item_id
    return StockItem.id.in_(select(key).where(condition, StockCard.on_hand > 0))
