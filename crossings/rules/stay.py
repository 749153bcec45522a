"""PURE: days of stay, counted as the law counts them.

The day of entry is the first day and the day of exit the last (Regulation (EU) 2016/399
art. 6(2)). In a rolling window each day looks back over the window that ends with it
(art. 6(1)). A day that two stays share counts once; a day under a residence permit never.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DatedStay:
    """One stay by its days; without an exit it still lasts. ``permit``: it was spent under a
    residence permit."""

    entry: date
    exit: date | None = None
    permit: bool = False

    def __post_init__(self) -> None:
        if self.exit is not None and self.exit < self.entry:
            raise ValueError("the exit is before the entry")


@dataclass(frozen=True)
class Limit:
    """How long somebody may stay. ``max_days`` None: nobody said. Without ``window_days`` each
    stay counts from its own entry; with it, all stays of the last ``window_days`` days count."""

    max_days: int | None
    window_days: int | None = None

    def __post_init__(self) -> None:
        if self.max_days is not None and self.max_days < 1:
            raise ValueError("a limit allows at least one day")
        if self.window_days is not None and self.window_days < 1:
            raise ValueError("a window has at least one day")


@dataclass(frozen=True)
class Balance:
    """Where a traveller stands on a day.

    ``last_lawful_day`` is the last day of the present stay, or of one that begins on that day;
    None where no limit is known, none applies, or not even the first day would be lawful.
    ``overstay`` counts the days beyond the limit on that day.
    """

    used: int
    left: int | None
    last_lawful_day: date | None
    overstay: int


_Run = tuple[date, date]  # first and last day, both included


def last_lawful_day(entry: date, max_days: int) -> date:
    """The last of ``max_days`` days: the day of entry is the first (Regulation (EU) 2016/399,
    article 6(1) and (2), counts so; the day of exit is the last one)."""
    return entry + timedelta(days=max_days - 1)


def days(first: date, last: date) -> int:
    """How many days from the first to the last, both counted; none when they are turned round."""
    return max(0, (last - first).days + 1)


def balance(stays: Iterable[DatedStay], limit: Limit, day: date) -> Balance:
    """What is used and left on ``day``. Stays that begin later are not looked at, and one that
    ends later, or has no end, is counted as far as ``day``."""
    known = [stay for stay in stays if stay.entry <= day]
    counted = _counted(known, day)
    if limit.window_days is None:
        counted = _own(known, counted, day)
    present = next((run for run in counted if run[0] <= day <= run[1]), None)
    under_permit = any(stay.permit and _lasts(stay, day) for stay in known)
    used = _used(counted, day, limit.window_days)
    if limit.max_days is None:
        return Balance(used, None, None, 0)
    start = present[0] if present else day
    last = None if under_permit else _last(counted, start, limit.max_days, limit.window_days)
    return Balance(used, max(0, limit.max_days - used), last, max(0, used - limit.max_days))


def _lasts(stay: DatedStay, day: date) -> bool:
    return stay.entry <= day and (stay.exit is None or stay.exit >= day)


def _own(known: Sequence[DatedStay], counted: Sequence[_Run], day: date) -> list[_Run]:
    """The days of the stay at hand alone: without a window every entry begins anew."""
    at_hand = [stay for stay in known if not stay.permit and _lasts(stay, day)]
    if not at_hand:
        return []
    entry = max(stay.entry for stay in at_hand)
    return [(max(first, entry), last) for first, last in counted if last >= entry]


def _counted(known: Sequence[DatedStay], day: date) -> list[_Run]:
    """The days that count, as runs in their order: without doubles, without those of permits."""
    plain = _joined((stay.entry, _end(stay, day)) for stay in known if not stay.permit)
    for first, last in _joined((stay.entry, _end(stay, day)) for stay in known if stay.permit):
        plain = [part for run in plain for part in _without(run, first, last)]
    return plain


def _end(stay: DatedStay, day: date) -> date:
    return day if stay.exit is None else min(stay.exit, day)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """The same days with no day in two runs; runs that touch become one."""
    found: list[_Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _without(run: _Run, first: date, last: date) -> list[_Run]:
    parts = [(run[0], min(run[1], first - _DAY)), (max(run[0], last + _DAY), run[1])]
    return [part for part in parts if part[0] <= part[1]]


def _used(counted: Iterable[_Run], day: date, window: int | None) -> int:
    """How many counted days lie in the window that ends on ``day``."""
    back = day.toordinal() - 1 if window is None else min(window, day.toordinal()) - 1
    opens = day - timedelta(days=back)
    return sum(days(max(first, opens), min(last, day)) for first, last in counted)


def _last(counted: Sequence[_Run], start: date, most: int, window: int | None) -> date | None:
    """The last day on which somebody who is here from ``start`` on keeps to the limit."""
    if window is not None and most >= window:
        return None  # such a window is never full
    before = [run for run in counted if run[0] < start]
    for here in range(1, most + 2):
        day = start + timedelta(days=here - 1)
        if here + _used(before, day, window) > most:
            return day - _DAY if here > 1 else None
    return None
