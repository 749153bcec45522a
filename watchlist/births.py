"""PURE. Two dates of birth in bits, as registers of the region damage them.

A date is a pair of numbers YYYYMMDD, from and to; month and day are 00 where nobody knows them:
``(19680000, 19680000)`` is a year only, ``(19600000, 19650000)`` a range. Bits are the share of
true pairs that look so over the share of strangers: a stranger shares a day once in 45 x 365.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from functools import lru_cache

Birth = tuple[int, int]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# 01-01, 31-12, 01-07: "some day of the year", where civil registration is recent.
_PRESUMED = frozenset({101, 1231, 701})
_PRESUMED_DAYS = frozenset({"-01-01", "-12-31", "-07-01"})
_YEARS = 45.0


class Agreement(StrEnum):
    """How two dates of birth agree."""

    UNKNOWN = "date unknown"
    DAY = "same day"
    SWAPPED = "day and month swapped"
    NEXT_YEAR = "same day, a year apart"
    YEAR = "same year, day unknown"
    PRESUMED = "same year, day presumed"
    MONTH = "same month"
    RANGE = "within the range"
    SAME_YEAR_OTHER_DAY = "same year, other day"
    DAY_OTHER_YEAR = "same day, other year"
    NEAR_YEAR = "a year or two apart"
    CONFLICT = "dates differ"


# By the shares alone a day in common brings 14.2 bits; learnt beside names and nationalities, 15
# (docs/decisions/0047-what-a-day-is-worth.md).
_BITS = {
    Agreement.UNKNOWN: 0.0, Agreement.DAY: 15.0, Agreement.SWAPPED: 9.5,
    Agreement.NEXT_YEAR: 8.8, Agreement.YEAR: 5.3, Agreement.PRESUMED: 3.5,
    Agreement.SAME_YEAR_OTHER_DAY: -1.5, Agreement.CONFLICT: -7.0,
}  # fmt: skip
_PRESUMED_BOTH, _MONTH_ONLY, _NEIGHBOUR_DAY, _SAME_MONTH = 8.0, 8.6, 4.0, 2.0
_YEAR_OFF, _TWO_YEARS_OFF, _FULL_YEAR_OFF, _PRESUMED_YEAR_OFF = 0.0, -3.0, -5.0, -0.5
_PRESUMED_BOTH_YEAR_OFF = 2.0
_DIGIT_OF_YEAR, _ANY_YEAR = 3.2, 1.0
_YEAR_CONFLICT = -6.0


def birth(text: str) -> Birth | None:
    """``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or two of them with ``/`` between; None for others.

    A month or day outside the calendar is taken for unknown: 1968-00-00 is 1968.
    """
    parts = [_number(part.strip()) for part in text.split("/")[:2]]
    if not parts or None in parts or not parts[0]:
        return None
    first, last = parts[0], parts[-1]
    if last is None or first == last:
        return (first, first)
    return (min(first, last) // 10_000 * 10_000, max(first, last) // 10_000 * 10_000)


def _number(text: str) -> int | None:
    """One date as YYYYMMDD."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        month = day = 0
    return year * 10_000 + month * 100 + (day if 1 <= day <= 31 else 0)


def is_presumed(day: str) -> bool:
    """Whether an ISO day is one that registers write for "some day of that year"."""
    return day[4:] in _PRESUMED_DAYS


def years(one: Birth) -> tuple[int, int]:
    """First and last year."""
    return one[0] // 10_000, one[1] // 10_000


@lru_cache(maxsize=200_000)
def agreement(one: Birth, other: Birth) -> tuple[Agreement, float]:
    """How two dates agree, and the bits of it. Symmetric."""
    if one[0] != one[1] or other[0] != other[1]:
        return _ranges(one, other)
    mine, theirs = one[0], other[0]
    apart = abs(mine // 10_000 - theirs // 10_000)
    day, their_day = mine % 10_000, theirs % 10_000
    if day % 100 and their_day % 100:
        return _full(mine, theirs, apart)
    if day // 100 and their_day // 100 and apart == 0 and day // 100 == their_day // 100:
        return Agreement.MONTH, _MONTH_ONLY
    if apart == 0:
        off = day // 100 and their_day // 100
        return (Agreement.SAME_YEAR_OTHER_DAY, 0.0) if off else _plain(Agreement.YEAR)
    return _year_off(apart, _YEAR_OFF)


def _plain(kind: Agreement) -> tuple[Agreement, float]:
    return kind, _BITS[kind]


def _full(mine: int, theirs: int, apart: int) -> tuple[Agreement, float]:
    """Two dates with day, month and year."""
    day, their_day = mine % 10_000, theirs % 10_000
    presumed = (day in _PRESUMED) + (their_day in _PRESUMED)
    if mine == theirs:
        return (Agreement.PRESUMED, _PRESUMED_BOTH) if presumed else _plain(Agreement.DAY)
    if apart == 0:
        return _same_year(day, their_day, presumed)
    if presumed:
        both = presumed == len((mine, theirs))
        return _year_off(apart, _PRESUMED_BOTH_YEAR_OFF if both else _PRESUMED_YEAR_OFF)
    if day == their_day:
        if apart == 1:
            return _plain(Agreement.NEXT_YEAR)
        one_digit = _digits_apart(mine, theirs) == 1
        return Agreement.DAY_OTHER_YEAR, _DIGIT_OF_YEAR if one_digit else _ANY_YEAR
    if apart <= 2:
        return Agreement.NEAR_YEAR, _FULL_YEAR_OFF
    return _plain(Agreement.CONFLICT)


def _same_year(day: int, their_day: int, presumed: int) -> tuple[Agreement, float]:
    """Two days MMDD of one year."""
    if presumed:
        return _plain(Agreement.PRESUMED)
    if day // 100 == their_day % 100 and day % 100 == their_day // 100:
        return _plain(Agreement.SWAPPED)
    if day // 100 == their_day // 100:
        near = abs(day - their_day) == 1 or _digits_apart(day, their_day) == 1
        return Agreement.MONTH, _NEIGHBOUR_DAY if near else _SAME_MONTH
    if day % 100 == their_day % 100:
        return Agreement.SAME_YEAR_OTHER_DAY, _SAME_MONTH
    return _plain(Agreement.SAME_YEAR_OTHER_DAY)


def _digits_apart(one: int, other: int) -> int:
    """In how many of eight digits two numbers differ."""
    return sum(a != b for a, b in zip(f"{one:08}", f"{other:08}", strict=True))


def _year_off(apart: int, bits: float) -> tuple[Agreement, float]:
    """Only the years can be compared, and they are not the same."""
    if apart <= 2:
        return Agreement.NEAR_YEAR, bits if apart == 1 else _TWO_YEARS_OFF
    return Agreement.CONFLICT, _YEAR_CONFLICT


def _ranges(one: Birth, other: Birth) -> tuple[Agreement, float]:
    """At least one is a range of years."""
    (first, last), (their_first, their_last) = years(one), years(other)
    shared = min(last, their_last) - max(first, their_first) + 1
    if shared > 0:
        widest = max(last - first, their_last - their_first) + 1
        return Agreement.RANGE, max(0.0, math.log2(_YEARS / widest))
    return _year_off(1 - shared, 0.0)
