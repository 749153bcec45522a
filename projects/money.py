"""Money: a Decimal with two places beside its currency, kept as whole hundredths.

SQLite has no decimals; a whole number keeps the amount exact on both databases.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

CURRENCIES = ("XOF", "MRU", "EUR", "USD", "CHF", "GBP", "CAD", "JPY")  # ISO 4217
_DOUBTFUL = re.compile(r"[0-9]{1,3}[,.][0-9]{3}")
CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")


class Amount(TypeDecorator[Decimal]):
    """An amount of money, two decimal places; more are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != hundredths.to_integral_value():
            raise ValueError("an amount has at most two decimal places")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(CENT)


def parsed(text: str) -> Decimal:
    """An amount as people type it: ``1 250,50`` or ``1,250.50``.

    The last comma or point is the decimal one when one or two digits follow it. Raises
    ``ValueError`` for anything else, and for a number in scientific notation.
    """
    plain = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "").replace("'", "")
    whole, mark, cents = plain, "", ""
    for place in range(len(plain) - 1, -1, -1):
        if plain[place] in ",." and len(plain) - place - 1 in (1, 2):
            whole, mark, cents = plain[:place], plain[place], plain[place + 1 :]
            break
        if plain[place] in ",.":
            break
    whole = _ungrouped(whole, mark)
    if not whole.isascii() or not whole.isdigit() or (cents and not cents.isdigit()):
        raise ValueError("not an amount")
    try:
        found = Decimal(f"{whole}.{cents or '0'}")
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    if found > MOST:
        raise ValueError("more money than there is room for")
    return found.quantize(CENT)


def is_doubtful(text: str) -> bool:
    """Whether an amount has one comma or point with three digits behind it and no other mark:
    ``1,250`` is a thousand and more to some, and one and a quarter to others."""
    return _DOUBTFUL.fullmatch(text.strip()) is not None


def _ungrouped(whole: str, mark: str) -> str:
    """Without the marks between thousands, which stand at every third digit or nowhere."""
    for sign in ",.":
        if sign in whole and sign != mark:
            first, *groups = whole.split(sign)
            if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
                raise ValueError("not an amount")
            return first + "".join(groups)
    return whole
