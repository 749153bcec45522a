"""The scanned pages of sign-in sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from borderpost.db import db
from training.attendance_models import SheetScan


def scan(scan_id: UUID) -> SheetScan | None:
    """One page, or None."""
    return db.session.get(SheetScan, scan_id)


def pictured(digest: str) -> SheetScan | None:
    """The page with this picture, if it came before."""
    return db.session.scalar(select(SheetScan).where(SheetScan.digest == digest))


def of_page(session_id: UUID, page: int) -> SheetScan | None:
    """A scan of this page of a session's sheet, if one came before."""
    wanted = select(SheetScan).where(SheetScan.session_id == session_id, SheetScan.page == page)
    return db.session.scalar(wanted.limit(1))


def of_run(run_id: UUID) -> Sequence[SheetScan]:
    """The pages of a run without their pictures, by page and then as they came."""
    wanted = select(SheetScan).where(SheetScan.run_id == run_id).options(defer(SheetScan.jpeg))
    return db.session.scalars(wanted.order_by(SheetScan.page, SheetScan.id)).all()


def by_session(run_id: UUID) -> dict[UUID | None, list[SheetScan]]:
    """The pages of a run by their session; under None those kept aside."""
    found: dict[UUID | None, list[SheetScan]] = defaultdict(list)
    for row in of_run(run_id):
        found[row.session_id].append(row)
    return found
