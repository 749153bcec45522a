"""Slowing down whoever guesses: a growing delay for one account at one device.

Counted in the database, so that a restart forgets nothing. A try is counted before its
secret is looked at, so that tries sent at once gain nothing. No account is ever locked:
another device of the same officer is not delayed.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost import clock
from borderpost.db import transaction
from borderpost.officers.models import SignInFailure
from borderpost.refusal import Refused

FREE = 5  # wrong tries before the first delay
LONGEST = 15 * 60  # seconds


class TooSoon(Refused):
    """A try before its delay is over; ``seconds`` are left."""

    def __init__(self, seconds: int) -> None:
        wait = f"{seconds // 60}:{seconds % 60:02d}"
        super().__init__(
            _l("Too many wrong tries. Wait %(wait)s (minutes:seconds), then try again.", wait=wait)
        )
        self.seconds = seconds


def attempt(subject: str, device: str) -> int:
    """Count one try of ``subject`` at ``device``; how many were wrong in a row with this one.

    Raises ``TooSoon`` while the delay of the earlier ones lasts; such a try is not counted.
    """
    with transaction() as session:
        now = clock.now()
        row = session.get(SignInFailure, _key(subject, device), with_for_update=True)
        if row is None:
            row = SignInFailure(key=_key(subject, device), failures=0)
            session.add(row)
        elif (seconds := _left(row, now)) > 0:
            raise TooSoon(seconds)
        row.failures, row.last_at = row.failures + 1, now
        return row.failures


def succeeded(subject: str, device: str) -> None:
    """Forget the wrong tries: the secret was right."""
    with transaction() as session:
        session.execute(delete(SignInFailure).where(SignInFailure.key == _key(subject, device)))


def delay(failures: int) -> int:
    """Seconds to wait after so many wrong tries: 1, 2, 4 ... from the fifth on."""
    return 0 if failures < FREE else min(2 ** min(failures - FREE, 20), LONGEST)


def purge(older_than: timedelta) -> int:
    """Forget wrong tries that nobody repeated for long."""
    with transaction() as session:
        old = delete(SignInFailure).where(SignInFailure.last_at < clock.now() - older_than)
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _left(row: SignInFailure, now: datetime) -> int:
    """Whole seconds until the next try; none when the clock was set back."""
    passed = max(0.0, (now - row.last_at).total_seconds())
    left = delay(row.failures) - passed
    return int(left) + (left > int(left)) if left > 0 else 0


def _key(subject: str, device: str) -> str:
    return hashlib.sha256(f"{subject}\n{device}".encode()).hexdigest()
