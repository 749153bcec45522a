"""The signed text of a crossing's slip: the reference and the post, as its QR code holds them.

``BP1:GOG-20261123-0042-K:GOG:`` and an Ed25519 signature (RFC 8032) in base 32: characters of
a QR code's alphanumeric mode (ISO/IEC 18004 §7.4.4), so that the code stays small. The text
says nothing about the traveller. Whoever has the post's public key can check it offline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from borderpost import signed_text
from borderpost.scanned_text import meant
from borderpost.signed_text import SIGNATURE, is_signed
from crossings import references

MARK = "BP1"
_SHAPE = re.compile(rf"{MARK}:([A-Z0-9-]{{5,24}}):([A-Z0-9-]{{1,8}}):{SIGNATURE}")


@dataclass(frozen=True)
class Slip:
    """What a slip says: the crossing's reference and the code of the post that wrote it."""

    reference: str
    post_code: str


def signed(slip: Slip, key: bytes) -> str:
    """The slip's text, signed with a post's 32 secret bytes."""
    return signed_text.signed(f"{MARK}:{slip.reference}:{slip.post_code}", key)


def looks_like_one(text: str) -> bool:
    """Whether a text is meant to be a slip, signed rightly or not."""
    return any(candidate.startswith(f"{MARK}:") for candidate in meant(text))


def verified(text: str, public: bytes) -> Slip | None:
    """What a slip says if the post with this public key signed it, else None."""
    for candidate in meant(text):
        found = _SHAPE.fullmatch(candidate)
        if found and references.is_valid(found[1]) and is_signed(candidate, public):
            return Slip(found[1], found[2])
    return None
