"""A signature by one's own password: who is signed in types it again under what is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers import Act, back_off, passwords
from borderpost.officers.models import Account
from borderpost.refusal import Refused


@dataclass(frozen=True)
class Signature:
    """An officer proved at a time that it is them."""

    officer_id: UUID
    at: datetime


def sign(account_id: UUID, password: str, *, by: Actor) -> Signature:
    """The signature of the officer whose password this is. Raises ``Refused`` for a wrong one and
    ``TooSoon`` after too many of them."""
    subject = f"signature {account_id}"
    back_off.attempt(subject, "")
    account = db.session.get_one(Account, account_id)
    if account.closed_at or not passwords.matches(password, account.password.hash):
        with transaction() as session:
            audit.record(Act.SIGNATURE_FAILED, session.get_one(Account, account_id), by=by)
        raise Refused(_l("This is not your password. Type it again to sign."), field="password")
    back_off.succeeded(subject, "")
    return Signature(account.officer_id, clock.now())
