"""What ``flask equipment verify`` checks of kits: each assembling took exactly what its bill says
and each unpacking gave exactly that back, no kit holds itself, and nothing was altered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act, kit_contents
from equipment.models import KitBill, KitBillLine, KitBuild, StockCard, StockLot, StockMovement
from equipment.models.kit import ASSEMBLE
from equipment.models.stock import REVERSE
from equipment.services.kits import digest

Moved = dict[UUID, int]


def faults() -> Iterator[str]:
    """Assemblings and unpackings that differ from their bill, their movements or the audit log."""
    told, bills, moved = _told(), _bills(), _moved()
    yield from _altered(bills)
    lots = {row.id: row for row in db.session.execute(select(StockLot.__table__))}
    for row in db.session.execute(select(KitBuild.__table__).order_by(KitBuild.number)):
        written = told.pop(str(row.id), None)
        if written is None:
            yield f"{row.number} has no audit line"
        elif written != digest(row):
            yield f"{row.number} was altered"
        if row.bill_id not in bills or row.lot_id not in lots:
            yield f"{row.number}: its bill or its lot is gone"
            continue
        parts = bills[row.bill_id][1]
        yield from _compared(row, lots[row.lot_id], parts, moved.get(row.act_id, {}))
    yield from _days(lots)
    yield from (f"assembling or unpacking {key} in the audit log is gone" for key in sorted(told))
    yield from _circles(bills)
    yield from _half_reversed()


def _compared(row: Row[Any], lot: Row[Any], parts: Moved, moved: Moved) -> Iterator[str]:
    sign = 1 if row.kind == ASSEMBLE else -1
    expected = {part: -sign * number for part, number in parts.items()}
    expected = {part: number * row.quantity for part, number in expected.items()}
    expected[lot.item_id] = sign * row.quantity
    for item in dict.fromkeys([*expected, *moved]):
        if expected.get(item, 0) != moved.get(item, 0):
            yield (
                f"{row.number} moved {moved.get(item, 0)} of {item}, "
                f"its bill says {expected.get(item, 0)}"
            )


def _days(lots: dict[UUID, Row[Any]]) -> Iterator[str]:
    """Kits are good until the earliest last day of their parts, and held nothing expired."""
    wanted = (
        select(KitBuild.number, KitBuild.lot_id, KitBuild.happened_on,
               func.min(StockLot.expires_on))
        .join(StockMovement, StockMovement.act_id == KitBuild.act_id)
        .join(StockCard, StockCard.id == StockMovement.card_id)
        .join(StockLot, StockLot.id == StockCard.lot_id)
        .where(KitBuild.kind == ASSEMBLE, StockMovement.quantity < 0)
        .group_by(KitBuild.number, KitBuild.lot_id, KitBuild.happened_on)
    )  # fmt: skip
    for number, lot_id, day, until in db.session.execute(wanted):
        lot = lots.get(lot_id)
        if lot is not None and lot.expires_on != until:
            yield f"{number} is good until {lot.expires_on}, its parts until {until}"
        if until is not None and until < day:
            yield f"{number} took parts that had expired on {until}"


def _altered(bills: dict[UUID, tuple[UUID, Moved]]) -> Iterator[str]:
    """Bills that do not hold what the audit log says was written."""
    wanted = select(AuditLine.subject_id, AuditLine.details)
    found = db.session.execute(wanted.where(AuditLine.act == Act.KIT_BILL_WRITTEN))
    told = {key: details.get("parts") for key, details in found}
    for key, (kit, parts) in bills.items():
        if told.pop(str(key), None) != sorted(
            [str(part), number] for part, number in parts.items()
        ):
            yield f"a bill of the kit {kit} was altered"
    yield from (f"the bill {key} in the audit log is gone" for key in sorted(told))


def _circles(bills: dict[UUID, tuple[UUID, Moved]]) -> Iterator[str]:
    newest = dict(bills.values())
    for kit, parts in newest.items():
        if any(kit_contents.leads_to(newest, part, kit) for part in parts):
            yield f"the kit {kit} holds itself"


def _half_reversed() -> Iterator[str]:
    """What one form wrote is reversed whole or not at all."""
    undone = select(StockMovement.reverses_id).where(StockMovement.kind == REVERSE)
    number, back = func.count(), func.count().filter(StockMovement.id.in_(undone))
    wanted = select(StockMovement.act_id).group_by(StockMovement.act_id)
    for act_id in db.session.scalars(wanted.having(back > 0, back < number)):
        yield f"the act {act_id} was reversed in part"


def _bills() -> dict[UUID, tuple[UUID, Moved]]:
    """Kit and parts of each bill, the latest of a kit last."""
    wanted = select(KitBill.id, KitBill.kit_id).order_by(KitBill.kit_id, KitBill.number)
    found: dict[UUID, tuple[UUID, Moved]] = {
        key: (kit, {}) for key, kit in db.session.execute(wanted)
    }
    for line in db.session.execute(select(KitBillLine.__table__)):
        if line.bill_id in found:
            found[line.bill_id][1][line.part_id] = line.quantity
    return found


def _moved() -> dict[UUID, Moved]:
    """What each assembling and unpacking moved of each item."""
    wanted = (
        select(StockMovement.act_id, StockCard.item_id, func.sum(StockMovement.quantity))
        .join(StockCard, StockCard.id == StockMovement.card_id)
        .where(StockMovement.act_id.in_(select(KitBuild.act_id)))
        .group_by(StockMovement.act_id, StockCard.item_id)
    )
    found: dict[UUID, Moved] = {}
    for act_id, item_id, number in db.session.execute(wanted):
        found.setdefault(act_id, {})[item_id] = int(number)
    return found


def _told() -> dict[str, str]:
    wanted = select(AuditLine.subject_id, AuditLine.details)
    found = db.session.execute(wanted.where(AuditLine.act == Act.KITS_BUILT))
    return {key: str(details.get("digest")) for key, details in found}
