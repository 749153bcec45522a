"""The end of a shift: work is handed over to a named colleague, in two acts by two people, or left
open with a written reason."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import access, audit, clock
from borderpost.db import db, transaction
from borderpost.officers.models import Account, Officer
from borderpost.refusal import Refused
from crossings import Act, Permission
from crossings.models import HandOver, Inspection, LeftOpen, Referral
from crossings.models.hand_over import Ending
from crossings.queries import shifts
from crossings.queries.shifts import HOLDS, Kind, Work
from crossings.services.place import DeskOfficer

LONGEST = 300


def offer(keys: Sequence[str], taker_id: UUID | None, note: str, *, by: DeskOfficer) -> HandOver:
    """Offer open work to a colleague; it stays with the giver until the colleague accepts.

    Raises ``Refused`` for nothing, for somebody else's work, for oneself, for somebody of
    another post or who may not do that work, and for what is offered already.
    """
    with _watched_officer(by), transaction() as session:
        taker = _taker(taker_id, by)
        works = _chosen(keys, by)
        _refuse_without_permission(works, access.permissions_of(taker.roles))
        row = HandOver(
            post_id=by.post_id,
            giver_id=by.officer_id,
            taker_id=taker.officer_id,
            items=[one.plain for one in works],
            note=" ".join(note.split())[:LONGEST],
            created_by=by.officer_id,
        )
        session.add(row)
        session.flush()
        audit.record(
            Act.HAND_OVER_OFFERED, row, by=by, taker=str(row.taker_id), items=_told(row.items)
        )
    return row


def accept(hand_over_id: UUID, *, by: DeskOfficer) -> int:
    """Take over what a colleague offers: the second signature. What the giver finished meanwhile
    is left out. The number of things that were taken over.

    Raises ``Refused`` for whom it is not meant, and when it was answered or withdrawn already.
    """
    with _watched(hand_over_id, by), transaction() as session:
        row = _waiting(session.get_one(HandOver, hand_over_id))
        _refuse_others(row, row.taker_id, by)
        permissions: frozenset[str] = getattr(by, "permissions", frozenset())
        works = [one for one in shifts.own(row.giver_id, row.post_id) if one.plain in row.items]
        _refuse_without_permission(works, permissions)
        for work in works:
            _give(work, row, by)
        _end(row, Ending.ACCEPTED)
        audit.record(
            Act.HAND_OVER_ACCEPTED,
            row,
            by=by,
            giver=str(row.giver_id),
            items=_told([one.plain for one in works]),
        )
    return len(works)


def decline(hand_over_id: UUID, *, by: DeskOfficer) -> None:
    """Say no to what a colleague offers; it stays where it is."""
    with _watched(hand_over_id, by), transaction() as session:
        row = _waiting(session.get_one(HandOver, hand_over_id))
        _refuse_others(row, row.taker_id, by)
        _end(row, Ending.DECLINED)
        audit.record(Act.HAND_OVER_DECLINED, row, by=by, giver=str(row.giver_id))


def withdraw(hand_over_id: UUID, *, by: DeskOfficer) -> None:
    """Take an own offer back while nobody has answered."""
    with _watched(hand_over_id, by), transaction() as session:
        row = _waiting(session.get_one(HandOver, hand_over_id))
        _refuse_others(row, row.giver_id, by)
        _end(row, Ending.WITHDRAWN)
        audit.record(Act.HAND_OVER_WITHDRAWN, row, by=by, taker=str(row.taker_id))


def leave_open(officer: DeskOfficer, reason: str) -> None:
    """Keep why somebody signs out over open work; nothing where nothing is open."""
    works = shifts.held(officer.officer_id, officer.post_id)
    if not works or officer.post_id is None:
        return
    with transaction() as session:
        row = LeftOpen(
            post_id=officer.post_id,
            officer_id=officer.officer_id,
            reason=" ".join(reason.split())[:LONGEST],
            items=[one.plain for one in works],
            created_by=officer.officer_id,
        )
        session.add(row)
        session.flush()
        audit.record(Act.LEFT_OPEN, row, by=officer, items=_told(row.items))


def _give(work: Work, row: HandOver, by: DeskOfficer) -> None:
    if work.kind in HOLDS:
        referral = db.session.get_one(Referral, work.id)
        if work.kind is Kind.INTERVIEW:
            referral.taken_by, referral.taken_at = by.officer_id, clock.now()
            audit.record(Act.INTERVIEW_TAKEN, referral, by=by, taken_from=str(row.giver_id))
        else:
            referral.followed_by = by.officer_id
            audit.record(Act.REFERRAL_FOLLOWED, referral, by=by, taken_from=str(row.giver_id))
        return
    sheet = db.session.get_one(Inspection, work.id)
    sheet.officer_id = by.officer_id
    audit.record(Act.SHEET_TAKEN, sheet, by=by, taken_from=str(row.giver_id))


def _taker(taker_id: UUID | None, by: DeskOfficer) -> Account:
    if taker_id == by.officer_id:
        raise Refused(
            _l("You cannot hand over to yourself. Choose a colleague."),
            field="taker",
            attempt="hand_over_to_self",
        )
    found = shifts.colleagues(by.post_id, by.officer_id)
    chosen = next((row for row in found if row.officer_id == taker_id), None)
    if chosen is None:
        raise Refused(
            _l("Choose a colleague of this post who works at the desk."),
            field="taker",
            attempt="hand_over_to_stranger" if taker_id else "",
        )
    return chosen


def _chosen(keys: Sequence[str], by: DeskOfficer) -> list[Work]:
    own = {one.key: one for one in shifts.own(by.officer_id, by.post_id)}
    if not keys:
        raise Refused(_l("Choose what you hand over."), field="work")
    if any(key not in own for key in keys):
        raise Refused(
            _l("This is no longer yours to hand over. Look at the list again."),
            field="work",
            attempt="hand_over_not_own",
        )
    offered = [item for row in shifts.offered_by(by.officer_id, by.post_id) for item in row.items]
    works = [own[key] for key in dict.fromkeys(keys)]
    if any(one.plain in offered for one in works):
        raise Refused(
            _l("This is offered already. Withdraw that first, or wait for the answer."),
            field="work",
        )
    return works


def _refuse_without_permission(works: Sequence[Work], permissions: frozenset[str]) -> None:
    kinds = {one.kind for one in works}
    if Permission.INSPECT not in permissions:
        raise Refused(
            _l("This colleague does not work at the desk."),
            field="taker",
            attempt="hand_over_not_allowed",
        )
    if Kind.INTERVIEW in kinds and Permission.SECOND_LINE not in permissions:
        raise Refused(
            _l("An interview is handed over to somebody of second line."),
            field="taker",
            attempt="hand_over_not_second_line",
        )


def _waiting(row: HandOver) -> HandOver:
    if row.ending == Ending.WITHDRAWN:
        raise Refused(_l("This offer was withdrawn."), attempt="hand_over_withdrawn")
    if row.ending != Ending.WAITS:
        raise Refused(_l("This offer was answered already."), attempt="hand_over_twice")
    return row


def _refuse_others(row: HandOver, meant: UUID, by: DeskOfficer) -> None:
    if by.post_id != row.post_id:
        raise Refused(_l("This is another post’s."), attempt="hand_over_other_post")
    if by.officer_id != meant:
        raise Refused(
            _l("This is between two colleagues. Somebody else cannot answer it."),
            attempt="hand_over_not_theirs",
        )


def _end(row: HandOver, ending: Ending) -> None:
    row.ending, row.ended_at = ending, clock.now()


def _told(items: Sequence[dict[str, str]]) -> list[str]:
    return [f"{one['kind']} {one['id']}" for one in items]


def _watched(hand_over_id: UUID, by: DeskOfficer) -> AbstractContextManager[None]:
    return audit.attempts_watched(Act.ATTEMPTED, HandOver, hand_over_id, by=by)


def _watched_officer(by: DeskOfficer) -> AbstractContextManager[None]:
    """An offer that is refused has no row of its own: the line is about who tried."""
    return audit.attempts_watched(Act.ATTEMPTED, Officer, by.officer_id, by=by)
