"""Documents of a scan that wait for the officer who made it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select

from borderpost import clock
from borderpost.db import db
from crossings.models import Inspection
from crossings.models.inspection import State


def waiting(officer_id: UUID, scan_id: UUID | None = None) -> Sequence[Inspection]:
    """What waits for an officer, of one scan or of all, in the order of scans and pages."""
    wanted = _here(officer_id, scan_id)
    return db.session.scalars(wanted.order_by(Inspection.scan_id, Inspection.scan_place)).all()


def count(officer_id: UUID, scan_id: UUID | None = None) -> int:
    """How many documents wait for an officer."""
    counted = select(func.count()).select_from(_here(officer_id, scan_id).subquery())
    return db.session.scalar(counted) or 0


def waits_for(row: Inspection, officer_id: UUID) -> bool:
    """Whether a document still waits, and for this officer."""
    in_time = row.expires_at > clock.now()
    return row.state == State.WAITING and row.officer_id == officer_id and in_time


def is_of(document_id: UUID, officer_id: UUID) -> bool:
    """Whether an address names a document of this officer's scans, waiting or opened."""
    wanted = select(Inspection.id).where(
        Inspection.id == document_id,
        Inspection.officer_id == officer_id,
        Inspection.scan_id.is_not(None),
    )
    return db.session.scalar(wanted) is not None


def _here(officer_id: UUID, scan_id: UUID | None) -> Select[tuple[Inspection]]:
    wanted = select(Inspection).where(
        Inspection.officer_id == officer_id,
        Inspection.state == State.WAITING,
        Inspection.expires_at > clock.now(),
    )
    return wanted.where(Inspection.scan_id == scan_id) if scan_id else wanted
