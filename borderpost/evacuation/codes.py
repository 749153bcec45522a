"""The code that opens an evacuation. The machine keeps its public half alone: who takes the
machine, the archive and the officers who carry it still cannot read it.

A code is 19 random bytes and a check byte, written in base 32 (RFC 4648) by fours.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PUBLIC = "keys/evacuation.pub"  # in the instance folder
_SECRET = 19  # bytes
_INFO = b"borderpost evacuation code"
_MISREAD = str.maketrans("018", "OIB")  # base 32 has none of the three


class BadCode(ValueError):
    """A code that nobody made: mistyped."""


def new_code() -> str:
    """A code for a piece of paper: eight groups of four."""
    secret = secrets.token_bytes(_SECRET)
    text = base64.b32encode(secret + _check(secret)).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def private_key(code: str) -> X25519PrivateKey:
    """The key that a code stands for; raises ``BadCode``."""
    text = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_MISREAD)
    try:
        raw = base64.b32decode(text)
    except ValueError as error:
        raise BadCode("an evacuation code has 32 letters and digits") from error
    if len(raw) != _SECRET + 1 or _check(raw[:-1]) != raw[-1:]:
        raise BadCode("the evacuation code is mistyped")
    derive = HKDF(SHA256(), length=32, salt=None, info=_INFO)
    return X25519PrivateKey.from_private_bytes(derive.derive(raw[:-1]))


def public_half(code: str) -> bytes:
    """The 32 bytes that a machine keeps of a code; raises ``BadCode``."""
    return private_key(code).public_key().public_bytes_raw()


def mark(public: bytes) -> str:
    """Eight signs by which a code is known again: they stand on its paper and on what it opens."""
    return hashlib.sha256(public).hexdigest()[:8].upper()


def kept(instance: Path) -> bytes | None:
    """The public half of the code that was made for this machine, None before."""
    path = instance / PUBLIC
    return path.read_bytes() if path.exists() else None


def keep(instance: Path, public: bytes) -> None:
    """Keep the public half in place of the one before, whole or not at all."""
    path = instance / PUBLIC
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_bytes(public)
    draft.replace(path)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(_INFO + secret).digest()[:1]
