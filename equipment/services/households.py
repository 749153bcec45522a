"""Names and signatures of households: each look leaves a line, signed lists are kept sealed, and
all of it is erased when its time is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from borderpost import audit, clock, signatures
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Distribution, DistributionRecord, HouseholdSheet, SignedList
from equipment.services import distributing


def listed(distribution_id: UUID, purpose: str, *, by: Actor) -> None:
    """Somebody opens the list of households, and says what for. Raises ``Refused`` without."""
    if len(purpose.strip()) < 4:
        raise Refused(_l("Say what you need the names for: it is written down."), field="purpose")
    with transaction() as session:
        row = session.get_one(Distribution, distribution_id)
        audit.record(Act.HOUSEHOLDS_READ, row, by=by, purpose=purpose.strip()[:120])


def looked(sheet_id: UUID, *, by: Actor) -> None:
    """Somebody looks at a signature."""
    with transaction() as session:
        audit.record(Act.SIGNATURE_READ, session.get_one(HouseholdSheet, sheet_id), by=by)


def opened(list_id: UUID, *, by: Actor) -> None:
    """Somebody opens the scan of a signed list."""
    with transaction() as session:
        audit.record(Act.LIST_READ, session.get_one(SignedList, list_id), by=by)


def keep_list(distribution_id: UUID, content: bytes, *, by: Actor) -> SignedList:
    """Keep the scan of a signed list, sealed; it is never decoded here."""
    kind = signatures.paper_kind(content)
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        kept = SignedList(id=new_id(), distribution_id=row.id, content=content, kind=kind)
        kept.created_by = by.officer_id
        session.add(kept)
        session.flush()
        audit.record(Act.LIST_KEPT, kept, by=by, distribution=row.number)
    return kept


def purge(older_than: timedelta) -> int:
    """Erase names, signatures and lists of distributions that ended longer ago; how many. The
    counts stay."""
    limit = clock.now() - older_than
    ended = select(Distribution.id).where(
        or_(Distribution.closed_at < limit, Distribution.cancelled_at < limit)
    )
    records = select(DistributionRecord.id).where(DistributionRecord.distribution_id.in_(ended))
    with transaction() as session:
        sheets = delete(HouseholdSheet).where(HouseholdSheet.record_id.in_(records))
        lists = delete(SignedList).where(SignedList.distribution_id.in_(ended))
        erased = [session.execute(one).rowcount for one in (sheets, lists)]  # type: ignore[attr-defined]
        return sum(int(one) for one in erased)
