"""What is down, what falls due, and how the models have held out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, text
from sqlalchemy.orm import joinedload

from borderpost.db import db
from equipment.models import Asset, AssetEvent, AssetModel, WorkOrder
from equipment.models.asset import TURNED
from equipment.models.work_order import WITHDRAWN
from equipment.queries.reach import of_post, of_whole_post
from equipment.reliability import Change, Figures, Life, figures, quiet, within
from equipment.states import DOWN, GONE, TERMINAL
from projects.models import Donor

MOST = 100  # things told by themselves
_NONE = timedelta()
_FAR = datetime.max.replace(tzinfo=UTC)
_NOT_HERE = sorted({*TERMINAL, *GONE})


@dataclass(frozen=True)
class ModelFigures:
    """How one model has held out."""

    model: AssetModel
    figures: Figures


@dataclass(frozen=True)
class AssetFigures:
    """How one thing has held out."""

    asset: Asset
    figures: Figures


@dataclass(frozen=True)
class Past:
    """The things here from an instant on: how many of each model worked all the time, and those
    that failed, were down or came since, with their lives."""

    calm: Mapping[UUID, int]
    troubled: Sequence[tuple[Row[Any], Life]]


def down(post_id: UUID | None) -> Select[tuple[Asset]]:
    """What is out of service or in repair, the longest first."""
    fallen_at = select(func.max(AssetEvent.at)).where(AssetEvent.asset_id == Asset.id, _fell())
    return (
        select(Asset)
        .options(joinedload(Asset.model))
        .where(Asset.status.in_(sorted(DOWN)), *of_post(Asset.post_id, post_id))
        .order_by(fallen_at.scalar_subquery(), Asset.tag)
    )


def falls(asset_ids: Iterable[UUID]) -> dict[UUID, AssetEvent]:
    """By which event each thing fell out of working order last: since when, and why."""
    wanted = select(AssetEvent).where(AssetEvent.asset_id.in_(list(asset_ids)), _fell())
    return {one.asset_id: one for one in db.session.scalars(wanted.order_by(AssetEvent.seq))}


def _fell() -> ColumnElement[bool]:
    """That an event took its thing out of working order."""
    states = sorted(DOWN)
    return AssetEvent.status.in_(states) & AssetEvent.status_before.not_in(states)


def past(post_id: UUID | None, since: datetime) -> Past:
    """The things here from an instant on. Those that never changed are counted by the database
    and are not looked at one by one."""
    troubled, calm = _troubled(post_id, since), Counter(_working(post_id, since))
    for row, _life_of in troubled:
        if row.created_at <= since and row.status not in DOWN:
            calm[row.model_id] -= 1
    return Past(calm, troubled)


def by_model(told: Past, since: datetime, until: datetime) -> Sequence[ModelFigures]:
    """The figures of each model that has things here, within the time that was told."""
    found = defaultdict(lambda: quiet(0, _NONE))
    for model_id, many in told.calm.items():
        found[model_id] = quiet(many, until - since)
    for row, life in told.troubled:
        found[row.model_id] += figures([within(life, since, until)])
    models = db.session.scalars(select(AssetModel).where(AssetModel.id.in_(found)))
    held = [ModelFigures(model, found[model.id]) for model in models]
    return sorted(held, key=lambda one: (-one.figures.failures, one.model.title))


def by_span(told: Past, bounds: Sequence[datetime]) -> list[Figures]:
    """The figures of all things together from each bound to the next."""
    many = sum(told.calm.values())
    return [
        quiet(many, until - since)
        + figures(within(life, since, until) for _row, life in told.troubled)
        for since, until in pairwise(bounds)
    ]


def by_asset(told: Past, since: datetime, until: datetime) -> Sequence[AssetFigures]:
    """The figures of each thing that failed or was down in a time, the longest down first."""
    held = {row.id: figures([within(life, since, until)]) for row, life in told.troubled}
    held = {key: found for key, found in held.items() if found.failures or found.down}
    worst = sorted(held, key=lambda key: held[key].down, reverse=True)[:MOST]
    wanted = select(Asset).options(joinedload(Asset.model)).where(Asset.id.in_(worst))
    things = {one.id: one for one in db.session.scalars(wanted)}
    return [AssetFigures(things[key], held[key]) for key in worst]


def of_asset(asset: Asset, since: datetime, until: datetime) -> Figures:
    """The figures of one thing."""
    wanted = _turns(since).where(AssetEvent.asset_id == asset.id)
    changes = _changes(db.session.execute(wanted).all())[asset.id]
    return figures([within(_life(asset, changes, since), since, until)])


def failures_by_model(
    post_id: UUID | None, since: datetime, until: datetime
) -> Sequence[tuple[str, int]]:
    """How often the things of each model failed, from the work orders; the most first."""
    number = func.count()
    wanted = (
        select(AssetModel.manufacturer, AssetModel.name, number)
        .select_from(WorkOrder)
        .join(Asset, Asset.id == WorkOrder.asset_id)
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .where(
            WorkOrder.down_from >= since, WorkOrder.down_from <= until,
            WorkOrder.outcome != WITHDRAWN, *of_post(WorkOrder.post_id, post_id),
        )
        .group_by(AssetModel.manufacturer, AssetModel.name)
        .order_by(number.desc(), AssetModel.manufacturer, AssetModel.name)
    )  # fmt: skip
    return [(f"{maker} {name}".strip(), many) for maker, name, many in db.session.execute(wanted)]


def value_by_donor(post_id: UUID | None) -> tuple[list[tuple[str, str, Decimal, int]], int]:
    """What the things that are here cost, by donor and currency: code of the donor ('' for none),
    currency, sum, how many things; the largest first. And how many have no cost."""
    wanted = (
        select(
            func.coalesce(Donor.code, ""), Asset.currency, func.sum(Asset.cost),
            func.count(Asset.cost), func.count(),
        )
        .select_from(Asset)
        .outerjoin(Donor, Donor.id == Asset.donor_id)
        .where(Asset.status.not_in(_NOT_HERE), *of_whole_post(Asset.post_id, post_id))
        .group_by(Donor.code, Asset.currency)
    )  # fmt: skip
    rows = db.session.execute(wanted).all()
    found = [(row[0], row[1], row[2], row[3]) for row in rows if row[3]]
    found.sort(key=lambda one: (one[1], -one[2], one[0]))
    return found, sum(row[4] - row[3] for row in rows)


def _working(post_id: UUID | None, since: datetime) -> dict[UUID, int]:
    """How many things of each model were here at an instant and work now."""
    wanted = (
        select(Asset.model_id, func.count())
        .where(
            Asset.created_at <= since, Asset.status.not_in([*_NOT_HERE, *sorted(DOWN)]),
            *of_whole_post(Asset.post_id, post_id),
        )
        .group_by(Asset.model_id)
    )  # fmt: skip
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _troubled(post_id: UUID | None, since: datetime) -> list[tuple[Row[Any], Life]]:
    """The things here that are down, changed since an instant, or came since; with their lives."""
    changes = _changes(db.session.execute(_turns(since)).all())
    turned = select(_turns(since).subquery().c.asset_id)
    wanted = select(Asset.id, Asset.model_id, Asset.status, Asset.created_at).where(
        Asset.status.not_in(_NOT_HERE),
        or_(Asset.id.in_(turned), Asset.status.in_(sorted(DOWN)), Asset.created_at > since),
        *of_whole_post(Asset.post_id, post_id),
    )
    rows = db.session.execute(wanted).all()
    return [(row, _life(row, changes.get(row.id, []), since)) for row in rows]


def _life(thing: Row[Any] | Asset, changes: Sequence[Change], since: datetime) -> Life:
    """A thing from an instant, or from when it came, to now and beyond."""
    was_down = not changes[0].is_down if changes else thing.status in DOWN
    return Life(max(since, thing.created_at), _FAR, was_down, changes)


def _turns(since: datetime) -> Select[tuple[UUID, datetime, str, int]]:
    """When things fell out of working order and came back: the few events of an index that holds
    no others. Asked in the order of a thing's life, SQLite would go through every event for it."""
    wanted = select(AssetEvent.asset_id, AssetEvent.at, AssetEvent.status, AssetEvent.seq)
    return wanted.where(text(TURNED), AssetEvent.at >= since)


def _changes(turns: Iterable[Row[Any]]) -> dict[UUID, list[Change]]:
    """The same by thing, each in the order of its life."""
    found: dict[UUID, list[Change]] = defaultdict(list)
    for row in sorted(turns, key=lambda row: row.seq):
        found[row.asset_id].append(Change(row.at, row.status in DOWN))
    return found
