"""The lock of a sign-in left alone: opened with a PIN, which never signs anybody in.

The browser locks after the setting's minutes without a key and says so; the server locks by
itself a little later, because it notes the use of a sign-in only now and then.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers import Act, passwords
from borderpost.officers.models import Account, Pin, SignIn
from borderpost.refusal import Refused

TRIES = 5  # wrong ones in a row end the sign-in
SLACK = timedelta(seconds=90)  # the use is noted each minute, and the browser tells it at most
PIN_LENGTHS = range(4, 9)  # every 20 seconds


def is_locked(row: SignIn) -> bool:
    """Whether a sign-in was locked, or left alone for too long."""
    if row.locked_at:
        return True
    idle = timedelta(minutes=current_app.config["LOCK_MINUTES"]) + SLACK
    return clock.now() - row.seen_at >= idle


def has_pin(account_id: UUID) -> bool:
    """Whether the officer chose a PIN; without one the password opens."""
    return db.session.get(Pin, account_id) is not None


def lock(sign_in_id: UUID, *, by: Actor) -> None:
    """Lock a sign-in now."""
    with transaction() as session:
        row = session.get_one(SignIn, sign_in_id)
        if row.locked_at is None:
            row.locked_at = clock.now()
            audit.record(Act.LOCKED, row, by=by)


def unlock(secret: str, *, by: Actor, sign_in_id: UUID) -> int | None:
    """Open with the PIN, or with the password while there is none.

    None when it opened, else how many tries are left; after the last one the sign-in has
    ended. Looked at inside the transaction, so that tries sent at once are all counted.
    """
    with transaction() as session:
        row = session.get_one(SignIn, sign_in_id, with_for_update=True)
        pin = session.get(Pin, row.account_id)
        if passwords.matches(secret, pin.hash if pin else row.account.password.hash):
            row.locked_at, row.wrong_pins, row.seen_at = None, 0, clock.now()
            audit.record(Act.UNLOCKED, row, by=by)
            return None
        row.wrong_pins += 1
        row.locked_at = row.locked_at or clock.now()
        audit.record(Act.UNLOCK_FAILED, row, by=by)
        left = max(0, TRIES - row.wrong_pins)
        if left == 0 and row.ended_at is None:
            row.ended_at, row.ended_by = clock.now(), by.officer_id
            audit.record(Act.SIGN_IN_ENDED, row, by=by)
        return left


def set_pin(account_id: UUID, pin: str, password: str, *, by: Actor) -> None:
    """Choose one's PIN; the password proves who chooses."""
    _check_pin(pin)
    with transaction() as session:
        account = session.get_one(Account, account_id)
        if not passwords.matches(password, account.password.hash):
            raise Refused(_l("The present password is wrong. Type it again."), field="password")
        kept = session.get(Pin, account_id) or Pin(account_id=account_id)
        session.add(kept)
        kept.hash, kept.changed_at = passwords.hash_of(pin), clock.now()
        audit.record(Act.PIN_SET, account, by=by)


def _check_pin(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTHS):
        raise Refused(_l("A PIN has 4 to 8 digits."), field="pin")
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    if steps in ({0}, {1}, {-1}):
        raise Refused(_l("Choose digits that are not all equal or in a row."), field="pin")
