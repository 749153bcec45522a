"""When each plan falls due at each thing: kept beside the plan, so that lists are read by an index.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, delete, exists, or_, select, update

from borderpost import clock
from borderpost.db import db
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from equipment.due_dates import Unit
from equipment.models import (
    Asset,
    AssetCount,
    AssetTerm,
    MaintenanceDue,
    MaintenancePlan,
    MeterReading,
)
from equipment.states import TERMINAL


def begin_at(asset: Asset) -> None:
    """Have every plan of a thing's model begin at it, counted from today: what was done to it
    before nobody knows."""
    db.session.flush()
    plans = select(MaintenancePlan).where(
        MaintenancePlan.post_id == asset.post_id, MaintenancePlan.ended_on.is_(None),
        MaintenancePlan.model_id == asset.model_id,
    )  # fmt: skip
    found = db.session.scalars(plans).all()
    for plan in found:
        if db.session.get(MaintenanceDue, (plan.id, asset.id)) is None:
            _begin(plan, asset.id, today_of(asset.post_id))


def change_at(asset: Asset) -> None:
    """The same once a thing is described as another model: the plans of the model that it was
    are due at it no more."""
    db.session.flush()
    kept = select(MaintenancePlan.id).where(
        or_(MaintenancePlan.asset_id == asset.id, MaintenancePlan.model_id == asset.model_id)
    )
    theirs = (MaintenanceDue.asset_id == asset.id, MaintenanceDue.plan_id.not_in(kept))
    db.session.execute(delete(MaintenanceDue).where(*theirs))
    begin_at(asset)


def begin(plan: MaintenancePlan, first_on: date | None) -> None:
    """Have a plan begin at its thing, or at every thing of its model. ``first_on`` is the day on
    which it is due for the first time, None: an interval from today."""
    db.session.flush()
    for asset_id in db.session.scalars(_things(plan)).all():
        _begin(plan, asset_id, today_of(plan.post_id), first_on)


def again(plan: MaintenancePlan) -> None:
    """Count anew when a plan is due, from when it was done last, after its rhythm changed."""
    rows = db.session.scalars(select(MaintenanceDue).where(MaintenanceDue.plan_id == plan.id))
    for row in rows.all():
        base = row.last_done_on or plan_begun(plan)
        if plan.unit == Unit.USES:
            set_use(row, plan, (row.last_done_use or 0) + plan.every)
        else:
            set_day(row, plan, plan.rhythm.after(base))


def end(plan: MaintenancePlan) -> None:
    """Nothing of an ended plan is due any more."""
    db.session.execute(delete(MaintenanceDue).where(MaintenanceDue.plan_id == plan.id))


def forget(asset_id: UUID) -> None:
    """What falls due at a thing which an undone file had brought in."""
    db.session.execute(delete(MaintenanceDue).where(MaintenanceDue.asset_id == asset_id))


def is_used(asset_id: UUID) -> bool:
    """Whether somebody wrote something of a thing's upkeep that is no event."""
    tables = (MeterReading, AssetTerm, MaintenancePlan)
    return any(
        db.session.scalar(select(exists().where(table.asset_id == asset_id))) for table in tables
    )


def counted(asset_id: UUID, counter: str, total: int, day: date) -> None:
    """Tell the plans by use how often a thing was used: what its count has reached falls due."""
    mine = (
        MaintenanceDue.asset_id == asset_id,
        MaintenanceDue.plan_id.in_(
            select(MaintenancePlan.id).where(MaintenancePlan.counter == counter)
        ),
    )
    reached = update(MaintenanceDue).where(
        *mine, MaintenanceDue.due_on.is_(None), MaintenanceDue.due_use <= total
    )
    passed = update(MaintenanceDue).where(
        *mine, MaintenanceDue.late_on.is_(None), MaintenanceDue.late_use < total
    )
    db.session.execute(reached.values(due_on=day))
    db.session.execute(passed.values(late_on=day - timedelta(days=1)))


def total_of(asset_id: UUID, counter: str) -> int:
    """How often a thing was used by one counter, 0 when nothing was counted yet."""
    row = db.session.get(AssetCount, (asset_id, counter))
    return row.total if row else 0


def set_day(row: MaintenanceDue, plan: MaintenancePlan, day: date) -> None:
    """Have a plan by time fall due on a day."""
    row.due_on, row.late_on = day, plan.rhythm.last_day(day)
    row.due_use = row.late_use = None


def set_use(row: MaintenanceDue, plan: MaintenancePlan, use: int) -> None:
    """Have a plan by use fall due at a count, which may have been reached already."""
    row.due_use, row.late_use, row.due_on, row.late_on = use, use + plan.tolerance, None, None
    db.session.flush()
    total, day = total_of(row.asset_id, plan.counter), today_of(plan.post_id)
    counted(row.asset_id, plan.counter, total, day)
    db.session.refresh(row)


def today_of(post_id: UUID) -> date:
    """The day at a post."""
    return posts.today(post_id)


def plan_begun(plan: MaintenancePlan) -> date:
    """The day at its post on which a plan was made."""
    zone = db.session.get_one(Post, plan.post_id).zone
    with clock.standing_at(plan.created_at):
        return clock.today(zone)


def _begin(plan: MaintenancePlan, asset_id: UUID, base: date, first_on: date | None = None) -> None:
    row = MaintenanceDue(plan_id=plan.id, asset_id=asset_id)
    db.session.add(row)
    if plan.unit == Unit.USES:
        set_use(row, plan, total_of(asset_id, plan.counter) + plan.every)
    else:
        set_day(row, plan, first_on or plan.rhythm.after(base))


def _things(plan: MaintenancePlan) -> Select[tuple[UUID]]:
    if plan.asset_id is not None:
        return select(Asset.id).where(Asset.id == plan.asset_id)
    return select(Asset.id).where(
        Asset.model_id == plan.model_id,
        Asset.post_id == plan.post_id,
        Asset.status.not_in(sorted(TERMINAL)),
    )
