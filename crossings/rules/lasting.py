"""PURE: until when something is good that lasts so many months and days from a day on."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def last_day(first: date, months: int, days: int) -> date:
    """The last day of what lasts months and days, the first day counted: a month from 27
    November ends on 26 December. Where the month to come has no such day, it ends with that
    month's last one (as Regulation (EEC) 1182/71, article 3(2)(c), counts months)."""
    later = months_on(first, months)
    return later + timedelta(days=days - (later.day == first.day))


def months_on(day: date, months: int) -> date:
    """The same day so many months on; the month's last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))
