"""Erasing working sheets, raw zones and pictures whose time is over. Crossings have their own
period."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, null, or_, select, update

from borderpost import clock
from borderpost.db import transaction
from crossings.models import (
    CrossingPicture,
    CrossingZone,
    Inspection,
    LineState,
    PictureKind,
    Referral,
    RegisterLine,
)


def purge_inspections(older_than: timedelta) -> int:
    """Erase sheets past their date and older than ``older_than``, with their referrals;
    who still waits in second line stays. The number of sheets erased."""
    limit = clock.now() - older_than
    with transaction() as session:
        waiting = select(Referral.inspection_id).where(Referral.closed_at.is_(None))
        due = select(Inspection.id).where(
            or_(Inspection.expires_at < clock.now(), Inspection.created_at < limit),
            Inspection.id.not_in(waiting),
        )
        ids = list(session.scalars(due))
        session.execute(delete(Referral).where(Referral.inspection_id.in_(ids)))
        session.execute(delete(Inspection).where(Inspection.id.in_(ids)))
    return len(ids)


def purge_zones(older_than: timedelta) -> int:
    """Erase the raw lines of crossings before ``older_than``; the crossings stay."""
    with transaction() as session:
        old = delete(CrossingZone).where(
            CrossingZone.occurred_on < (clock.now() - older_than).date()
        )
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def purge_pages(older_than: timedelta) -> int:
    """Erase the page pictures of crossings before ``older_than``; the crossings stay."""
    return _purge_pictures(PictureKind.PAGE, older_than)


def purge_faces(older_than: timedelta) -> int:
    """Erase the face photos of crossings before ``older_than``; the crossings stay."""
    return _purge_pictures(PictureKind.FACE, older_than)


def purge_typed_lines(older_than: timedelta) -> int:
    """Erase what was typed from register sheets and captured before ``older_than``: the crossing
    has it. The line stays with who typed it, and a hit that nobody looked at stays whole."""
    old = [
        RegisterLine.state == LineState.CAPTURED,
        RegisterLine.captured_at < clock.now() - older_than,
        RegisterLine.typed.is_not(None),
    ]
    with transaction() as session:
        done = session.execute(update(RegisterLine).where(*old).values(typed=null(), again=null()))
        return int(done.rowcount)  # type: ignore[attr-defined]


def _purge_pictures(kind: PictureKind, older_than: timedelta) -> int:
    with transaction() as session:
        old = delete(CrossingPicture).where(
            CrossingPicture.kind == kind,
            CrossingPicture.occurred_on < (clock.now() - older_than).date(),
        )
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
