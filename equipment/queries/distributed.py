"""The figures of distributions: what became of the goods, and how many people were counted.

Planned, set aside, distributed and assisted are four figures of four sources, and none is ever
part of another: a plan's lines, standing allocations, records of what was received, people counted
in distributions that were reconciled and closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from borderpost.db import db
from equipment.models import (
    Distribution,
    DistributionCount,
    DistributionLoss,
    DistributionQuantity,
    DistributionRecord,
    DistributionReturn,
    StockCard,
    StockLot,
    StockMovement,
    Waybill,
)
from equipment.models.distribution import DAMAGED, LOST
from equipment.queries import distributions as queries
from equipment.queries.distributions import standing
from equipment.queries.reach import of_post
from equipment.reconciliation import Account, Cell


def accounts(row: Distribution) -> dict[UUID, Account]:
    """What became of each item of a distribution, in the order of its plan."""
    key = row.id
    aside = Counter[UUID]()
    for one in queries.set_aside(key):
        aside[one.item_id] += one.left
    out, back = _moved(Waybill, key), _moved(DistributionReturn, key)
    got, gone = _received(key), _lost(key)
    return {
        one.item_id: Account(
            one.per_household * row.households,
            aside[one.item_id],
            -out.get(one.item_id, 0),
            got.get(one.item_id, 0),
            back.get(one.item_id, 0),
            gone.get((one.item_id, LOST), 0),
            gone.get((one.item_id, DAMAGED), 0),
        )
        for one in row.items
    }


def lots_out(distribution_id: UUID) -> list[tuple[StockLot, int]]:
    """Of which lots how many were issued and not returned."""
    found = Counter[UUID]()
    for papers in (Waybill, DistributionReturn):
        wanted = _movements(papers, distribution_id, StockCard.lot_id)
        for lot_id, number in db.session.execute(wanted):
            found[lot_id] -= int(number)
    rows = [(db.session.get_one(StockLot, key), left) for key, left in found.items() if left > 0]
    return sorted(rows, key=lambda one: (one[0].item_id, one[0].id))


def issued_by(row: Waybill) -> list[tuple[StockMovement, int]]:
    """What a waybill carried, lot by lot."""
    wanted = select(StockMovement).where(StockMovement.act_id == row.act_id)
    return [(one, -one.quantity) for one in db.session.scalars(wanted.order_by(StockMovement.id))]


def counts(distribution_id: UUID) -> dict[Cell, int]:
    """The people of a distribution by sex and age band."""
    wanted = (
        select(DistributionCount.sex, DistributionCount.band, func.sum(DistributionCount.number))
        .join(DistributionRecord, DistributionRecord.id == DistributionCount.record_id)
        .where(*standing(distribution_id))
        .group_by(DistributionCount.sex, DistributionCount.band)
    )
    return {(sex, band): int(number) for sex, band, number in db.session.execute(wanted)}


@dataclass(frozen=True)
class Reached:
    """Whom a distribution reached: households that received, that did not come, people counted,
    and records that the signed list has to prove."""

    households: int
    no_shows: int
    people: int
    on_paper: int


def reached(distribution_id: UUID) -> Reached:
    """The sums over the records that stand."""
    on_paper = DistributionRecord.signed_how != "drawn"
    wanted = select(
        func.coalesce(func.sum(DistributionRecord.households), 0),
        func.coalesce(func.sum(DistributionRecord.no_shows), 0),
        func.coalesce(func.sum(DistributionRecord.people), 0),
        func.count().filter(on_paper, DistributionRecord.households > 0),
    ).where(*standing(distribution_id))
    return Reached(*(int(one) for one in db.session.execute(wanted).one()))


@dataclass(frozen=True)
class ItemFigures:
    """What was done with an item in all distributions: in its unit, and the people counted in
    those distributions of it that are reconciled and closed."""

    issued: int
    distributed: int
    assisted: int


def of_item(item_id: UUID, post_id: UUID | None) -> ItemFigures:
    """The figures of an item; what is planned or set aside is in none of them."""
    got = (
        select(func.coalesce(func.sum(DistributionQuantity.quantity), 0))
        .join(DistributionRecord, DistributionRecord.id == DistributionQuantity.record_id)
        .where(DistributionQuantity.item_id == item_id, DistributionRecord.struck_at.is_(None))
    )
    having = select(DistributionQuantity.record_id).where(DistributionQuantity.item_id == item_id)
    met = (
        select(func.coalesce(func.sum(DistributionRecord.people), 0))
        .join(DistributionRecord.distribution)
        .where(
            DistributionRecord.id.in_(having), DistributionRecord.struck_at.is_(None),
            Distribution.closed_at.is_not(None), *of_post(Distribution.post_id, post_id),
        )
    )  # fmt: skip
    out = _movements(Waybill, None, StockCard.item_id).where(StockCard.item_id == item_id)
    issued = db.session.execute(out).first()
    return ItemFigures(
        -int(issued[1]) if issued else 0,
        int(db.session.scalar(got) or 0),
        int(db.session.scalar(met) or 0),
    )


def _moved(
    papers: type[Waybill] | type[DistributionReturn], distribution_id: UUID
) -> Mapping[UUID, int]:
    wanted = _movements(papers, distribution_id, StockCard.item_id)
    return {item_id: int(number) for item_id, number in db.session.execute(wanted)}


def _movements(papers: type[Waybill] | type[DistributionReturn], distribution_id: UUID | None,
               by: object) -> Select[tuple[UUID, int]]:  # fmt: skip
    """What the standing movements of its papers come to, by item or by lot."""
    undone = aliased(StockMovement)
    wanted: Select[tuple[UUID, int]] = (
        select(by, func.sum(StockMovement.quantity))  # type: ignore[call-overload]
        .join_from(papers, StockMovement, StockMovement.act_id == papers.act_id)
        .join(StockCard, StockCard.id == StockMovement.card_id)
        .outerjoin(undone, undone.reverses_id == StockMovement.id)
        .where(undone.id.is_(None))
        .group_by(by)
    )
    return wanted if distribution_id is None else wanted.where(
        papers.distribution_id == distribution_id
    )  # fmt: skip


def _received(distribution_id: UUID) -> Mapping[UUID, int]:
    wanted = (
        select(DistributionQuantity.item_id, func.sum(DistributionQuantity.quantity))
        .join(DistributionRecord, DistributionRecord.id == DistributionQuantity.record_id)
        .where(*standing(distribution_id))
        .group_by(DistributionQuantity.item_id)
    )
    return {item_id: int(number) for item_id, number in db.session.execute(wanted)}


def _lost(distribution_id: UUID) -> Mapping[tuple[UUID, str], int]:
    wanted = (
        select(DistributionLoss.item_id, DistributionLoss.kind, func.sum(DistributionLoss.quantity))
        .where(DistributionLoss.distribution_id == distribution_id,
               DistributionLoss.struck_at.is_(None))
        .group_by(DistributionLoss.item_id, DistributionLoss.kind)
    )  # fmt: skip
    return {(item_id, kind): int(n) for item_id, kind, n in db.session.execute(wanted)}
