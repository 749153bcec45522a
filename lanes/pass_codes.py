"""PURE: the signed text of a border resident's pass, as its QR code holds it.

``BPP1:GOG-P2026-00042-K:20261128-20271127:`` and an Ed25519 signature (RFC 8032) over all before
its colon, in base 32: characters of a QR code's alphanumeric mode (ISO/IEC 18004 §7.4.4). It says
which pass this is and its first and last day, and nothing about its holder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from borderpost import signed_text
from borderpost.check_character import checked, is_valid
from borderpost.scanned_text import meant
from borderpost.signed_text import SIGNATURE, is_signed

MARK = "BPP1"
DAY = "%Y%m%d"
NUMBER = r"[A-Z0-9]{1,8}-P[0-9]{4}-[0-9]{5,9}-[0-9A-Z]"
_NUMBER = re.compile(NUMBER)
_SHAPE = re.compile(rf"{MARK}:({NUMBER}):([0-9]{{8}})-([0-9]{{8}}):{SIGNATURE}")
_CLAIMED = re.compile(rf"{MARK}:({NUMBER})(?::|$)")


@dataclass(frozen=True)
class PassText:
    """What a pass's code says; its days are inclusive, on the post's calendar."""

    number: str
    valid_from: date
    valid_until: date


def pass_number(post_code: str, year: int, serial: int) -> str:
    """Post, series P (pass) of the year, serial, check character: GOG-P2026-00042-K."""
    return checked(f"{post_code}-P{year}-{serial:05d}")


def signed(said: PassText, key: bytes) -> str:
    """The pass's text, signed with a post's 32 secret bytes."""
    days = f"{said.valid_from.strftime(DAY)}-{said.valid_until.strftime(DAY)}"
    return signed_text.signed(f"{MARK}:{said.number}:{days}", key)


def looks_like_one(text: str) -> bool:
    """Whether a text is meant to be a pass's, signed rightly or not."""
    return any(candidate.startswith(f"{MARK}:") for candidate in meant(text))


def verified(text: str, public: bytes) -> PassText | None:
    """What a pass says if the post with this public key signed it, else None."""
    for candidate in meant(text):
        found = _SHAPE.fullmatch(candidate)
        if found and is_valid(found[1]) and is_signed(candidate, public):
            return _said(found)
    return None


def claimed(text: str) -> str:
    """The number that a text names as its own, proven or not; '' for none."""
    found = (_CLAIMED.match(candidate) for candidate in meant(text))
    return next((one[1] for one in found if one), "")


def typed_number(text: str) -> str:
    """The number, where nothing but a pass's number was typed and its check character agrees."""
    for candidate in meant(text):
        if _NUMBER.fullmatch(candidate) and is_valid(candidate):
            return candidate
    return ""


def _said(found: re.Match[str]) -> PassText | None:
    try:
        days = [datetime.strptime(found[place], DAY).date() for place in (2, 3)]  # noqa: DTZ007
    except ValueError:
        return None
    return PassText(found[1], days[0], days[1])
