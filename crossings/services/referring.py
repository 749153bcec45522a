"""Second line: a referral opens, and closes with the decision."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act, Permission
from crossings.models import Inspection, Referral
from crossings.models.inspection import State
from crossings.queries import seen
from crossings.services import interviewing
from crossings.services.inspecting import open_sheet
from crossings.services.place import DeskOfficer


def refer(inspection_id: UUID, reason: str, *, version: int, by: DeskOfficer) -> Referral:
    """Send a traveller to second line. Raises ``Refused`` without a reason, or
    when this sheet or another one of the same document waits there already."""
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
        _refuse_a_second_sheet(inspection)
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


def _refuse_a_second_sheet(inspection: Inspection) -> None:
    """One document waits once: two entries for it would be decided apart."""
    standing = seen.waiting(inspection)
    if standing:
        zone = ZoneInfo(inspection.lane.post.zone)
        raise Refused(
            _l(
                "This document already waits in second line: %(officer)s referred it on %(time)s."
                " Clear this sheet. If somebody else showed it, tell second line.",
                officer=standing.officer,
                time=f"{standing.at.astimezone(zone):%Y-%m-%d %H:%M}",
            )
        )


def refuse_outsiders(inspection: Inspection, by: DeskOfficer) -> None:
    """A referred traveller is decided by second line only."""
    permissions: frozenset[str] = getattr(by, "permissions", frozenset())
    if inspection.state == State.REFERRED and Permission.SECOND_LINE not in permissions:
        raise Refused(
            _l("This traveller waits in second line. Second line decides."),
            attempt="not_second_line",
        )
    if inspection.state == State.REFERRED and inspection.referral:
        interviewing.refuse_another(inspection.referral, by)


def close(inspection: Inspection, outcome: str, ordered: str, by: DeskOfficer) -> None:
    """Close the referral of a sheet that was just decided, if it had one. ``outcome`` is the
    crossing's decision; what was ``ordered`` may say more and is sealed with the notes."""
    referral = inspection.referral
    if referral and referral.closed_at is None:
        referral.closed_at = clock.now()
        referral.outcome = outcome
        referral.taken_by = referral.taken_by or by.officer_id
        referral.interview = {**(referral.interview or {}), "outcome": ordered}
