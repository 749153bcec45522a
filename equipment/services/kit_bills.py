"""Writing what a kit holds. A change is a new bill; the earlier ones stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.refusal import Refused
from equipment import Act, kit_contents
from equipment.models import KitBill, KitBillLine, StockItem
from equipment.models.stock import KIT
from equipment.queries import kits
from equipment.services import stock_writing as writing


def write(kit_id: UUID, parts: Mapping[UUID, int], reason: str, *, by: Actor | None) -> KitBill:
    """Say what one kit holds from now on. Raises ``Refused`` for what is no kit, for nothing,
    for a kit that would hold itself, and for a change without its reason."""
    with transaction() as session:
        kit, before = session.get_one(StockItem, kit_id), kits.bill(kit_id)
        _check_change(kit, before, parts, reason)
        _check_parts(session, kit, parts)
        row = KitBill(
            id=new_id(),
            kit_id=kit_id,
            number=before.number + 1 if before else 1,
            reason=reason.strip()[:300],
            created_by=by.officer_id if by else None,
        )
        session.add(row)
        session.flush()
        for part_id, number in parts.items():
            line = KitBillLine(id=new_id(), bill_id=row.id, part_id=part_id, quantity=number)
            line.created_by = row.created_by
            session.add(line)
        session.flush()
        told = sorted((str(part_id), number) for part_id, number in parts.items())
        audit.record(Act.KIT_BILL_WRITTEN, row, by=by, number=row.number, parts=told)
    return row


def _check_change(
    kit: StockItem, before: KitBill | None, parts: Mapping[UUID, int], reason: str
) -> None:
    if kit.kind != KIT:
        raise Refused(_l("Only a relief kit holds parts. Change the kind of the item first."))
    if not parts:
        raise Refused(_l("Choose at least one part."), field="part_1")
    if before is not None and before.parts == parts:
        raise Refused(_l("This is what the kit holds already. Nothing was changed."))
    if before is not None and not reason.strip():
        raise Refused(_l("Say why the kit holds something else from now on."), field="reason")


def _check_parts(session: Session, kit: StockItem, parts: Mapping[UUID, int]) -> None:
    known = kits.in_force(kit.post_id)
    for row, (part_id, number) in enumerate(parts.items(), start=1):
        part = session.get(StockItem, part_id)
        if part is None or part.post_id != kit.post_id:
            raise Refused(_l("Choose a part from the list."), field=f"part_{row}")
        if not 0 < number <= writing.MOST:
            raise Refused(
                _l("Enter a whole number from 1 to %(most)s.", most=writing.MOST),
                field=f"number_{row}",
            )
        if kit_contents.leads_to(known, part_id, kit.id):
            raise Refused(
                _l("%(part)s is this kit or holds it. A kit cannot hold itself.", part=part.name),
                field=f"part_{row}",
            )
        if part.has_expiry and not kit.has_expiry:
            raise Refused(
                _l("%(part)s expires, so the kit expires too. Enter a kit whose lots have a last "
                   "good day.", part=part.name),
                field=f"part_{row}",
            )  # fmt: skip
