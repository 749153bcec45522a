"""PURE: the signed text of a receipt, as its QR code holds it and any telephone verifies it.

``BPR1:GOG-Q2026-00042-K:5000:XOF:VISA-30:20261127T0915Z:`` and an Ed25519 signature (RFC 8032)
over all before its colon, in base 32: characters of a QR code's alphanumeric mode (ISO/IEC 18004
§7.4.4). It says what was paid and when, and nothing about who paid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from borderpost import signed_text
from borderpost.check_character import checked, is_valid
from borderpost.scanned_text import plain
from borderpost.signed_text import SIGNATURE, is_signed

MARK = "BPR1"
TIME = "%Y%m%dT%H%MZ"
NUMBER = r"[A-Z0-9]{1,8}-Q[0-9]{4}-[0-9]{5,9}-[0-9A-Z]"
_SHAPE = re.compile(
    rf"{MARK}:({NUMBER}):((?:0|[1-9][0-9]{{0,12}})(?:\.[0-9]{{2}})?):([A-Z]{{3}})"
    r":([A-Z0-9-]{1,20}):([0-9]{8}T[0-9]{4}Z):" + SIGNATURE
)


@dataclass(frozen=True)
class ReceiptText:
    """What a receipt's code says. ``amount`` as written, ``5000`` or ``12.50``; ``at`` in UTC, to
    the minute. An amount of 0 is a passage that was free."""

    number: str
    amount: str
    currency: str
    tariff: str
    at: datetime

    @property
    def is_free(self) -> bool:
        """Whether nothing was paid."""
        return not self.amount.strip("0.")


def receipt_number(post_code: str, year: int, serial: int) -> str:
    """Post, series Q (quittance) of the year, serial, check character: GOG-Q2026-00042-K."""
    return checked(f"{post_code}-Q{year}-{serial:05d}")


def signed(said: ReceiptText, key: bytes) -> str:
    """The receipt's text, signed with a post's 32 secret bytes."""
    at = said.at.astimezone(UTC).strftime(TIME)
    head = f"{MARK}:{said.number}:{said.amount}:{said.currency}:{said.tariff}:{at}"
    return signed_text.signed(head, key)


def is_number(text: str) -> bool:
    """Whether a text is the number of a receipt alone, its check character agreeing."""
    number = plain(text)
    return bool(re.fullmatch(NUMBER, number)) and is_valid(number)


def looks_like_one(text: str) -> bool:
    """Whether a text is meant to be a receipt's, signed rightly or not."""
    return plain(text).startswith(f"{MARK}:")


def verified(text: str, public: bytes) -> ReceiptText | None:
    """What a receipt says if the post with this public key signed it, else None.

    Blanks and small letters are forgiven, as somebody types them; nothing else is.
    """
    told = plain(text)
    found = _SHAPE.fullmatch(told)
    if not found or not is_valid(found[1]) or not is_signed(told, public):
        return None
    try:
        at = datetime.strptime(found[5], TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return ReceiptText(found[1], found[2], found[3], found[4], at)
