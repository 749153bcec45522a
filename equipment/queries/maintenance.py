"""What is due, which plans there are, what was done; and every date that ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from equipment.models import (
    Asset,
    AssetCount,
    AssetModel,
    AssetTerm,
    MaintenanceDue,
    MaintenancePlan,
    MaintenanceRecord,
)
from equipment.queries.reach import of_post, of_whole_post, whole
from equipment.states import GONE, TERMINAL

SOON = timedelta(days=60)
_NOT_HERE = sorted({*TERMINAL, *GONE})


@dataclass(frozen=True)
class Asked:
    """Which dues are listed."""

    late_only: bool = False
    kind: str = ""
    asset_id: UUID | None = None
    ahead: timedelta = SOON


@dataclass(frozen=True)
class DueCount:
    """How many dues of one kind of plan are overdue, due, and due soon."""

    kind: str
    late: int = 0
    due: int = 0
    soon: int = 0

    def more(self, late: int, due: int, soon: int) -> DueCount:
        """With those of another plan of the kind."""
        return DueCount(self.kind, self.late + late, self.due + due, self.soon + soon)


def dues(post_id: UUID | None, today: date, asked: Asked) -> Select[tuple[MaintenanceDue]]:
    """What is overdue or falls due soon (``ahead``) at the things that are here; what is due
    first is first. With a thing, all of its own, also what is not due yet.

    Nearly every due is here, so that its thing and plan are not looked up for each: what is not is
    told by lists of the gone and of the plans, and a page loads the things of its own rows.
    """
    wanted = select(MaintenanceDue).options(
        selectinload(MaintenanceDue.plan),
        selectinload(MaintenanceDue.asset).joinedload(Asset.model),
    )
    wanted = wanted.where(
        MaintenanceDue.asset_id.not_in(_gone(post_id)), *_of_plans(post_id, asked.kind)
    )
    if asked.asset_id is not None:
        wanted = wanted.join(MaintenanceDue.plan).where(MaintenanceDue.asset_id == asked.asset_id)
        return wanted.order_by(MaintenanceDue.due_on.is_(None), MaintenanceDue.due_on,
                               MaintenancePlan.title)  # fmt: skip
    if asked.late_only:
        wanted = wanted.where(MaintenanceDue.late_on < today)
        return wanted.order_by(MaintenanceDue.late_on, *_TIE)
    return wanted.where(MaintenanceDue.due_on <= today + asked.ahead).order_by(
        MaintenanceDue.due_on, *_TIE
    )


def _gone(post_id: UUID | None) -> Select[tuple[UUID]]:
    gone = Asset.status.in_(_NOT_HERE)
    return select(Asset.id).where(gone, *of_post(Asset.post_id, post_id))


def _of_plans(post_id: UUID | None, kind: str) -> tuple[ColumnElement[bool], ...]:
    """That a due is of a post's plan, which are those of its things, and of one kind."""
    if post_id is None and not kind:
        return ()
    wanted = select(MaintenancePlan.id).where(*of_post(MaintenancePlan.post_id, post_id))
    wanted = wanted.where(MaintenancePlan.kind == kind) if kind else wanted
    return (whole(MaintenanceDue.plan_id).in_(wanted),)


_TIE = (MaintenanceDue.asset_id, MaintenanceDue.plan_id)


def due(plan_id: UUID, asset_id: UUID) -> MaintenanceDue | None:
    """When a plan is due at a thing, None when it is not its."""
    return db.session.get(MaintenanceDue, (plan_id, asset_id))


def late_by_kind(post_id: UUID | None, today: date) -> Sequence[DueCount]:
    """By kind of plan: what is overdue, due and not overdue, due within 30 days; of the things
    that are here. Counted by plan: nearly every due is looked at, and its thing and its plan need
    not be looked up for each."""
    is_late = MaintenanceDue.late_on < today
    is_due = MaintenanceDue.due_on <= today
    soon = MaintenanceDue.due_on <= today + timedelta(days=30)
    wanted = (
        select(
            MaintenanceDue.plan_id,
            func.count().filter(is_late),
            func.count().filter(is_due, func.coalesce(MaintenanceDue.late_on >= today, True)),
            func.count().filter(soon, ~is_due),
        )
        .where(soon, MaintenanceDue.asset_id.not_in(_gone(post_id)))
        .group_by(MaintenanceDue.plan_id)
    )
    kinds = select(MaintenancePlan.id, MaintenancePlan.kind)
    kinds = kinds.where(*of_post(MaintenancePlan.post_id, post_id))
    kind_of = {row.id: row.kind for row in db.session.execute(kinds)}
    found: dict[str, DueCount] = {}
    for plan_id, *counts in db.session.execute(wanted):
        if kind := kind_of.get(plan_id):
            found[kind] = found.get(kind, DueCount(kind)).more(*counts)
    return [found[kind] for kind in sorted(found)]


def late(post_id: UUID | None, today: date) -> Select[tuple[MaintenanceDue]]:
    """What is overdue."""
    return dues(post_id, today, Asked(late_only=True))


