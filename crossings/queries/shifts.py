"""What an officer has open at the post, what is offered to whom, and what was left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from borderpost import access, clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.officers.models import Account, Officer
from crossings import Permission
from crossings.models import HandOver, Inspection, LeftOpen, Referral
from crossings.models.hand_over import Ending
from crossings.models.inspection import State
from crossings.queries import register_lines, scans

_MOST = 100  # sheets of one officer; who has more forgot them


class Kind(StrEnum):
    """What may be open at the end of a shift."""

    SHEET = "sheet"  # opened, not decided
    SCAN = "scan"  # a document of a scan that waits for the officer
    REFERRAL = "referral"  # referred, and followed in the first line
    INTERVIEW = "interview"  # conducted in second line


HOLDS = frozenset({Kind.REFERRAL, Kind.INTERVIEW})  # in second line; the others are sheets


@dataclass(frozen=True)
class Work:
    """One open thing: ``id`` is the sheet's, or the referral's."""

    kind: Kind
    id: UUID
    inspection_id: UUID
    name: str  # of the traveller, '' where the document says none
    since: datetime

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.id}"

    @property
    def plain(self) -> dict[str, str]:
        """What a hand-over keeps: no name."""
        return {"kind": str(self.kind), "id": str(self.id)}


def own(officer_id: UUID, post_id: UUID | None) -> list[Work]:
    """Everything that an officer has open at the post, in the order of urgency."""
    return [*held(officer_id, post_id), *_sheets(officer_id, post_id), *_scans(officer_id, post_id)]


def held(officer_id: UUID, post_id: UUID | None) -> list[Work]:
    """What nobody signs out over unsaid: interviews, then referrals."""
    return [*_interviews(officer_id, post_id), *_referrals(officer_id, post_id)]


def _interviews(officer_id: UUID, post_id: UUID | None) -> Iterator[Work]:
    for row in _open_referrals(post_id, Referral.taken_by == officer_id):
        since = row.taken_at or row.created_at
        yield Work(Kind.INTERVIEW, row.id, row.inspection_id, _name(row.inspection), since)


def _referrals(officer_id: UUID, post_id: UUID | None) -> Iterator[Work]:
    follows = func.coalesce(Referral.followed_by, Referral.referred_by) == officer_id
    others = or_(Referral.taken_by.is_(None), Referral.taken_by != officer_id)
    for row in _open_referrals(post_id, follows, others):
        yield Work(Kind.REFERRAL, row.id, row.inspection_id, _name(row.inspection), row.created_at)


def _open_referrals(post_id: UUID | None, *conditions: object) -> Sequence[Referral]:
    wanted = (
        select(Referral)
        .where(Referral.post_id == post_id, Referral.closed_at.is_(None), *conditions)  # type: ignore[arg-type]
        .options(joinedload(Referral.inspection))
        .order_by(Referral.created_at)
    )
    return db.session.scalars(wanted).all()


def _sheets(officer_id: UUID, post_id: UUID | None) -> Iterator[Work]:
    wanted = (
        select(Inspection)
        .where(
            Inspection.post_id == post_id,
            Inspection.officer_id == officer_id,
            Inspection.state == State.OPEN,
            Inspection.expires_at > clock.now(),
        )
        .order_by(Inspection.created_at.desc())
        .limit(_MOST)
    )
    for row in db.session.scalars(wanted):
        yield Work(Kind.SHEET, row.id, row.id, _name(row), row.created_at)


def _scans(officer_id: UUID, post_id: UUID | None) -> Iterator[Work]:
    for row in scans.waiting(officer_id):
        if row.post_id == post_id:
            yield Work(Kind.SCAN, row.id, row.id, _name(row), row.created_at)


def _name(inspection: Inspection) -> str:
    facts = inspection.sheet
    return f"{facts['surname']['value']} {facts['given_names']['value']}".strip()


def hand_over(hand_over_id: UUID, post_id: UUID | None) -> HandOver | None:
    """A hand-over of this post; None for another post's."""
    wanted = select(HandOver).where(HandOver.id == hand_over_id, HandOver.post_id == post_id)
    return db.session.scalar(wanted)


