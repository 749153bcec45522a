"""Items of stock with their lots: what tests of the ledger need."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from borderpost import clock
from borderpost.db import db
from equipment.models import StockItem
from equipment.queries import stock as queries
from equipment.services import stock, stock_items
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said
from tests.equipment.work import World

WHY = Said(reason="patrol")


def day(ago: int) -> date:
    """A day that is so many days ago; less than nothing: to come."""
    return clock.today() - timedelta(days=ago)


def item(world: World, code: str = "SAVON", *, has_expiry: bool = False, **more: object) -> UUID:
    """A new item of the post."""
    facts = ItemFacts(code, code.title(), "consumable", "piece", has_expiry, **more)  # type: ignore[arg-type]
    return stock_items.add(world.post, facts, by=None).id


def receive(
    world: World,
    key: UUID,
    number: int,
    ago: int = 0,
    *,
    lot: str = "",
    good_for: int | None = None,
    place: UUID | None = None,
) -> UUID:
    """So many came in some days ago; the card they lie on."""
    said = Lot(lot, None if good_for is None else day(-good_for))
    where = place or world.store
    return stock.receive(key, where, said, number, Said(on=day(ago)), by=None).card_id


def on_hand(key: UUID) -> int:
    """What lies at the post of an item."""
    db.session.expire_all()
    return db.session.get_one(StockItem, key).on_hand


def held(key: UUID) -> dict[tuple[str, str], int]:
    """What each card of an item holds: by lot and place."""
    db.session.expire_all()
    return {(one.lot.code, one.location.code): one.on_hand for one in queries.cards(key)}
