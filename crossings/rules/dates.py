"""PURE: dates that are as precise as their source: a day, a month or a year (ISO 8601)."""

from __future__ import annotations

import calendar
from datetime import date

DAY, MONTH, YEAR = len("2025-01-29"), len("2025-01"), len("2025")


def first_day(told: str) -> date:
    """The first day that a told date may mean; raises ValueError for what is no date."""
    if len(told) not in (DAY, MONTH, YEAR):
        raise ValueError(told)
    return date.fromisoformat(f"{told}-01-01"[:DAY])


def last_day(told: str) -> date:
    """The last day that a told date may mean; raises ValueError for what is no date."""
    first = first_day(told)
    if len(told) == YEAR:
        return date(first.year, 12, 31)
    if len(told) == MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def has_begun(since: str, day: date) -> bool:
    """Whether something that is so ``since`` a told date is so on ``day``; '' is for ever."""
    return not since or first_day(since) <= day


def has_ended(until: str, day: date) -> bool:
    """Whether something that was so ``until`` a told date, inclusive, is over on ``day``."""
    return bool(until) and last_day(until) < day
