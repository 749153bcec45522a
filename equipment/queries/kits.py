"""Reading kits: their bills, what was assembled and unpacked, and what is in the kits of a lot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from borderpost.db import db
from equipment.models import (
    KitBill,
    KitBillLine,
    KitBuild,
    StockCard,
    StockItem,
    StockLot,
    StockMovement,
)
from equipment.models.kit import ASSEMBLE


def bill(kit_id: UUID) -> KitBill | None:
    """The bill in force of a kit, None when none was written."""
    wanted = select(KitBill).where(KitBill.kit_id == kit_id).order_by(KitBill.number.desc())
    return db.session.scalar(wanted.limit(1))


def bills(kit_id: UUID) -> Sequence[KitBill]:
    """Every bill that a kit ever had, the one in force first."""
    wanted = select(KitBill).where(KitBill.kit_id == kit_id).order_by(KitBill.number.desc())
    lines = selectinload(KitBill.lines).joinedload(KitBillLine.part)
    return db.session.scalars(wanted.options(lines)).all()


def in_force(post_id: UUID) -> dict[UUID, dict[UUID, int]]:
    """What each kit of a post holds by its bill in force: parts by kit."""
    wanted = select(KitBill).options(selectinload(KitBill.lines)).order_by(KitBill.number)
    found = db.session.scalars(wanted.join(KitBill.kit).where(StockItem.post_id == post_id))
    return {one.kit_id: one.parts for one in found}


def bill_of(lot: StockLot) -> KitBill | None:
    """What the kits of a lot hold: the bill by which they were assembled here, else the one in
    force."""
    wanted = select(KitBuild).where(KitBuild.lot_id == lot.id, KitBuild.kind == ASSEMBLE)
    build = db.session.scalar(wanted.order_by(KitBuild.id).limit(1))
    return build.bill if build else bill(lot.item_id)


def builds(kit_id: UUID) -> Sequence[KitBuild]:
    """What was assembled and unpacked of a kit, the latest first."""
    wanted = (
        select(KitBuild)
        .join(KitBuild.bill)
        .options(joinedload(KitBuild.lot), joinedload(KitBuild.location))
        .where(KitBill.kit_id == kit_id)
        .order_by(KitBuild.id.desc())
    )
    return db.session.scalars(wanted).all()


def of_acts(act_ids: Iterable[UUID]) -> dict[UUID, KitBuild]:
    """The assemblings and unpackings among some acts of the ledger."""
    wanted = select(KitBuild).where(KitBuild.act_id.in_(set(act_ids)))
    return {one.act_id: one for one in db.session.scalars(wanted)}


def inside(lot: StockLot) -> dict[UUID, list[tuple[StockLot, int]]]:
    """Which lots of each part are in the kits of a lot, as far as they were assembled here and
    not unpacked: ``(lot, number)`` by part."""
    undone = aliased(StockMovement)
    wanted = (
        select(StockLot, -func.sum(StockMovement.quantity))
        .join(StockCard, StockCard.lot_id == StockLot.id)
        .join(StockMovement, StockMovement.card_id == StockCard.id)
        .join(KitBuild, KitBuild.act_id == StockMovement.act_id)
        .outerjoin(undone, undone.reverses_id == StockMovement.id)
        .where(KitBuild.lot_id == lot.id, StockLot.id != lot.id, undone.id.is_(None))
        .group_by(StockLot.id)
        .order_by(StockLot.id)
    )
    found: dict[UUID, list[tuple[StockLot, int]]] = {}
    for part, number in db.session.execute(wanted):
        if number > 0:
            found.setdefault(part.item_id, []).append((part, int(number)))
    return found


def undone(found: Iterable[KitBuild]) -> set[UUID]:
    """Which of them were reversed."""
    by_act = {one.act_id: one.id for one in found}
    back = aliased(StockMovement)
    wanted = select(StockMovement.act_id).join(back, back.reverses_id == StockMovement.id)
    acts = db.session.scalars(wanted.where(StockMovement.act_id.in_(by_act)))
    return {by_act[one] for one in acts}


def movement_of(build: KitBuild) -> UUID | None:
    """One movement of an act: the reversal begins with it and takes the others along."""
    wanted = select(StockMovement.id).where(StockMovement.act_id == build.act_id)
    return db.session.scalar(wanted.order_by(StockMovement.id).limit(1))
