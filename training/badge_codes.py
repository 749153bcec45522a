"""The code on a badge, which says nothing of who holds it, and the personal code."""

from __future__ import annotations

from borderpost import scanned_text
from training import typed_codes

BADGE_SIGNS, PERSONAL_SIGNS = 12, 9  # 60 and 45 bits, and a check
MARK = "BPB1:"


def new_badge() -> str:
    """A badge's signs; nobody has them yet, as far as 60 bits say."""
    return _new(BADGE_SIGNS)


def new_personal() -> str:
    """A personal code."""
    return _new(PERSONAL_SIGNS)


def written(badge: str) -> str:
    """The text of a badge's QR code."""
    return MARK + badge


def read(text: str) -> str | None:
    """The signs of a badge that was scanned, also behind a French keyboard, or typed; else None."""
    for meant in scanned_text.meant(text):
        found = typed_codes.read(meant.removeprefix(MARK), BADGE_SIGNS)
        if found is not None:
            return found
    return None


def _new(signs: int) -> str:
    return typed_codes.checked(typed_codes.drawn(signs))
