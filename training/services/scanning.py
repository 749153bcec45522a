"""Signed sheets that come back: each page to its session, or aside until somebody says where."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from training import Act
from training.attendance_models import SheetScan
from training.models import Run, Session
from training.queries import scans as queries
from training.scanned_sheets import Paper


@dataclass
class Landed:
    """Where the pages of an upload went: how many to sessions of the run, to other runs by their
    codes, aside; how many pictures were here already, and pages of which another scan was."""

    here: int = 0
    elsewhere: list[str] = field(default_factory=list)
    aside: int = 0
    twice: int = 0
    again: int = 0


def bring_in(run_id: UUID, papers: Sequence[Paper], *, by: Actor | None) -> Landed:
    """Keep the pages of an upload, all of them or none. Raises ``Refused`` without any."""
    if not papers:
        raise Refused(_l("Choose the scanned sheets."), field="files")
    landed = Landed()
    with transaction() as session:
        run = session.get_one(Run, run_id)
        for paper in papers:
            _keep(run, paper, landed, by)
    return landed


def assign(scan_id: UUID, session_id: UUID, *, by: Actor | None) -> None:
    """Say by hand to which session of its run a page belongs."""
    with transaction() as session:
        row = session.get_one(SheetScan, scan_id)
        half = session.get(Session, session_id)
        if half is None or half.run_id != row.run_id:
            raise Refused(_l("Choose a session of this run."), field="session_id")
        row.session_id, row.page = half.id, None
        audit.record(Act.SCAN_ASSIGNED, row, by=by, session=str(half.id))


def drop(scan_id: UUID, *, by: Actor | None) -> None:
    """Remove a page that is kept aside and is no sheet. One that lies at a session stays."""
    with transaction() as session:
        row = session.get_one(SheetScan, scan_id)
        if row.session_id is not None:
            raise Refused(_l("This page lies at a session: it stays as its evidence."))
        audit.record(Act.SCAN_DROPPED, row, by=by)
        session.delete(row)


def _keep(run: Run, paper: Paper, landed: Landed, by: Actor | None) -> None:
    digest = hashlib.sha256(paper.jpeg).hexdigest()
    if queries.pictured(digest):
        landed.twice += 1
        return
    half = db.session.get(Session, paper.place.session_id) if paper.place else None
    page = paper.place.page if paper.place and half else None
    if half is not None and page is not None and queries.of_page(half.id, page):
        landed.again += 1
    row = SheetScan(
        run_id=half.run_id if half else run.id, session_id=half.id if half else None, page=page,
        digest=digest, jpeg=paper.jpeg, created_by=by.officer_id if by else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(Act.SCANNED, row, by=by, session=str(row.session_id or ""))
    _count(run, half, landed)


def _count(run: Run, half: Session | None, landed: Landed) -> None:
    if half is None:
        landed.aside += 1
    elif half.run_id == run.id:
        landed.here += 1
    else:
        landed.elsewhere.append(half.run.code)
