"""What ``flask equipment verify`` checks of what is spoken for and of distributions: nothing is
spoken for twice, what was drawn is what was issued, and what is closed balances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act
from equipment.models import (
    Allocation,
    Distribution,
    DistributionAllocation,
    DistributionCount,
    DistributionRecord,
    StockCard,
    StockDraw,
    StockItem,
    StockMovement,
    Waybill,
)
from equipment.models.stock import ISSUE
from equipment.queries import allocations, distributed


def faults() -> Iterator[str]:
    """Allocations, waybills and distributions that contradict the ledger or themselves."""
    yield from _allocated()
    yield from _told()
    yield from _drawn()
    yield from _distributions()
    yield from _counted()


def _allocated() -> Iterator[str]:
    """On hand is available and allocated: more is spoken for than lies there only after a loss."""
    left = func.sum(Allocation.quantity - allocations.drawn())
    wanted = select(Allocation.item_id, left).where(Allocation.released_at.is_(None))
    spoken = dict(db.session.execute(wanted.group_by(Allocation.item_id)).tuples().all())
    lay = select(StockCard.item_id, func.sum(StockCard.on_hand)).group_by(StockCard.item_id)
    held = dict(db.session.execute(lay).tuples().all())
    for item_id, number in spoken.items():
        if number > held.get(item_id, 0):
            item = db.session.get_one(StockItem, item_id)
            yield f"{item.code}: {number} are spoken for, {held.get(item_id, 0)} are on hand"
    for one in db.session.scalars(select(Allocation)):
        if one.left < 0:
            yield f"allocation {one.id}: more was drawn than the {one.quantity} spoken for"


def _told() -> Iterator[str]:
    """Allocations that are not what the audit log says was spoken for."""
    wanted = select(AuditLine.subject_id, AuditLine.details)
    lines = db.session.execute(wanted.where(AuditLine.act == Act.STOCK_ALLOCATED))
    told = {key: (details.get("kind"), details.get("quantity")) for key, details in lines}
    for one in db.session.scalars(select(Allocation)):
        if told.pop(str(one.id), None) != (one.kind, one.quantity):
            yield f"allocation {one.id} was altered"
    yield from (f"allocation {key} in the audit log is gone" for key in sorted(told))


def _drawn() -> Iterator[str]:
    """Each act of a waybill issued exactly what it drew; each draw belongs to a waybill."""
    acts = {one.act_id: one for one in db.session.scalars(select(Waybill))}
    drawn, undone = Counter[tuple[UUID, UUID]](), dict[UUID, set[bool]]()
    wanted = select(StockDraw, Allocation.item_id).join(
        Allocation, Allocation.id == StockDraw.allocation_id
    )
    for draw, item_id in db.session.execute(wanted):
        drawn[(draw.act_id, item_id)] += draw.quantity
        undone.setdefault(draw.act_id, set()).add(draw.undone_at is not None)
    issued = _issued(set(acts) | set(undone))
    for act_id, item_id in dict.fromkeys([*drawn, *issued]):
        out, took = issued.get((act_id, item_id), 0), drawn[(act_id, item_id)]
        if out != took:
            name = acts[act_id].number if act_id in acts else str(act_id)
            yield f"{name}: {out} of {item_id} issued, {took} drawn on what was set aside"
    yield from _void(acts, undone)


def _void(acts: dict[UUID, Waybill], undone: dict[UUID, set[bool]]) -> Iterator[str]:
    """A draw is undone exactly when its movements were reversed."""
    back = select(StockMovement.reverses_id).where(StockMovement.reverses_id.is_not(None))
    for act_id, said in undone.items():
        if act_id not in acts:
            yield f"a draw of the act {act_id} has no waybill"
            continue
        wanted = select(StockMovement.id).where(
            StockMovement.act_id == act_id, StockMovement.id.in_(back)
        )
        is_reversed = db.session.scalar(wanted.limit(1)) is not None
        if said != {is_reversed}:
            yield f"{acts[act_id].number}: its draws and its movements disagree on its reversal"


def _issued(act_ids: set[UUID]) -> dict[tuple[UUID, UUID], int]:
    wanted = (
        select(StockMovement.act_id, StockCard.item_id, -func.sum(StockMovement.quantity))
        .join(StockCard, StockCard.id == StockMovement.card_id)
        .where(StockMovement.kind == ISSUE, StockMovement.act_id.in_(act_ids))
        .group_by(StockMovement.act_id, StockCard.item_id)
    )
    return {(act, item): int(number) for act, item, number in db.session.execute(wanted)}


def _distributions() -> Iterator[str]:
    link = DistributionAllocation
    aside = select(link.distribution_id).join(Allocation, Allocation.id == link.allocation_id)
    aside = aside.where(*allocations.is_standing())
    kept = set(db.session.scalars(aside))
    wanted = select(Distribution).order_by(Distribution.number)
    for row in db.session.scalars(wanted.execution_options(populate_existing=True)):
        for item_id, account in distributed.accounts(row).items():
            if account.outstanding < 0:
                yield f"{row.number}: more of {item_id} is accounted for than was issued"
            elif row.closed_at is not None and not account.is_balanced:
                yield f"{row.number} is closed, {account.outstanding} of {item_id} are missing"
            if row.cancelled_at is not None and account.issued:
                yield f"{row.number} is cancelled, {account.issued} of {item_id} were issued"
        if not row.is_open and row.id in kept:
            yield f"{row.number} has ended and stock is still set aside for it"


def _counted() -> Iterator[str]:
    """A record counts as many people as its counts by sex and age, and its lines leave no gap."""
    total = select(DistributionCount.record_id, func.sum(DistributionCount.number))
    told = dict(db.session.execute(total.group_by(DistributionCount.record_id)).tuples().all())
    last: dict[UUID, int] = {}
    wanted = select(DistributionRecord).order_by(
        DistributionRecord.distribution_id, DistributionRecord.seq
    )
    for one in db.session.scalars(wanted):
        if one.people != told.get(one.id, 0):
            yield f"record {one.seq} says {one.people} people, its counts {told.get(one.id, 0)}"
        if one.seq != last.get(one.distribution_id, 0) + 1:
            yield f"record {one.seq} follows {last.get(one.distribution_id, 0)}: one is gone"
        last[one.distribution_id] = one.seq
