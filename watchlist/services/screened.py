"""Keeping what screening found for a working sheet: one row and one line of the log each time,
whatever was found, so that neither the work nor the length of what is sealed tells of a hit."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db
from watchlist import Act, kept
from watchlist.models import Screened
from watchlist.outcome import Screening


def keep(
    screening: Screening, sheet_id: UUID, version: int, post_id: UUID, *, by: Actor
) -> Screened:
    """Keep a screening inside the caller's transaction."""
    row = Screened(
        post_id=post_id,
        sheet_id=sheet_id,
        sheet_version=version,
        state=screening.state,
        lists=screening.versions,
        has_hits=bool(screening.hits),
        content=kept.packed(screening),
        created_by=by.officer_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(Act.SCREENED, row, by=by, state=str(screening.state), lists=screening.versions)
    return row
