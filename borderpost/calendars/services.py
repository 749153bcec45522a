"""Making and revoking the secret addresses of calendars."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.calendars import Act, queries
from borderpost.calendars.models import CalendarFeed
from borderpost.db import transaction
from borderpost.officers.queries import token_digest
from borderpost.refusal import Refused

MOST = 3  # addresses of one account: a phone, a computer, and one more
SEEN_EVERY = timedelta(hours=1)  # how fine "last read" is: a write each hour at most


class Owner(Protocol):
    """Whose calendar it is."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def officer_id(self) -> UUID | None: ...
    @property
    def post_id(self) -> UUID | None: ...


def make(*, by: Owner) -> str:
    """A new address's token; shown once and never again."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        if len(queries.feeds(by.account_id)) >= MOST:
            raise Refused(_l("You have %(most)s addresses. Revoke one first.", most=MOST))
        row = CalendarFeed(
            account_id=by.account_id, token_digest=token_digest(token), created_by=by.officer_id
        )
        session.add(row)
        session.flush()
        audit.record(Act.MADE, row, by=by)
    return token


def revoke(feed_id: UUID, *, by: Owner) -> None:
    """Have an address answer nothing from now on. Only its owner's."""
    with transaction() as session:
        row = session.get(CalendarFeed, feed_id)
        if row is None or row.account_id != by.account_id or row.revoked_at is not None:
            raise Refused(_l("This address is not yours, or it was revoked already."))
        row.revoked_at = clock.now()
        audit.record(Act.REVOKED, row, by=by)


def seen(feed_id: UUID) -> None:
    """Note that an address was read, at most once an hour: its owner sees whether it is used."""
    with transaction() as session:
        row = session.get_one(CalendarFeed, feed_id)
        if row.last_read is None or clock.now() - row.last_read >= SEEN_EVERY:
            row.last_read = clock.now()
