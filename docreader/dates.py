"""Dates of the zone: two-digit years, unknown parts, and what is not a date.

ICAO 9303-3 §4.8: YYMMDD, unknown parts are fillers. Some issuers write zeros instead.
What is not known stays unknown: no day, month or century is ever invented.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from docreader.mrz import DIGITS, FILLER

_UNKNOWN = FILLER * 2
_SURE_YEARS = 20  # documents are valid for ten years, some cards longer


@dataclass(frozen=True)
class ZoneDate:
    """``value`` is ISO as far as known; ``problem`` is '', 'not_a_date' or 'unclear_date'."""

    value: str
    problem: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day that the value may mean, None when no year is known."""
        if not self.value:
            return None
        year, month, day = ([int(part) for part in self.value.split("-")] + [0, 0])[:3]
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])


def birth_date(raw: str, today: date) -> ZoneDate:
    """The latest date not after ``today`` that the six cells may mean."""
    if raw == "000000":  # unknown, written in zeros, or somebody born in 2000: not ours to say
        return ZoneDate("", "unclear_date")
    found = [option for option in _options(raw, today) if _first_day(option) <= today]
    return _chosen(raw, max(found, key=_first_day, default=None))


def expiry_date(raw: str, today: date) -> ZoneDate:
    """The date nearest to ``today``; unclear when it is more than 20 years away."""
    options = _options(raw, today)
    nearest = min(options, key=lambda option: abs(_first_day(option) - today), default=None)
    chosen = _chosen(raw, nearest)
    if nearest and abs(nearest[0] - today.year) > _SURE_YEARS:
        return ZoneDate(chosen.value, "unclear_date")
    return chosen


def precision(value: str) -> str:
    """``D``, ``M``, ``Y`` or ``U``: how much of a birth date may be believed.

    1 January counts as ``Y``: where civil registration is recent it is what clerks write
    for "some day of that year".
    """
    if value.endswith("-01-01"):
        return "Y"
    return {0: "U", 4: "Y", 7: "M"}.get(len(value), "D")


_Option = tuple[int, int, int]  # year, month, day; 0 for an unknown month or day


def _options(raw: str, today: date) -> list[_Option]:
    """The dates, one a century, that six cells may mean; none when there is no year."""
    if not _is_written(raw) or raw[:2] == _UNKNOWN:
        return []
    month, day = _part(raw[2:4]), _part(raw[4:6])
    century = today.year // 100 * 100
    years = [century + shift + int(raw[:2]) for shift in (-100, 0, 100)]
    return [(year, month, day if month else 0) for year in years if _exists(year, month, day)]


def _chosen(raw: str, option: _Option | None) -> ZoneDate:
    """The chosen date as ISO, '' for an unknown year, a problem for nonsense."""
    if option is None:
        unknown = (
            _is_written(raw)
            and raw[:2] == _UNKNOWN
            and _exists(2000, _part(raw[2:4]), _part(raw[4:6]))
        )
        return ZoneDate("", "" if unknown else "not_a_date")
    year, month, day = option
    known = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]
    return ZoneDate("-".join(known))


def _is_written(raw: str) -> bool:
    """Whether each of the three parts is two digits or two fillers."""
    parts = (raw[0:2], raw[2:4], raw[4:6])
    return len(raw) == 6 and all(p == _UNKNOWN or set(p) <= set(DIGITS) for p in parts)


def _part(cells: str) -> int:
    """A month or day; 0 when it is unknown, which some issuers write as zeros."""
    return 0 if cells == _UNKNOWN else int(cells)


def _exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day, an unknown month or day agreeing with any."""
    if month > 12 or day > 31:
        return False
    return not month or not day or day <= calendar.monthrange(year, month)[1]


def _first_day(option: _Option) -> date:
    year, month, day = option
    return date(year, month or 1, day or 1)
