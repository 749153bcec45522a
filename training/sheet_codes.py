"""PURE: the code on each page of a sign-in sheet: which session, which page of how many.

``BPT1-`` then the session's id in base 32 (RFC 4648 §6, 26 signs), page, pages, check character:
signs that a QR code packs tightly, so that a small one survives a bad scanner.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from borderpost.check_character import checked, is_valid

_MARK = "BPT1"
_SHAPE = re.compile(rf"{_MARK}-([A-Z2-7]{{26}})-(\d{{1,3}})-(\d{{1,3}})-[0-9A-Z]")


@dataclass(frozen=True)
class Place:
    """Where a page belongs."""

    session_id: UUID
    page: int
    pages: int


def written(place: Place) -> str:
    """The text of a page's code."""
    packed = base64.b32encode(place.session_id.bytes).decode().rstrip("=")
    return checked(f"{_MARK}-{packed}-{place.page}-{place.pages}")


def read(text: str) -> Place | None:
    """What a code says; None for one that is not ours or was damaged."""
    found = _SHAPE.fullmatch(text)
    if found is None or not is_valid(text):
        return None
    try:
        session_id = UUID(bytes=base64.b32decode(found[1] + "======"))
    except (binascii.Error, ValueError):
        return None
    return Place(session_id, int(found[2]), int(found[3]))


def first(texts: Iterable[str]) -> Place | None:
    """The first code of ours among those of a page."""
    return next((place for text in texts if (place := read(text))), None)
