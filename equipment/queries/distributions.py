"""Reading distributions: the list, one with its papers and records, what became of its goods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select
from sqlalchemy.orm import joinedload, selectinload, with_expression

from borderpost.db import db
from borderpost.officers.models import folded
from equipment.models import (
    Allocation,
    Distribution,
    DistributionAllocation,
    DistributionLoss,
    DistributionQuantity,
    DistributionRecord,
    SignedList,
    StockDraw,
    Waybill,
)
from equipment.queries.reach import of_post


@dataclass(frozen=True)
class Wanted:
    """What the list is filtered by; empty parts do not filter."""

    words: str = ""
    stage: str = ""
    project_id: UUID | None = None

    def filters(self) -> dict[str, str]:
        """The parts that filter."""
        return {name: str(value) for name, value in vars(self).items() if value}


def served() -> Any:
    """The SQL for the households that received."""
    return _sum(DistributionRecord.households)


def people() -> Any:
    """The SQL for the people counted with them."""
    return _sum(DistributionRecord.people)


def stage() -> Any:
    """The SQL for how far a distribution has come."""
    drawn = exists().where(
        Waybill.distribution_id == Distribution.id, StockDraw.act_id == Waybill.act_id,
        StockDraw.undone_at.is_(None),
    )  # fmt: skip
    aside = exists().where(
        DistributionAllocation.distribution_id == Distribution.id,
        Allocation.id == DistributionAllocation.allocation_id, Allocation.released_at.is_(None),
    )  # fmt: skip
    return case(
        (Distribution.cancelled_at.is_not(None), literal("cancelled")),
        (Distribution.closed_at.is_not(None), literal("closed")),
        (drawn, literal("issued")),
        (aside, literal("set_aside")),
        else_=literal("planned"),
    )


def listed(wanted: Wanted, post_id: UUID | None) -> Select[tuple[Distribution]]:
    """The distributions of a post, the latest day first; of every post for headquarters."""
    return (
        select(Distribution)
        .options(
            with_expression(Distribution.served, served()),
            with_expression(Distribution.people, people()),
            with_expression(Distribution.stage, stage()),
            joinedload(Distribution.project),
        )
        .where(*of_post(Distribution.post_id, post_id), *_conditions(wanted))
        .order_by(Distribution.planned_on.desc(), Distribution.number.desc())
    )


def distribution(distribution_id: UUID, post_id: UUID | None) -> Distribution | None:
    """One distribution of the post, None for another post's."""
    wanted = select(Distribution).where(Distribution.id == distribution_id)
    wanted = wanted.options(with_expression(Distribution.stage, stage()))
    wanted = wanted.where(*of_post(Distribution.post_id, post_id))
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def set_aside(distribution_id: UUID, item_id: UUID | None = None) -> Sequence[Allocation]:
    """What is set aside for it and not released, in the order in which it was."""
    linked = select(DistributionAllocation.allocation_id).where(
        DistributionAllocation.distribution_id == distribution_id
    )
    wanted = select(Allocation).where(Allocation.id.in_(linked), Allocation.released_at.is_(None))
    if item_id is not None:
        wanted = wanted.where(Allocation.item_id == item_id)
    return db.session.scalars(wanted.order_by(Allocation.id)).all()


def linked() -> set[UUID]:
    """The allocations that belong to a distribution."""
    return set(db.session.scalars(select(DistributionAllocation.allocation_id)))


def waybills(distribution_id: UUID) -> Sequence[Waybill]:
    """Its waybills in their order, void ones too."""
    wanted = select(Waybill).where(Waybill.distribution_id == distribution_id)
    return db.session.scalars(wanted.order_by(Waybill.id)).all()


def waybill(waybill_id: UUID, post_id: UUID | None) -> Waybill | None:
    """One waybill of the post, None for another post's."""
    wanted = select(Waybill).where(Waybill.id == waybill_id, *of_post(Waybill.post_id, post_id))
    return db.session.scalar(wanted)


def records(distribution_id: UUID) -> Select[tuple[DistributionRecord]]:
    """Its records, the latest first, struck ones too."""
    return (
        select(DistributionRecord)
        .options(
            selectinload(DistributionRecord.quantities).joinedload(DistributionQuantity.item)
        )
        .where(DistributionRecord.distribution_id == distribution_id)
        .order_by(DistributionRecord.seq.desc())
    )  # fmt: skip


def record(record_id: UUID, post_id: UUID | None) -> DistributionRecord | None:
    """One record of the post, None for another post's."""
    wanted = select(DistributionRecord).join(DistributionRecord.distribution)
    wanted = wanted.where(DistributionRecord.id == record_id)
    return db.session.scalar(wanted.where(*of_post(Distribution.post_id, post_id)))


def losses(distribution_id: UUID) -> Sequence[DistributionLoss]:
    """What was lost or damaged, struck entries too."""
    wanted = select(DistributionLoss).where(DistributionLoss.distribution_id == distribution_id)
    wanted = wanted.options(joinedload(DistributionLoss.item))
    return db.session.scalars(wanted.order_by(DistributionLoss.id)).all()


def loss(loss_id: UUID, post_id: UUID | None) -> DistributionLoss | None:
    """One loss of the post, None for another post's."""
    wanted = select(DistributionLoss).join(
        Distribution, Distribution.id == DistributionLoss.distribution_id
    )
    wanted = wanted.where(DistributionLoss.id == loss_id)
    return db.session.scalar(wanted.where(*of_post(Distribution.post_id, post_id)))


def has_list(distribution_id: UUID) -> bool:
    """Whether a signed list is kept."""
    wanted = select(SignedList.id).where(SignedList.distribution_id == distribution_id)
    return db.session.scalar(wanted.limit(1)) is not None


def standing(distribution_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The condition that a record of it stands."""
    return (
        DistributionRecord.distribution_id == distribution_id,
        DistributionRecord.struck_at.is_(None),
    )


def _sum(column: Any) -> Any:
    total = select(func.coalesce(func.sum(column), 0))
    mine = and_(
        DistributionRecord.distribution_id == Distribution.id,
        DistributionRecord.struck_at.is_(None),
    )
    return total.where(mine).correlate(Distribution).scalar_subquery()


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for word in folded(wanted.words).split():
        yield Distribution.search_key.contains(word, autoescape=True)
    if wanted.project_id:
        yield Distribution.project_id == wanted.project_id
    if wanted.stage:
        yield stage() == wanted.stage
