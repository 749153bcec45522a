"""Signing in and out, and ending the sign-ins of others."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers import Act, back_off, passwords, postings, queries
from borderpost.officers.models import Account, SignIn
from borderpost.refusal import Refused

SEEN_EVERY = timedelta(minutes=1)  # how fine "last seen" is: a write each minute at most


def start(username: str, password: str, *, agent: str, hours: int, device: str = "") -> str:
    """Check the password and open a sign-in; the token for the cookie.

    Raises ``Refused`` with the same sentence whether the account is unknown, closed or
    the password wrong, and ``TooSoon`` after too many wrong ones from ``device``, the digest
    of a browser's mark.
    """
    subject = username.strip().lower()
    failures = back_off.attempt(subject, device)
    postings.settle_due()
    account = queries.account_named(username)
    kept = account.password.hash if account and _may_enter(account) else None
    if not passwords.matches(password, kept) or account is None:
        _note_failure(account, failures)
        raise Refused(_l("Username or password is wrong. Check both and try again."))
    back_off.succeeded(subject, device)
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        now = clock.now()
        sign_in = SignIn(
            token_digest=queries.token_digest(token),
            account_id=account.id,
            seen_at=now,
            expires_at=now + timedelta(hours=hours),
            agent=agent[:120],
            device_digest=device,
            created_by=account.officer_id,
        )
        session.add(sign_in)
        session.flush()
        audit.record(Act.SIGNED_IN, sign_in, by=_Self(account))
    return token


def _may_enter(account: Account) -> bool:
    """Whether the account is open and some posting has not ended."""
    return not account.closed_at and not postings.is_over(account.officer, clock.today())


def leave(sign_in_id: UUID, *, by: Actor) -> None:
    """Sign oneself out."""
    _end(sign_in_id, Act.SIGNED_OUT, by)


def end(sign_in_id: UUID, *, by: Actor) -> None:
    """End the sign-in of somebody else at once."""
    _end(sign_in_id, Act.SIGN_IN_ENDED, by)


def seen(sign_in_id: UUID) -> None:
    """Note that a sign-in is in use."""
    with transaction() as session:
        session.get_one(SignIn, sign_in_id).seen_at = clock.now()


def take_place(sign_in_id: UUID, lane_id: UUID, direction: str) -> None:
    """Say at which lane and in which direction this officer works now."""
    with transaction() as session:
        row = session.get_one(SignIn, sign_in_id)
        row.lane_id, row.direction = lane_id, direction


def purge(older_than: timedelta) -> int:
    """Erase sign-ins that ended long ago."""
    with transaction() as session:
        old = delete(SignIn).where(SignIn.expires_at < clock.now() - older_than)
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _end(sign_in_id: UUID, act: Act, by: Actor) -> None:
    with transaction() as session:
        row = session.get_one(SignIn, sign_in_id)
        if row.ended_at:
            return
        row.ended_at, row.ended_by = clock.now(), by.officer_id
        audit.record(act, row, by=by)


def _note_failure(account: Account | None, failures: int) -> None:
    """A wrong password on a known account is an act; an unknown name is only slowed down."""
    if account is None:
        return
    with transaction():
        audit.record(Act.SIGN_IN_FAILED, account, by=None)
        if seconds := back_off.delay(failures):
            audit.record(Act.SIGN_IN_DELAYED, account, by=None, seconds=seconds)


class _Self:
    """The officer who is just signing in."""

    def __init__(self, account: Account) -> None:
        self.officer_id: UUID | None = account.officer_id
        self.post_id: UUID | None = account.officer.post_id
