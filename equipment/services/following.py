"""Work orders follow the events of their things: opened with the fault, closed with the return.

Called for every event inside the transaction that writes it, so that no thing is down without an
order, and no order stays open for a thing that works.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Asset, AssetEvent, WorkOrder
from equipment.models.work_order import REPAIRED, WITHDRAWN, WRITTEN_OFF
from equipment.queries import work_orders as queries
from equipment.services.paper_numbers import Paper, next_number
from equipment.states import DOWN, GONE, TERMINAL, Status


def follow(event: AssetEvent, by: Actor | None) -> None:
    """Open, move on or close the order of the event's thing."""
    before, after = event.status_before, Status(event.status)
    if before is None or before == after:
        return
    order = queries.open_order(event.asset_id)
    if after in DOWN:
        order = order or _opened(event, by)
        if after is Status.IN_REPAIR and order.repair_from is None:
            order.repair_from = event.at
            order.version += 1
    elif order is not None and after not in GONE:
        _closed(order, event, by)


def refuse_untested(asset: Asset, source_id: object) -> None:
    """Nothing comes back from repair past its order, which asks for the test and the cause."""
    order = queries.open_order(asset.id)
    if order is not None and order.id != source_id:
        raise Refused(
            _l("Close work order %(number)s: it asks for the test and the cause.",
               number=order.number)
        )  # fmt: skip


def _opened(event: AssetEvent, by: Actor | None) -> WorkOrder:
    asset = db.session.get_one(Asset, event.asset_id)
    year, serial, number = next_number(asset.post_id, Paper.WORK_ORDER)
    order = WorkOrder(
        id=new_id(),
        post_id=asset.post_id,
        asset_id=asset.id,
        number=number,
        year=year,
        serial=serial,
        failure=event.reason,
        down_from=_fell(event),
        created_by=by.officer_id if by else None,
    )
    db.session.add(order)
    db.session.flush()
    audit.record(Act.WORK_OPENED, order, by=by, number=number, asset=str(asset.id))
    return order


def _fell(event: AssetEvent) -> object:
    """Since when the thing is down: it may have fallen before there were orders."""
    if event.status_before not in DOWN:
        return event.at
    fall = queries.latest_fall(event.asset_id)
    return fall.at if fall else event.at


def _closed(order: WorkOrder, event: AssetEvent, by: Actor | None) -> None:
    order.outcome = REPAIRED if event.kind == "test" else WITHDRAWN
    if Status(event.status) in TERMINAL:
        order.outcome = WRITTEN_OFF
    else:
        order.up_at = max(event.at, order.down_from)
    order.closed_at, order.closed_by = clock.now(), by.officer_id if by else None
    order.version += 1
    audit.record(Act.WORK_CLOSED, order, by=by, outcome=order.outcome)