def plans(post_id: UUID | None, *, ended: bool = False) -> Select[tuple[MaintenancePlan]]:
    """The plans of a post by their names."""
    is_ended = MaintenancePlan.ended_on.is_not(None)
    return (
        select(MaintenancePlan)
        .options(joinedload(MaintenancePlan.asset), joinedload(MaintenancePlan.model))
        .where(is_ended if ended else ~is_ended, *of_post(MaintenancePlan.post_id, post_id))
        .order_by(MaintenancePlan.title, MaintenancePlan.id)
    )


def plan(plan_id: UUID, post_id: UUID | None) -> MaintenancePlan | None:
    """One plan of the post, also one that has ended."""
    wanted = select(MaintenancePlan).where(MaintenancePlan.id == plan_id)
    return db.session.scalar(wanted.where(*of_post(MaintenancePlan.post_id, post_id)))


def records(
    *, plan_id: UUID | None = None, asset_id: UUID | None = None
) -> Select[tuple[MaintenanceRecord]]:
    """What was done under a plan, or at a thing, the latest first."""
    wanted = select(MaintenanceRecord).options(
        joinedload(MaintenanceRecord.plan), joinedload(MaintenanceRecord.asset)
    )
    if plan_id is not None:
        wanted = wanted.where(MaintenanceRecord.plan_id == plan_id)
    if asset_id is not None:
        wanted = wanted.where(MaintenanceRecord.asset_id == asset_id)
    return wanted.order_by(MaintenanceRecord.done_on.desc(), MaintenanceRecord.id.desc())


def counts(asset_id: UUID) -> dict[str, AssetCount]:
    """How often a thing was used, by counter."""
    wanted = select(AssetCount).where(AssetCount.asset_id == asset_id)
    return {row.counter: row for row in db.session.scalars(wanted)}


def terms(asset_id: UUID) -> Sequence[AssetTerm]:
    """The licences, insurances and contracts of a thing that stand, what ends first is first."""
    wanted = select(AssetTerm).where(AssetTerm.asset_id == asset_id, AssetTerm.closed_on.is_(None))
    return db.session.scalars(wanted.order_by(AssetTerm.ends_on)).all()


def term(term_id: UUID, post_id: UUID | None) -> AssetTerm | None:
    """One term of a thing of the post."""
    wanted = select(AssetTerm).join(AssetTerm.asset).where(AssetTerm.id == term_id)
    return db.session.scalar(wanted.where(*of_post(Asset.post_id, post_id)))


@dataclass(frozen=True)
class Ending:
    """One date of a thing that ends: ``kind`` of ``upkeep_words.DATES``; with its term's id."""

    asset_id: UUID
    tag: str
    model: str
    kind: str
    ends_on: date
    party: str = ""
    reference: str = ""
    term_id: UUID | None = None
    is_over: bool = False


def endings(
    post_id: UUID | None, today: date, until: date, *, most: int | None = None, after: int = 0
) -> Sequence[Ending]:
    """Every date of the things that are here which is over or ends up to ``until``, the first
    first: ``most`` of them ``after`` so many. A warranty that is over is not among them: nobody
    renews it."""
    every = _every(post_id, today, until)
    wanted = select(every).order_by(every.c.ends_on, every.c.tag, every.c.kind, every.c.id)
    wanted = wanted.limit(most).offset(after)
    return [
        Ending(row.id, row.tag, f"{row.manufacturer} {row.name}".strip(), row.kind, row.ends_on,
               row.party, row.reference, row.term_id, row.ends_on < today)
        for row in db.session.execute(wanted)
    ]  # fmt: skip


def count_endings(post_id: UUID | None, today: date, until: date) -> int:
    """How many dates ``endings`` tells."""
    every = _every(post_id, today, until)
    return db.session.scalar(select(func.count()).select_from(every)) or 0


def _every(post_id: UUID | None, today: date, until: date) -> Subquery:
    parts = [
        _dates(Asset.calibrated_until, "calibration", None, until, post_id),
        _dates(Asset.warranty_until, "warranty", today, until, post_id),
        _terms(until, post_id),
    ]
    return union_all(*parts).subquery()


def _dates(
    column: Any, kind: str, since: date | None, until: date, post_id: UUID | None
) -> Select[Any]:
    return (
        select(*_WHO, literal(kind).label("kind"), column.label("ends_on"),
               literal("").label("party"), literal("").label("reference"),
               literal(None, AssetTerm.id.type).label("term_id"))
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .where(*_between(column, since, until), Asset.status.not_in(_NOT_HERE),
               *of_whole_post(Asset.post_id, post_id))
    )  # fmt: skip


def _terms(until: date, post_id: UUID | None) -> Select[Any]:
    return (
        select(*_WHO, AssetTerm.kind, AssetTerm.ends_on, AssetTerm.party, AssetTerm.reference,
               AssetTerm.id.label("term_id"))
        .join(Asset, Asset.id == AssetTerm.asset_id)
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .where(AssetTerm.closed_on.is_(None), AssetTerm.ends_on <= until,
               Asset.status.not_in(_NOT_HERE), *of_whole_post(Asset.post_id, post_id))
    )  # fmt: skip


_WHO = (Asset.id, Asset.tag, AssetModel.manufacturer, AssetModel.name)


def _between(column: Any, since: date | None, until: date) -> list[ColumnElement[bool]]:
    return [column <= until] + ([column >= since] if since is not None else [])
