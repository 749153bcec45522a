"""PURE: what a label says, and what a scanned or typed text may mean.

A label of ours holds ``BP1:A:TAG`` (a thing) or ``BP1:L:CODE`` (a location): characters of a QR
code's alphanumeric mode (ISO/IEC 18004 §7.4.4), version 1 for tags of up to twelve characters.
Older labels hold a bare tag, an address that ends in one, or one after ``tag=``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from borderpost.scanned_text import FRENCH

MARK = "BP1"
TAG = re.compile(r"[A-Z0-9][A-Z0-9./-]{1,23}")
_LONGEST = 300  # characters of one scan
_NAMES = ("tag", "asset", "asset_tag", "id", "code", "q")  # of an address's parts


def of_asset(tag: str) -> str:
    """What the QR code of a thing's label holds."""
    return f"{MARK}:A:{tag}"


def of_location(code: str) -> str:
    """What the QR code of a location's label holds."""
    return f"{MARK}:L:{code}"


def normal(tag: str) -> str:
    """A tag as the register keeps it."""
    return "".join(tag.split()).upper()


def is_tag(tag: str) -> bool:
    """Whether a text, already normal, may be a tag."""
    return TAG.fullmatch(tag) is not None


def serial_key(folded: str) -> str:
    """A serial number, already without accents and case, as it is compared: letters and digits."""
    return "".join(char for char in folded if char.isalnum())


def location_meant(text: str) -> str:
    """The code of the location whose label was scanned, '' for anything else."""
    for one in _heard(text.strip()[:_LONGEST]):
        head, _colon, code = one.upper().partition(f"{MARK}:L:")
        if not head and code:
            return code
    return ""


def tags_meant(text: str) -> list[str]:
    """Tags, serials or older codes that a text may name, the likeliest first."""
    found: dict[str, None] = {}
    for one in _heard(text.strip()[:_LONGEST]):
        for candidate in _candidates(one):
            if candidate:
                found.setdefault(candidate)
    return list(found)


def _heard(text: str) -> Iterator[str]:
    yield text
    turned = "".join(FRENCH.get(char, char) for char in text.upper())
    if turned.startswith(f"{MARK}:"):
        yield turned


def _candidates(text: str) -> Iterator[str]:
    head, _colon, tag = text.upper().partition(f"{MARK}:A:")
    if not head and tag:
        yield normal(tag)
        return
    if "://" in text:
        parts = urlsplit(text)
        asked = parse_qs(parts.query)
        yield from (normal(asked[name][0]) for name in _NAMES if name in asked)
        yield normal(parts.path.rstrip("/").rpartition("/")[2])
    yield normal(text)
