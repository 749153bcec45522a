"""Second line: a referral opens, and closes with the decision."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act, Permission
from crossings.models import Inspection, Referral
from crossings.models.inspection import State
from crossings.services.inspecting import open_sheet
from crossings.services.place import DeskOfficer


def refer(inspection_id: UUID, reason: str, *, version: int, by: DeskOfficer) -> Referral:
    """Send a traveller to second line. Raises ``Refused`` without a reason, or twice."""
    reason = " ".join(reason.split())
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        if inspection.version != version:
            raise Refused(_l("The sheet changed since you saw it. Look at it again."))
        if inspection.state == State.REFERRED:
            raise Refused(_l("This traveller already waits in second line."))
        if not reason:
            raise Refused(
                _l("Write in a few words why second line should look."), field="referral_reason"
            )
        referral = Referral(
            inspection_id=inspection.id,
            post_id=inspection.post_id,
            referred_by=by.officer_id,
            created_by=by.officer_id,
            reason=reason[:500],
        )
        inspection.state = State.REFERRED
        session.add(referral)
        session.flush()
        audit.record(Act.REFERRED, referral, by=by, inspection=str(inspection.id))
    return referral


def refuse_outsiders(inspection: Inspection, by: DeskOfficer) -> None:
    """A referred traveller is decided by second line only."""
    permissions: frozenset[str] = getattr(by, "permissions", frozenset())
    if inspection.state == State.REFERRED and Permission.SECOND_LINE not in permissions:
        raise Refused(_l("This traveller waits in second line. Second line decides."))


def close(inspection: Inspection, outcome: str) -> None:
    """Close the referral of a sheet that was just decided, if it had one."""
    if inspection.referral and inspection.referral.closed_at is None:
        inspection.referral.closed_at = clock.now()
        inspection.referral.outcome = outcome
