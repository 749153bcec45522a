"""Goods leave for a distribution by a waybill, and come back from it; or they are lost on the way.

A waybill draws on what is set aside for its distribution and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import (
    Distribution,
    DistributionLoss,
    DistributionReturn,
    StockDraw,
    StockItem,
    StockLot,
    Waybill,
)
from equipment.models.distribution import DAMAGED, LOST
from equipment.queries import allocations, distributed
from equipment.queries import distributions as queries
from equipment.services import allocating, distributing, stock
from equipment.services import stock_writing as writing
from equipment.services.paper_numbers import Paper, next_number
from equipment.services.stock_writing import Move, Said

RETURN = "return"


@dataclass(frozen=True)
class Transport:
    """Who carries the goods, and in what."""

    carrier: str = ""
    vehicle: str = ""


def dispatch(
    distribution_id: UUID,
    location_id: UUID,
    quantities: Mapping[UUID, int],
    said: Said,
    transport: Transport,
    *,
    by: Actor,
) -> Waybill:
    """Issue goods against a new waybill: all of them or nothing. Raises ``Refused`` for more than
    is set aside for the distribution."""
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        wanted = {item_id: number for item_id, number in quantities.items() if number}
        if not wanted:
            raise Refused(_l("Say how many of at least one item leave."))
        year, serial, number = next_number(row.post_id, Paper.WAYBILL)
        act_id = new_id()
        told = Said(said.on, said.reason or row.number, number, row.project_id)
        moved = []
        for item_id, quantity in wanted.items():
            item = session.get_one(StockItem, item_id)
            before = allocations.figures(item, posts.today(item.post_id))
            _draw(row, item, quantity, act_id, by)
            moved += stock.issued(item, location_id, quantity, told, by, act_id)
            allocating.check_unspoken(item, before, posts.today(item.post_id))
        bill = Waybill(
            id=new_id(), distribution_id=row.id, post_id=row.post_id, number=number, year=year,
            serial=serial, act_id=act_id, location_id=location_id,
            happened_on=moved[0].happened_on, carrier=transport.carrier.strip()[:80],
            vehicle=transport.vehicle.strip()[:40], created_by=by.officer_id,
        )  # fmt: skip
        session.add(bill)
        session.flush()
        writing.tell(moved, by)
        audit.record(Act.DISPATCHED, bill, by=by, number=number, distribution=row.number)
    return bill


def take_back(
    distribution_id: UUID, location_id: UUID, by_lot: Mapping[UUID, int], said: Said, *, by: Actor
) -> DistributionReturn:
    """Put what was left over back into the stock, lot by lot, at a place."""
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        out = {lot.id: left for lot, left in distributed.lots_out(row.id)}
        act_id, moved = new_id(), []
        told = Said(said.on, said.reason, said.document or row.number, row.project_id)
        for lot_id, number in by_lot.items():
            if not number:
                continue
            lot = session.get_one(StockLot, lot_id)
            if not 0 < number <= out.get(lot_id, 0):
                raise Refused(
                    _l("Only %(left)s of this lot went out and did not come back yet.",
                       left=out.get(lot_id, 0)),
                    field=f"back_{lot_id.hex}",
                )  # fmt: skip
            distributing.check_outstanding(row, lot.item_id, number, f"back_{lot_id.hex}")
            card = writing.card_at(lot.item, lot, location_id, by)
            moved.append(writing.write(card, Move(RETURN, number, told, act_id), by))
            db.session.flush()
        if not moved:
            raise Refused(_l("Say how many came back of at least one lot."))
        back = DistributionReturn(id=new_id(), distribution_id=row.id, act_id=act_id)
        back.created_by = by.officer_id
        session.add(back)
        session.flush()
        writing.tell(moved, by)
        audit.record(Act.BROUGHT_BACK, back, by=by, distribution=row.number)
    return back


def lose(
    distribution_id: UUID, item_id: UUID, kind: str, quantity: int, reason: str, *, by: Actor
) -> DistributionLoss:
    """Write down that goods were lost or damaged after they had left, and why."""
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        if kind not in (LOST, DAMAGED):
            raise Refused(_l("Say whether it was lost or damaged."), field="kind")
        writing.check_quantity(quantity)
        if not reason.strip():
            raise Refused(_l("Say what happened."), field="reason")
        distributing.check_outstanding(row, item_id, quantity, "quantity")
        loss = DistributionLoss(
            id=new_id(), distribution_id=row.id, item_id=item_id, kind=kind, quantity=quantity,
            reason=reason.strip()[:300], created_by=by.officer_id,
        )  # fmt: skip
        session.add(loss)
        session.flush()
        audit.record(Act.LOSS_WRITTEN, loss, by=by, kind=kind, quantity=quantity)
    return loss


def strike_loss(loss_id: UUID, reason: str, *, by: Actor) -> None:
    """Strike a loss that was wrong; it stays to be read."""
    with transaction() as session:
        loss = session.get_one(DistributionLoss, loss_id)
        distributing.opened(session, loss.distribution_id)
        if loss.struck_at is not None:
            raise Refused(_l("This is struck already. Nothing more is to be done."))
        if not reason.strip():
            raise Refused(_l("Say why it is struck."), field="reason")
        loss.struck_at, loss.struck_why = clock.now(), reason.strip()[:300]
        audit.record(Act.LOSS_STRUCK, loss, by=by)


def _draw(row: Distribution, item: StockItem, quantity: int, act_id: UUID, by: Actor) -> None:
    """Take so many out of what is set aside for it, in the order in which it was."""
    writing.check_quantity(quantity)
    aside = queries.set_aside(row.id, item.id)
    there = sum(one.left for one in aside)
    if there < quantity:
        raise Refused(
            _l("Only %(there)s of %(item)s are set aside for this distribution. Set the others "
               "aside first.", there=there, item=item.name),
            field=f"out_{item.id.hex}",
        )  # fmt: skip
    for one in aside:
        some = min(one.left, quantity)
        if some:
            draw = StockDraw(allocation_id=one.id, act_id=act_id, quantity=some)
            draw.created_by = by.officer_id
            db.session.add(draw)
            quantity -= some
    db.session.flush()
