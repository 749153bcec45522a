"""Reading the addresses of calendars, and what the subjects put into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from borderpost import access, features
from borderpost.calendars.models import CalendarFeed
from borderpost.db import db
from borderpost.officers.queries import token_digest


@dataclass(frozen=True)
class Whose:
    """Whose calendar it is: the officer's post (None: headquarters) and permissions now, and the
    officer."""

    post_id: UUID | None
    permissions: frozenset[str]
    officer_id: UUID | None = None


@dataclass(frozen=True)
class Hours:
    """What an entry has that lasts hours and not the day: it is known to change. ``sequence``
    grows with each change, so that programs take the newer one (RFC 5545 §3.8.7.4)."""

    begins: datetime
    minutes: int
    place: str = ""
    sequence: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True)
class Entry:
    """One day on which something falls due, or ``hours`` of it. ``key`` names it for ever, so that
    a program knows it again (with an @, on every machine); ``path`` is its page. Nothing here is
    about a person but its owner."""

    key: str
    on: date
    title: str
    words: str = ""
    path: str = ""
    hours: Hours | None = None


def feed(token: str) -> CalendarFeed | None:
    """The address with this token, None for one that is unknown or revoked, or whose account is
    closed."""
    wanted = select(CalendarFeed).where(
        CalendarFeed.token_digest == token_digest(token), CalendarFeed.revoked_at.is_(None)
    )
    found = db.session.scalar(wanted)
    return found if found is not None and found.account.closed_at is None else None


def feeds(account_id: UUID) -> Sequence[CalendarFeed]:
    """The addresses of an account that are not revoked, the latest first."""
    wanted = select(CalendarFeed).where(
        CalendarFeed.account_id == account_id, CalendarFeed.revoked_at.is_(None)
    )
    return db.session.scalars(wanted.order_by(CalendarFeed.id.desc())).all()


def whose(feed: CalendarFeed) -> Whose:
    """What the owner may see now: a role that was taken away shows nothing any more."""
    account = feed.account
    held = access.permissions_of(account.roles)
    return Whose(account.officer.post_id, held, account.officer_id)


def entries(whose: Whose) -> list[Entry]:
    """What every subject puts into a calendar, by day."""
    found = [one for tell in features.contributions("calendar") for one in tell(whose)]
    return sorted(found, key=lambda one: (one.on, one.title, one.key))
