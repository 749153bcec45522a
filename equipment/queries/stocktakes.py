"""Reading stocktakes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from equipment.models import Asset, Stocktake, StocktakeItem, StocktakeScan
from equipment.models.stocktake import FOUND, MISPLACED, MISSING, PENDING, UNEXPECTED
from equipment.queries.reach import of_post

OUTCOMES = (FOUND, MISPLACED, PENDING, MISSING, UNEXPECTED)


def stocktakes(post_id: UUID | None) -> Select[tuple[Stocktake]]:
    """The stocktakes of a post, the latest first."""
    wanted = select(Stocktake).options(joinedload(Stocktake.location))
    wanted = wanted.where(*of_post(Stocktake.post_id, post_id))
    return wanted.order_by(Stocktake.created_at.desc(), Stocktake.id.desc())


def stocktake(stocktake_id: UUID, post_id: UUID | None) -> Stocktake | None:
    """One stocktake of the post, None for another post's."""
    return db.session.scalar(stocktakes(post_id).where(Stocktake.id == stocktake_id))


def counts(stocktake_id: UUID) -> dict[str, int]:
    """How many things came out how; each unexpected one counts once."""
    wanted = select(StocktakeItem.outcome, func.count()).group_by(StocktakeItem.outcome)
    found = dict.fromkeys(OUTCOMES, 0)
    for outcome, number in db.session.execute(
        wanted.where(StocktakeItem.stocktake_id == stocktake_id)
    ):
        found[outcome] = number
    strange = select(func.count(func.distinct(StocktakeScan.code))).where(
        StocktakeScan.stocktake_id == stocktake_id, StocktakeScan.outcome == UNEXPECTED
    )
    found[UNEXPECTED] = db.session.scalar(strange) or 0
    return found


def items(stocktake_id: UUID, *outcomes: str) -> Select[tuple[StocktakeItem]]:
    """The expected things with one of the outcomes, by tag."""
    return (
        select(StocktakeItem)
        .join(StocktakeItem.asset)
        .options(
            joinedload(StocktakeItem.asset).joinedload(Asset.model),
            joinedload(StocktakeItem.expected), joinedload(StocktakeItem.seen_at),
        )
        .where(StocktakeItem.stocktake_id == stocktake_id, StocktakeItem.outcome.in_(outcomes))
        .order_by(Asset.tag)
    )  # fmt: skip


def every(stocktake_id: UUID) -> Sequence[StocktakeItem]:
    """Every expected thing, by tag."""
    return db.session.scalars(items(stocktake_id, *OUTCOMES)).all()


def item(stocktake_id: UUID, asset_id: UUID) -> StocktakeItem | None:
    """What is expected of one thing."""
    wanted = select(StocktakeItem).where(
        StocktakeItem.stocktake_id == stocktake_id, StocktakeItem.asset_id == asset_id
    )
    return db.session.scalar(wanted)


def unexpected(stocktake_id: UUID) -> Sequence[StocktakeScan]:
    """The scans of what nobody expected, the first of each code."""
    wanted = (
        select(StocktakeScan)
        .options(joinedload(StocktakeScan.asset), joinedload(StocktakeScan.location))
        .where(StocktakeScan.stocktake_id == stocktake_id, StocktakeScan.outcome == UNEXPECTED)
        .order_by(StocktakeScan.id)
    )
    first: dict[str, StocktakeScan] = {}
    for scan in db.session.scalars(wanted):
        first.setdefault(scan.code, scan)
    return list(first.values())
