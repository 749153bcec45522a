"""A distribution whose goods have left: what tests of distributions need."""

from __future__ import annotations

from uuid import UUID

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db
from equipment import distribution_verification, stock_verification
from equipment.models import Distribution, StockItem
from equipment.queries import allocations, distributed
from equipment.queries.allocations import Figures
from equipment.reconciliation import Account
from equipment.services import dispatching, distributing, setting_aside
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.stock_writing import Said
from tests.equipment.store import day, item, receive
from tests.equipment.work import World

PDF = b"%PDF-1.7 a list"
BY_CAR = Transport("Transport du Sahel", "AB-1234")


def planned(world: World, key: UUID, number: int = 150, site: str = "Stade de Bamako") -> UUID:
    plan = Plan(site, day(-9), number, {key: 1})
    return distributing.plan(world.post, plan, by=None).id


def account(key: UUID, row: UUID) -> Account:
    """What became of an item of a distribution."""
    return distributed.accounts(db.session.get_one(Distribution, row))[key]


def figures(key: UUID) -> Figures:
    db.session.rollback()
    return allocations.figures(db.session.get_one(StockItem, key), clock.today())


def sent(world: World, by: Actor, number: int = 10) -> tuple[UUID, UUID]:
    """An item and a distribution for which so many have left."""
    key = item(world, "KIT-NFI")
    receive(world, key, 40)
    row = planned(world, key, number)
    setting_aside.set_aside(row, key, number, None, by=by)
    dispatching.dispatch(row, world.store, {key: number}, Said(), BY_CAR, by=by)
    return key, row


def faults() -> list[str]:
    """Everything that verify would say of stock and distributions."""
    db.session.rollback()
    return [*stock_verification.faults(), *distribution_verification.faults()]


def lot_of(key: UUID) -> UUID:
    """The only lot of an item."""
    return db.session.get_one(StockItem, key).cards[0].lot_id
