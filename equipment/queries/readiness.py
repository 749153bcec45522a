"""Whether a lane has what it needs: computed from the things that stand there now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Lane
from equipment.models import Asset, AssetEvent, LaneNeed, Location, ReadinessOverride


def needs(lane_id: UUID) -> Sequence[LaneNeed]:
    """What a lane needs, by capability."""
    wanted = select(LaneNeed).where(LaneNeed.lane_id == lane_id).order_by(LaneNeed.capability)
    return db.session.scalars(wanted).all()


def placed(lane_id: UUID) -> Sequence[Asset]:
    """The things that stand at a lane, working or not. A thing is at one location, so no two
    lanes count the same."""
    wanted = (
        select(Asset)
        .join(Location, Location.id == Asset.location_id)
        .options(joinedload(Asset.model))
        .where(Location.lane_id == lane_id)
        .order_by(Asset.tag)
    )
    return db.session.scalars(wanted).all()


def works(asset: Asset, today: date) -> bool:
    """Whether a thing may be counted on: in service, and its calibration not over."""
    calibrated = asset.calibrated_until is None or asset.calibrated_until >= today
    return asset.status == "in_service" and calibrated


def last_reason(asset_id: UUID) -> str:
    """What was said with the latest change of a thing's state, as far as something was said."""
    wanted = (
        select(AssetEvent.reason)
        .where(
            AssetEvent.asset_id == asset_id,
            AssetEvent.reason != "",
            AssetEvent.status != AssetEvent.status_before,
        )
        .order_by(AssetEvent.seq.desc())
        .limit(1)
    )
    return db.session.scalar(wanted) or ""


def override(lane_id: UUID) -> ReadinessOverride | None:
    """The override in force now."""
    wanted = select(ReadinessOverride).where(
        ReadinessOverride.lane_id == lane_id,
        ReadinessOverride.until > clock.now(),
        ReadinessOverride.ended_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(ReadinessOverride.id.desc()).limit(1)).first()


def overrides(lane_id: UUID) -> int:
    """How often a lane was let work all the same."""
    wanted = select(func.count()).select_from(ReadinessOverride)
    return db.session.scalar(wanted.where(ReadinessOverride.lane_id == lane_id)) or 0


def today_at(lane: Lane) -> date:
    """The day at the lane's post."""
    return clock.today(lane.post.zone)
