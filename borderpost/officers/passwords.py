"""Argon2id hashes of passwords, and what a password must be like."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused

MIN_LENGTH = 12
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)  # OWASP, 46 MiB
_AT_ONCE = BoundedSemaphore(2)  # a small machine has no memory for more
_NOBODY = _HASHER.hash("nobody signs in with this")


def check_strength(password: str, username: str) -> None:
    """Raise ``Refused`` for a password that is too short or holds the username."""
    if len(password) < MIN_LENGTH:
        raise Refused(
            _l("Use at least 12 characters. A short sentence is easy to remember."),
            field="password",
        )
    if username and username.casefold() in password.casefold():
        raise Refused(_l("The password must not contain the username."), field="password")
    if len(set(password)) < 5:
        raise Refused(_l("Use more different characters."), field="password")


def hash_of(password: str) -> str:
    """The argon2id hash to keep, 46 MiB, one pass, one lane."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether ``password`` made the hash. An unknown account costs the same time."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False
