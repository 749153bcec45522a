"""Which things of the register are parts of which."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from borderpost.db import db
from equipment.models import Asset, AssetPart


def kit(asset_id: UUID) -> Asset | None:
    """The kit that a thing is a part of, None for what stands alone."""
    wanted = select(Asset).join(AssetPart, AssetPart.kit_id == Asset.id)
    return db.session.scalar(wanted.where(AssetPart.part_id == asset_id))


def parts(asset_id: UUID) -> Sequence[Asset]:
    """The parts of a kit by tag, none for what is no kit."""
    wanted = select(Asset).join(AssetPart, AssetPart.part_id == Asset.id)
    return db.session.scalars(wanted.where(AssetPart.kit_id == asset_id).order_by(Asset.tag)).all()


def is_in_kit(asset_id: UUID) -> bool:
    """Whether a thing is a kit or a part of one."""
    wanted = select(AssetPart.part_id).where(
        or_(AssetPart.part_id == asset_id, AssetPart.kit_id == asset_id)
    )
    return db.session.scalar(wanted.limit(1)) is not None
