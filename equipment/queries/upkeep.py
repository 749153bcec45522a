"""What is down, what falls due, and how the models have held out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from equipment.models import Asset, AssetEvent, AssetModel
from equipment.queries.reach import of_post
from equipment.reliability import Change, Figures, Life, figures
from equipment.states import DOWN, GONE, TERMINAL

SOON = timedelta(days=60)
_NOT_HERE = sorted({*TERMINAL, *GONE})


@dataclass(frozen=True)
class ModelFigures:
    """How one model has held out."""

    model: AssetModel
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


def due(post_id: UUID | None, today: date) -> Select[tuple[Asset]]:
    """Whose calibration has ended or ends soon, or whose warranty ends soon, while the thing is
    here; what comes first is first."""
    limit = today + SOON
    calibration = (Asset.calibrated_until <= limit, Asset.calibrated_until)
    return (
        select(Asset)
        .options(joinedload(Asset.model))
        .where(
            Asset.status.not_in(_NOT_HERE),
            or_(
                Asset.calibrated_until <= limit,
                (Asset.warranty_until >= today) & (Asset.warranty_until <= limit),
            ),
            *of_post(Asset.post_id, post_id),
        )
        .order_by(case(calibration, else_=Asset.warranty_until), Asset.tag)
    )


def by_model(post_id: UUID | None, since: datetime, until: datetime) -> Sequence[ModelFigures]:
    """The figures of each model that has things here, from the events of a time."""
    changed = _changes(post_id, since, until)
    lives: dict[UUID, list[Life]] = defaultdict(list)
    wanted = select(Asset.id, Asset.model_id, Asset.status, Asset.created_at).where(
        Asset.status.not_in(_NOT_HERE), *of_post(Asset.post_id, post_id)
    )
    for row in db.session.execute(wanted):
        begun, changes = max(since, row.created_at), changed.get(row.id, [])
        was_down = not changes[0].is_down if changes else row.status in DOWN
        lives[row.model_id].append(Life(begun, max(begun, until), was_down, changes))
    models = db.session.scalars(select(AssetModel).where(AssetModel.id.in_(lives)))
    found = [ModelFigures(model, figures(lives[model.id])) for model in models]
    return sorted(found, key=lambda one: (-one.figures.failures, one.model.title))


def _changes(post_id: UUID | None, since: datetime, until: datetime) -> dict[UUID, list[Change]]:
    """When things fell out of working order and came back, by thing."""
    states = sorted(DOWN)
    fell, was = AssetEvent.status.in_(states), AssetEvent.status_before.in_(states)
    wanted = (
        select(AssetEvent.asset_id, AssetEvent.at, AssetEvent.status)
        .join(AssetEvent.asset)
        .where(
            fell != was,
            AssetEvent.at >= since,
            AssetEvent.at <= until,
            *of_post(Asset.post_id, post_id),
        )
        .order_by(AssetEvent.asset_id, AssetEvent.seq)
    )
    found: dict[UUID, list[Change]] = defaultdict(list)
    for key, at, status in db.session.execute(wanted):
        found[key].append(Change(at, status in DOWN))
    return found