def offered_to(officer_id: UUID, post_id: UUID | None) -> Sequence[HandOver]:
    """What colleagues offer to an officer and nobody has answered."""
    return _waiting(post_id, HandOver.taker_id == officer_id)


def offered_by(officer_id: UUID, post_id: UUID | None) -> Sequence[HandOver]:
    """What an officer offers and nobody has answered."""
    return _waiting(post_id, HandOver.giver_id == officer_id)


def _waiting(post_id: UUID | None, condition: object) -> Sequence[HandOver]:
    wanted = (
        select(HandOver)
        .where(HandOver.post_id == post_id, HandOver.ending == Ending.WAITS, condition)  # type: ignore[arg-type]
        .options(joinedload(HandOver.giver), joinedload(HandOver.taker))
        .order_by(HandOver.created_at)
    )
    return db.session.scalars(wanted).all()


def answered(officer_id: UUID, since: datetime) -> Sequence[HandOver]:
    """What became of an officer's hand-overs since then, given and taken."""
    wanted = (
        select(HandOver)
        .where(
            or_(HandOver.giver_id == officer_id, HandOver.taker_id == officer_id),
            HandOver.ended_at > since,
        )
        .options(joinedload(HandOver.giver), joinedload(HandOver.taker))
        .order_by(HandOver.ended_at.desc())
    )
    return db.session.scalars(wanted).all()


def colleagues(post_id: UUID | None, besides: UUID) -> list[Account]:
    """Who else at the post works at the desk and has an open account, by name."""
    wanted = (
        select(Account)
        .join(Account.officer)
        .where(Officer.post_id == post_id, Officer.id != besides, Account.closed_at.is_(None))
        .options(joinedload(Account.officer))
        .order_by(Officer.surname, Officer.given_names)
    )
    found = db.session.scalars(wanted).all() if post_id else []
    return [row for row in found if Permission.INSPECT in access.permissions_of(row.roles)]


@dataclass(frozen=True)
class Left:
    """Work of an officer who is not here any more: since when, and the reason if one was
    written."""

    officer: str
    since: datetime
    reason: str
    works: tuple[Work, ...]


def left_open(post_id: UUID | None) -> list[Left]:
    """Who signed out, or was signed out, over open referrals and interviews of this post. Whoever
    is signed in, also behind the lock, has left nothing."""
    owners = {
        one
        for row in _open_referrals(post_id)
        for one in (row.taken_by, row.followed_by or row.referred_by)
        if one is not None
    }
    gone = officers.gone_since(owners)
    names = officers.names(set(gone))
    found = []
    for officer_id, (came, went) in sorted(gone.items(), key=lambda one: one[1][1]):
        works = tuple(held(officer_id, post_id))
        reason = _reason(officer_id, came)
        found.append(Left(names.get(officer_id, ""), went, reason, works))
    return [one for one in found if one.works]


def _reason(officer_id: UUID, came: datetime) -> str:
    """The reason that was written at the end of the last sign-in, '' for none."""
    wanted = (
        select(LeftOpen.reason)
        .where(LeftOpen.officer_id == officer_id, LeftOpen.created_at >= came)
        .order_by(LeftOpen.created_at.desc())
        .limit(1)
    )
    return db.session.scalar(wanted) or ""


@dataclass(frozen=True)
class Waiting:
    """How many travellers of a post are in second line, and how many alerts of those who passed on
    paper nobody has dealt with."""

    referrals: int
    alerts: int


def waiting(post_id: UUID | None) -> Waiting:
    """What waits at the post, whoever follows it."""
    wanted = select(func.count()).select_from(Referral)
    here = wanted.where(Referral.post_id == post_id, Referral.closed_at.is_(None))
    return Waiting(db.session.scalar(here) or 0, len(register_lines.late(post_id)))
