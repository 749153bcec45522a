"""Sealing of secrets and personal images: AES-256-GCM, the key outside the database."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

_NONCE = 12  # bytes, NIST SP 800-38D §8.2


class SealBroken(ValueError):
    """A sealed value that this machine's key does not open, or that was altered."""


def seal(plain: bytes) -> bytes:
    """Nonce and ciphertext of ``plain`` under this machine's sealing key."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, plain, None)


def unseal(sealed: bytes) -> bytes:
    """What ``seal`` was given; raises ``SealBroken``."""
    try:
        return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to have been sealed
        raise SealBroken("sealed with another key, or altered") from error


def _cipher() -> AESGCM:
    return AESGCM(current_app.config["SEAL_KEY"])
