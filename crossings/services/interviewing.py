"""The interview in second line: somebody takes it, notes it, gives it back or hands it on.

Referred, in interview, closed by the decision. One officer conducts an interview at a time; another
one takes it over by an act of their own, which the log keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.officers import queries as officers
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Referral
from crossings.services.place import DeskOfficer

NOTES = ("identity", "route", "purpose", "documents", "indicators")  # the interview's template
LONGEST = 2000
ANOTHERS = "another_s_interview"  # an attempt


def take(referral_id: UUID, *, by: DeskOfficer) -> None:
    """Begin the interview. Raises ``Refused`` when somebody else conducts it."""
    with _watched(referral_id, by), transaction() as session:
        referral = _open(session.get_one(Referral, referral_id))
        refuse_another(referral, by)
        if referral.taken_by is None:
            _give(referral, by)
            audit.record(Act.INTERVIEW_TAKEN, referral, by=by)


def take_over(referral_id: UUID, *, by: DeskOfficer) -> None:
    """Go on with the interview that somebody else began."""
    with transaction() as session:
        referral = _open(session.get_one(Referral, referral_id))
        before = referral.taken_by
        if before == by.officer_id:
            raise Refused(_l("You conduct this interview already."))
        _give(referral, by)
        audit.record(Act.INTERVIEW_TAKEN, referral, by=by, taken_from=str(before or ""))


def release(referral_id: UUID, *, by: DeskOfficer) -> None:
    """Put the traveller back into the queue; the notes stay."""
    with _watched(referral_id, by), transaction() as session:
        referral = _open(session.get_one(Referral, referral_id))
        refuse_another(referral, by)
        referral.taken_by = referral.taken_at = None
        audit.record(Act.INTERVIEW_RELEASED, referral, by=by)


def note(referral_id: UUID, notes: Mapping[str, str], *, by: DeskOfficer) -> None:
    """Write down the interview, sealed; whoever notes conducts it."""
    with _watched(referral_id, by), transaction() as session:
        referral = _open(session.get_one(Referral, referral_id))
        refuse_another(referral, by)
        if referral.taken_by is None:
            _give(referral, by)
        kept = {name: notes.get(name, "").strip()[:LONGEST] for name in NOTES}
        referral.interview = {**(referral.interview or {}), "notes": kept}
        audit.record(Act.INTERVIEW_NOTED, referral, by=by)


def refuse_another(referral: Referral, by: DeskOfficer) -> None:
    """Raise ``Refused`` when somebody else conducts the interview."""
    if referral.taken_by not in (None, by.officer_id):
        names = officers.names({referral.taken_by} if referral.taken_by else set())
        raise Refused(
            _l(
                "%(officer)s conducts this interview. Take it over first.",
                officer=next(iter(names.values()), ""),
            ),
            attempt=ANOTHERS,
        )


def _watched(referral_id: UUID, by: DeskOfficer) -> AbstractContextManager[None]:
    return audit.attempts_watched(Act.ATTEMPTED, Referral, referral_id, by=by)


def _give(referral: Referral, by: DeskOfficer) -> None:
    referral.taken_by, referral.taken_at = by.officer_id, clock.now()


def _open(referral: Referral) -> Referral:
    if referral.closed_at is not None:
        raise Refused(_l("This referral is closed. See the crossing in the register."))
    return referral
