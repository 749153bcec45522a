"""What ``flask equipment verify`` checks of donations: a signed certificate is what the audit log
says was signed, and what it passed has its event."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act, schedule
from equipment.models import AssetEvent, Donation
from equipment.models.donation import KEPT


def faults() -> Iterator[str]:
    """Certificates altered, slipped in or gone, and things that they name without an event."""
    told = _told()
    wanted = select(Donation).options(selectinload(Donation.lines))
    for one in db.session.scalars(wanted.where(Donation.state.in_(KEPT))):
        signed = told.pop(str(one.id), None)
        if signed is None:
            yield f"{one.number} was signed without an audit line"
        elif signed != schedule.digest(one):
            yield f"{one.number} was altered after it was signed"
        passed = set(
            db.session.scalars(select(AssetEvent.asset_id).where(AssetEvent.source_id == one.id))
        )
        for line in one.lines:
            if line.asset_id is not None and line.asset_id not in passed:
                yield f"{one.number} names {line.told.get('tag')}, whose life does not tell of it"
    yield from (f"certificate {key} in the audit log is gone" for key in sorted(told))


def _told() -> dict[str, str]:
    """The digest that the log holds of each signed certificate."""
    wanted = select(AuditLine.subject_id, AuditLine.details)
    found = db.session.execute(wanted.where(AuditLine.act == Act.DONATION_SIGNED))
    return {key: str(details.get("digest")) for key, details in found}
