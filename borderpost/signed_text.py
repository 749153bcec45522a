"""PURE: a line of text with the post's signature behind it, as QR codes of papers hold it.

Ed25519 (RFC 8032) over all before the last colon, in base 32: characters of a QR code's
alphanumeric mode (ISO/IEC 18004 §7.4.4), so that the code stays small. Whoever has the post's
public key can check it offline.
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = "[A-Z2-7]{103}"  # as a pattern


def signed(head: str, key: bytes) -> str:
    """``head`` and its signature by 32 secret bytes."""
    return f"{head}:{_base32(Ed25519PrivateKey.from_private_bytes(key).sign(head.encode()))}"


def public_key(key: bytes) -> bytes:
    """The 32 bytes by which others check what these secret bytes signed."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def is_signed(text: str, public: bytes) -> bool:
    """Whether the text is as the owner of this public key signed it. The spare bits of the last
    character must be 0 (RFC 4648 §3.5), so that no character at all may be another."""
    head, _colon, written = text.rpartition(":")
    try:
        signature = base64.b32decode(written + "=")
        Ed25519PublicKey.from_public_bytes(public).verify(signature, head.encode())
    except (InvalidSignature, ValueError):
        return False
    return _base32(signature) == written


def _base32(signature: bytes) -> str:
    return base64.b32encode(signature).decode().rstrip("=")
