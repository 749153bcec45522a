"""What is down, what falls due, and how the models have held out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
from equipment.queries.reach import of_post
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


def by_model(post_id: UUID | None, since: datetime, until: datetime) -> Sequence[ModelFigures]:
    """The figures of each model that has things here, from the events of a time.

    Things that never changed are counted by the database and are not looked at one by one.
    """
    found = defaultdict(lambda: quiet(0, _NONE))
    for model_id, many in _unchanged(post_id, since).items():
        found[model_id] = quiet(many, until - since)
    for row, life in _troubled(post_id, since):
        if row.created_at <= since and row.status not in DOWN:
            found[row.model_id] -= quiet(1, until - since)
        found[row.model_id] += figures([within(life, since, until)])
    models = db.session.scalars(select(AssetModel).where(AssetModel.id.in_(found)))
    told = [ModelFigures(model, found[model.id]) for model in models]
    return sorted(told, key=lambda one: (-one.figures.failures, one.model.title))


def by_span(post_id: UUID | None, bounds: Sequence[datetime]) -> list[Figures]:
    """The figures of all things together from each bound to the next."""
    first = bounds[0]
    rows = _troubled(post_id, first)
    many = sum(_unchanged(post_id, first).values())
    many -= sum(row.created_at <= first and row.status not in DOWN for row, _life in rows)
    return [
        quiet(many, until - since) + figures(within(life, since, until) for _row, life in rows)
        for since, until in pairwise(bounds)
    ]


def by_asset(post_id: UUID | None, since: datetime, until: datetime) -> Sequence[AssetFigures]:
    """The figures of each thing here that failed or was down in a time, the longest down first."""
    told = {row.id: figures([within(life, since, until)])
            for row, life in _troubled(post_id, since)}  # fmt: skip
    told = {key: found for key, found in told.items() if found.failures or found.down}
    worst = sorted(told, key=lambda key: told[key].down, reverse=True)[:MOST]
    wanted = select(Asset).options(joinedload(Asset.model)).where(Asset.id.in_(worst))
    things = {one.id: one for one in db.session.scalars(wanted)}
    return [AssetFigures(things[key], told[key]) for key in worst]


def of_asset(asset: Asset, since: datetime, until: datetime) -> Figures:
    """The figures of one thing."""
    wanted = _turns(since).where(AssetEvent.asset_id == asset.id)
    changes = [Change(at, status in DOWN) for _key, at, status in db.session.execute(wanted)]
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


def value_by_donor(post_id: UUID | None) -> Sequence[tuple[str, str, Decimal, int]]:
    """What the things that are here cost, by donor and currency: code of the donor ('' for none),
    currency, sum, how many things; the largest first."""
    total = func.sum(Asset.cost)
    wanted = (
        select(func.coalesce(Donor.code, ""), Asset.currency, total, func.count())
        .select_from(Asset)
        .outerjoin(Donor, Donor.id == Asset.donor_id)
        .where(Asset.cost.is_not(None), Asset.status.not_in(_NOT_HERE),
               *of_post(Asset.post_id, post_id))
        .group_by(Donor.code, Asset.currency)
        .order_by(Asset.currency, total.desc())
    )  # fmt: skip
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(wanted)]


def without_cost(post_id: UUID | None) -> int:
    """How many things that are here have no cost in the register."""
    wanted = select(func.count()).where(
        Asset.cost.is_(None), Asset.status.not_in(_NOT_HERE), *of_post(Asset.post_id, post_id)
    )
    return db.session.scalar(wanted) or 0


def _unchanged(post_id: UUID | None, since: datetime) -> dict[UUID, int]:
    """How many things of each model were here at an instant and work now: as many never failed
    since, but for those that ``_troubled`` tells."""
    wanted = (
        select(Asset.model_id, func.count())
        .where(
            Asset.created_at <= since, Asset.status.not_in([*_NOT_HERE, *sorted(DOWN)]),
            *of_post(Asset.post_id, post_id),
        )
        .group_by(Asset.model_id)
    )  # fmt: skip
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _troubled(post_id: UUID | None, since: datetime) -> list[tuple[Row[Any], Life]]:
    """The things here that are down, changed since an instant, or came since; with their lives."""
    changes: dict[UUID, list[Change]] = defaultdict(list)
    for key, at, status in db.session.execute(_turns(since)):
        changes[key].append(Change(at, status in DOWN))
    turned = select(_turns(since).subquery().c.asset_id)
    wanted = select(Asset.id, Asset.model_id, Asset.status, Asset.created_at).where(
        Asset.status.not_in(_NOT_HERE),
        or_(Asset.id.in_(turned), Asset.status.in_(sorted(DOWN)), Asset.created_at > since),
        *of_post(Asset.post_id, post_id),
    )
    rows = db.session.execute(wanted).all()
    return [(row, _life(row, changes.get(row.id, []), since)) for row in rows]


def _life(thing: Row[Any] | Asset, changes: Sequence[Change], since: datetime) -> Life:
    """A thing from an instant, or from when it came, to now and beyond."""
    was_down = not changes[0].is_down if changes else thing.status in DOWN
    return Life(max(since, thing.created_at), _FAR, was_down, changes)


def _turns(since: datetime) -> Select[tuple[UUID, datetime, str]]:
    """When things fell out of working order and came back, by thing: the few events of an index
    that holds no others."""
    return (
        select(AssetEvent.asset_id, AssetEvent.at, AssetEvent.status)
        .where(text(TURNED), AssetEvent.at >= since)
        .order_by(AssetEvent.asset_id, AssetEvent.seq)
    )
