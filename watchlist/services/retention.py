"""Erasing screenings whose time is over: sooner without a hit than with one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from borderpost import clock
from borderpost.db import transaction
from watchlist.models import Screened


def purge_silent(older_than: timedelta) -> int:
    """Erase screenings that found nothing."""
    return _purge(older_than, has_hits=False)


def purge_hits(older_than: timedelta) -> int:
    """Erase screenings that found something."""
    return _purge(older_than, has_hits=True)


def _purge(older_than: timedelta, *, has_hits: bool) -> int:
    due = delete(Screened).where(
        Screened.created_at < clock.now() - older_than, Screened.has_hits.is_(has_hits)
    )
    with transaction() as session:
        return int(session.execute(due).rowcount)  # type: ignore[attr-defined]
