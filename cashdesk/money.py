"""PURE: money as a whole number of its currency's smallest unit, and as people write it.

The number of decimals is that of ISO 4217: the franc of West Africa (XOF) has none, the ouguiya
(MRU) two. No amount is ever a float.
"""

from __future__ import annotations

import re

DECIMALS = {"XOF": 0, "MRU": 2, "EUR": 2, "USD": 2}  # ISO 4217, column "minor unit"
MOST = 10**12  # smallest units; more is a slip of the finger
_PLAIN = re.compile(r"([0-9]{1,13})(?:[.,]([0-9]{1,2}))?")


def parsed(text: str, currency: str) -> int:
    """The amount of a text such as ``25 000`` or ``12,50`` in smallest units.

    Spaces group; a comma or point stands before decimals, as many as the currency has or fewer.
    Raises ValueError for anything else, so that ``25.000`` is never read as twenty-five.
    """
    found = _PLAIN.fullmatch("".join(text.split()))
    decimals = DECIMALS[currency]
    if found is None or len(found[2] or "") > decimals:
        raise ValueError("not an amount")
    amount = int(found[1]) * 10**decimals + int((found[2] or "").ljust(decimals, "0") or 0)
    if amount > MOST:
        raise ValueError("more money than there is room for")
    return amount


def written(amount: int, currency: str) -> str:
    """The amount with its decimals and without groups: ``25000``, ``12.50``, ``-0.05``."""
    decimals = DECIMALS[currency]
    if not decimals:
        return str(amount)
    whole, part = divmod(abs(amount), 10**decimals)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{decimals}}"


def grouped(amount: int, currency: str) -> str:
    """The same for people, thousands apart by a narrow space that no line breaks."""
    whole, point, part = written(abs(amount), currency).partition(".")
    sign = "−" if amount < 0 else ""
    return f"{sign}{int(whole):,}".replace(",", "\u202f") + point + part
