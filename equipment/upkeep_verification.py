"""What ``flask equipment verify`` checks of upkeep: work orders fit the states of their things, and
what is due fits the last record."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select

from borderpost.db import db
from equipment.models import Asset, MaintenanceDue, MaintenanceRecord, WorkOrder
from equipment.models.work_order import OPEN
from equipment.states import USABLE


def faults() -> Iterator[str]:
    """Things that work with an open order, and dues that differ from what was last recorded."""
    wanted = select(Asset.tag, WorkOrder.number).join(WorkOrder, WorkOrder.asset_id == Asset.id)
    works = Asset.status.in_(sorted(USABLE))
    for tag, number in db.session.execute(wanted.where(WorkOrder.outcome == OPEN, works)):
        yield f"{tag} works, and its work order {number} is open"
    back = wanted.where(WorkOrder.up_at.is_not(None), WorkOrder.closed_at.is_(None))
    for tag, number in db.session.execute(back):
        yield f"work order {number} of {tag} says that it is back, and is open"
    yield from _dues()


def _dues() -> Iterator[str]:
    latest = func.max(MaintenanceRecord.done_on)
    wanted = (
        select(Asset.tag, MaintenanceDue.last_done_on, latest)
        .select_from(MaintenanceDue)
        .join(Asset, Asset.id == MaintenanceDue.asset_id)
        .join(
            MaintenanceRecord,
            and_(MaintenanceRecord.plan_id == MaintenanceDue.plan_id,
                 MaintenanceRecord.asset_id == MaintenanceDue.asset_id),
        )
        .group_by(Asset.tag, MaintenanceDue.plan_id, MaintenanceDue.last_done_on)
    )  # fmt: skip
    for tag, told, done in db.session.execute(wanted):
        if told != done:
            yield f"{tag}: its upkeep was last done on {done}, not {told}"
