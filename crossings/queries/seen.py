"""Was this document just scanned? Sheets are sealed, so the few recent ones are opened and
compared; nothing about their numbers stands unsealed in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from borderpost import clock
from borderpost.db import db
from borderpost.officers.models import Officer
from crossings import sheet as sheets
from crossings.models import Inspection, Referral
from crossings.models.inspection import State
from crossings.queries.register import number_key

JUST = timedelta(minutes=10)
SHIFT = timedelta(hours=12)  # a sheet that stands open longer was forgotten
MOST = 200  # sheets opened and compared


@dataclass(frozen=True)
class Seen:
    """An earlier sheet of the same document: when, by whom, and where it stands."""

    inspection_id: UUID
    at: datetime
    officer: str
    state: str


def just_seen(inspection: Inspection) -> Seen | None:
    """The latest other sheet of this document at the post: of the last ten minutes, or one
    that still stands open or waits in second line. None for a document without a number,
    and for a sheet that the same officer cleared: scanning again is what clearing is for."""
    wanted = _document(inspection)
    if not wanted[0]:
        return None
    for other, officer in _recent(inspection):
        cleared_by_self = other.state == State.LEFT and other.officer_id == inspection.officer_id
        if not cleared_by_self and _document(other) == wanted:
            return Seen(other.id, other.created_at, officer.name, other.state)
    return None


def waiting(inspection: Inspection) -> Seen | None:
    """The sheet of this document that waits in second line at the post, however long."""
    wanted = _document(inspection)
    chosen = (
        select(Inspection, Referral, Officer)
        .join(Referral, Referral.inspection_id == Inspection.id)
        .join(Officer, Officer.id == Referral.referred_by)
        .where(
            Referral.post_id == inspection.post_id,
            Referral.closed_at.is_(None),
            Inspection.id != inspection.id,
        )
        .order_by(Referral.created_at)
    )
    for other, referral, officer in db.session.execute(chosen) if wanted[0] else ():
        if _document(other) == wanted:
            return Seen(other.id, referral.created_at, officer.name, other.state)
    return None


def _document(inspection: Inspection) -> tuple[str, str]:
    sheet = sheets.from_plain(inspection.sheet)
    return number_key(sheet["document_number"].value), sheet["issuing_state"].value


def _recent(inspection: Inspection) -> list[tuple[Inspection, Officer]]:
    now = clock.now()
    stands = and_(
        Inspection.state.in_((State.OPEN, State.REFERRED)), Inspection.created_at > now - SHIFT
    )
    chosen = (
        select(Inspection, Officer)
        .join(Officer, Officer.id == Inspection.officer_id)
        .where(
            Inspection.post_id == inspection.post_id,
            Inspection.id != inspection.id,
            Inspection.state != State.WAITING,
            Inspection.created_at <= inspection.created_at,
            or_(Inspection.created_at > now - JUST, stands),
        )
        .order_by(Inspection.created_at.desc())
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in db.session.execute(chosen)]
