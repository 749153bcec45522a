"""Reading screenings: the supervisor's list of hits, and what one sheet was told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select

from borderpost.db import db
from watchlist.models import Screened


def of_post(post_id: UUID | None) -> Select[tuple[Screened]]:
    """The screenings of a post that found anything, newest first."""
    return (
        select(Screened)
        .where(Screened.post_id == post_id, Screened.has_hits)
        .order_by(Screened.created_at.desc(), Screened.id.desc())
    )


def screened(screened_id: UUID, post_id: UUID | None) -> Screened | None:
    """One screening of this post."""
    row = db.session.get(Screened, screened_id)
    return row if row is not None and row.post_id == post_id else None


def of_sheet(sheet_id: UUID) -> Sequence[Screened]:
    """Every screening of a working sheet, newest first: a hit that a correction took away is
    still here."""
    wanted = select(Screened).where(Screened.sheet_id == sheet_id)
    return db.session.scalars(wanted.order_by(Screened.id.desc())).all()


def newest(sheet_id: UUID) -> Screened | None:
    """The last screening of a working sheet."""
    wanted = select(Screened).where(Screened.sheet_id == sheet_id)
    return db.session.scalars(wanted.order_by(Screened.id.desc()).limit(1)).first()


def count_since(post_id: UUID | None, since: object) -> int:
    """How many screenings of a post found anything since an instant."""
    wanted = select(func.count()).where(
        Screened.post_id == post_id, Screened.has_hits, Screened.created_at >= since
    )
    return db.session.scalar(wanted) or 0
