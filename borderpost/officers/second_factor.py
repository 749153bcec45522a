"""One-time codes (TOTP, RFC 6238) of supervisors and above and of headquarters.

A code is six digits of a 30-second counter; one step of drift is forgiven either way and a
counter that was used is refused for ever. Ten printed recovery codes replace a lost telephone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from uuid import UUID

import pyotp
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers import Act, back_off, queries
from borderpost.officers.models import Account, Officer, RecoveryCode, SecondFactor, SignIn
from borderpost.refusal import Refused
from borderpost.roles import Role

SENIOR = frozenset(
    {Role.SUPERVISOR, Role.WATCHLIST_MANAGER, Role.PROTECTION, Role.AUDITOR, Role.ADMINISTRATOR}
)
STEP = 30  # seconds, RFC 6238 §5.2
RECOVERY_CODES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_ANY_DEVICE = ""  # six digits are few: wrong codes count for the account, wherever they are typed


def is_asked_of(roles: Iterable[Role], post_id: UUID | None) -> bool:
    """Whether who holds these roles at this post (None: headquarters) needs a second factor."""
    if current_app.config["SECOND_FACTOR"] != "required":
        return False
    return post_id is None or not SENIOR.isdisjoint(roles)


def is_set_up(account_id: UUID) -> bool:
    """Whether the account's authenticator was confirmed by a code."""
    found = db.session.get(SecondFactor, account_id)
    return found is not None and found.confirmed_at is not None


def codes_left(account_id: UUID) -> int:
    """How many recovery codes are unused."""
    unused = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0


def offer(account_id: UUID) -> str:
    """The secret to be set up, base 32, the same until it is confirmed."""
    found = db.session.get(SecondFactor, account_id)
    if found is None:
        with transaction() as session:
            found = session.get(SecondFactor, account_id) or SecondFactor(
                account_id=account_id, secret=pyotp.random_base32().encode()
            )
            session.add(found)
    if found.confirmed_at:
        raise Refused(_l("The second factor is set up already."))
    return found.secret.decode()


def address(secret: str, username: str) -> str:
    """What the QR code says to an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Borderpost")


def confirm(code: str, *, by: Actor, account_id: UUID, sign_in_id: UUID) -> list[str]:
    """Put the offered secret in force by one of its codes; the recovery codes, shown once."""
    _count(account_id)
    with transaction() as session:
        factor = session.get(SecondFactor, account_id, with_for_update=True)
        if factor is None or factor.confirmed_at or not _accept(factor, code):
            raise _wrong()
        factor.confirmed_at = clock.now()
        session.get_one(SignIn, sign_in_id).factor_at = clock.now()
        audit.record(Act.SECOND_FACTOR_SET, session.get_one(Account, account_id), by=by)
        printed = _print_codes(session, account_id, by)
    back_off.succeeded(_subject(account_id), _ANY_DEVICE)
    return printed


def give(code: str, *, by: Actor, account_id: UUID, sign_in_id: UUID) -> None:
    """Complete a half-open sign-in by a code or a recovery code; raises ``Refused``."""
    _count(account_id)
    with transaction() as session:
        sign_in = session.get_one(SignIn, sign_in_id)
        act = _check(session, account_id, code)
        if act:
            sign_in.factor_at = clock.now()
        audit.record(act or Act.SECOND_FACTOR_FAILED, sign_in, by=by)
    if act is None:
        raise _wrong()
    back_off.succeeded(_subject(account_id), _ANY_DEVICE)


def new_codes(code: str, *, by: Actor, account_id: UUID) -> list[str]:
    """Ten fresh recovery codes; the old ones are void. Asks for a code of the authenticator."""
    _count(account_id)
    with transaction() as session:
        if _check(session, account_id, code) is None:
            raise _wrong()
        account = session.get_one(Account, account_id)
        printed = _print_codes(session, account_id, by)
        audit.record(Act.RECOVERY_CODES_MADE, account, by=by)
    back_off.succeeded(_subject(account_id), _ANY_DEVICE)
    return printed


def reset(officer_id: UUID, *, by: Actor) -> None:
    """Forget an officer's second factor: it is set up anew at the next sign-in."""
    if officer_id == by.officer_id:
        raise Refused(_l("Another administrator resets your own second factor."))
    with transaction() as session:
        account = session.get_one(Officer, officer_id).account
        if account is None:
            raise Refused(_l("This officer has no account."))
        for table in (SecondFactor, RecoveryCode):
            session.execute(delete(table).where(table.account_id == account.id))
        for sign_in in queries.live_sign_ins_of(account.id):
            sign_in.ended_at, sign_in.ended_by = clock.now(), by.officer_id
        audit.record(Act.SECOND_FACTOR_RESET, account, by=by)
    back_off.succeeded(_subject(account.id), _ANY_DEVICE)


def _check(session: Session, account_id: UUID, code: str) -> Act | None:
    """Use up the code; the act it allows, None when it is wrong."""
    factor = session.get(SecondFactor, account_id, with_for_update=True)
    if factor is None or factor.confirmed_at is None:
        return None
    if _accept(factor, code):
        return Act.SECOND_FACTOR_GIVEN
    wanted = select(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.digest == _digest(account_id, code),
        RecoveryCode.used_at.is_(None),
    )
    found = session.scalar(wanted)
    if found is None:
        return None
    found.used_at = clock.now()
    return Act.RECOVERY_CODE_USED


def _accept(factor: SecondFactor, code: str) -> bool:
    """Whether ``code`` is of this moment, one step of drift forgiven, and of an unused counter."""
    typed = "".join(code.split())
    present = int(clock.now().timestamp()) // STEP
    totp = pyotp.TOTP(factor.secret.decode())
    for counter in (present - 1, present, present + 1):
        fits = hmac.compare_digest(totp.generate_otp(counter).encode(), typed.encode())
        if fits and counter > factor.last_counter:
            factor.last_counter = counter
            return True
    return False


def _print_codes(session: Session, account_id: UUID, by: Actor) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    printed = [_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in printed:
        digest = _digest(account_id, code)
        session.add(RecoveryCode(account_id=account_id, digest=digest, created_by=by.officer_id))
    return printed


def _recovery_code() -> str:
    """Sixteen letters in groups of four: 80 bits, so that a plain digest keeps them."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _digest(account_id: UUID, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(f"{account_id}\n{plain}".encode()).hexdigest()


def _count(account_id: UUID) -> None:
    back_off.attempt(_subject(account_id), _ANY_DEVICE)


def _subject(account_id: UUID) -> str:
    return f"second factor {account_id}"


def _wrong() -> Refused:
    return Refused(
        _l("This code is wrong or was used. Wait for the next one and type it."), field="code"
    )
