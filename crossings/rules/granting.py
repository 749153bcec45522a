"""PURE: until when somebody who enters may stay: the smallest of the rule, its window, and the
supporting document that lets in.

Past stays whose exit nobody saw are counted twice: by their day of entry alone, which is what
is sure and what the last lawful day rests on; and as if the traveller had never left, which
only makes a question of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crossings.rules import dates
from crossings.rules.stay import Balance, DatedStay, Limit, balance, last_lawful_day
from crossings.rules.supporting import SupportingDocument, SupportingKind


@dataclass(frozen=True)
class PastStay:
    """A stay before this entry. Without an ``exit`` nobody saw one; ``before`` is then the day
    by which the traveller had left all the same: the next entry, None where there is none."""

    entry: date
    exit: date | None = None
    permit: bool = False  # under a residence permit: its days do not count
    before: date | None = None

    @property
    def is_unseen(self) -> bool:
        """Whether nobody saw its end."""
        return self.exit is None

    def at_least(self) -> DatedStay:
        """The days that are sure."""
        return DatedStay(self.entry, self.exit or self.entry, self.permit)

    def at_most(self) -> DatedStay:
        """The days if the traveller left as late as can be."""
        last = self.exit or self.before
        return DatedStay(self.entry, max(last, self.entry) if last else None, self.permit)


@dataclass(frozen=True)
class Counted:
    """The days of past stays in a rolling window that ends on ``day``."""

    day: date
    window_days: int
    sure: Balance
    most: Balance
    unseen: int  # stays in the window of which nobody saw the end

    @property
    def opens(self) -> date:
        """The first day of the window."""
        return self.day - timedelta(days=self.window_days - 1)

    @property
    def is_full(self) -> bool:
        """Whether not even the first day would be within the limit."""
        last = self.sure.last_lawful_day
        return self.sure.left == 0 and (last is None or last < self.day)

    @property
    def might_be_over(self) -> bool:
        """Whether it would be beyond the limit if nobody had left where no exit was seen."""
        return bool(self.unseen) and self.most.left == 0 and self.sure.left != 0


class By(StrEnum):
    """What the last lawful day comes from."""

    NOTHING = ""
    RULE = "rule"
    WINDOW = "window"
    SUPPORTING = "supporting"  # its days
    SUPPORTING_END = "supporting_end"  # its last day


@dataclass(frozen=True)
class Grant:
    """Until when, by what, and what the window says, None where none was counted."""

    last: date | None = None
    by: By = By.NOTHING
    counted: Counted | None = None


def granted(
    day: date,
    max_days: int | None,
    window_days: int | None,
    supporting: SupportingDocument | None,
    past: Iterable[PastStay] | None,
) -> Grant:
    """Until when somebody may stay who enters on ``day``. ``past`` None: nobody looked."""
    if supporting and supporting.kind == SupportingKind.PERMIT:
        return Grant(dates.last_day(supporting.until), By.SUPPORTING_END)
    counted = None
    if past is not None and max_days and window_days:
        counted = counted_in(tuple(past), Limit(max_days, window_days), day)
    if counted and counted.is_full:
        return Grant(None, By.WINDOW, counted)
    ends = _ends(day, max_days, supporting, counted)
    last, by = min(ends, key=lambda end: end[0], default=(None, By.NOTHING))
    return Grant(last, by, counted)


def counted_in(past: tuple[PastStay, ...], limit: Limit, day: date) -> Counted:
    """What past stays use up of a limit with a window, on ``day``."""
    window = limit.window_days or 1
    opens = day - timedelta(days=window - 1)
    near = [one for one in past if (one.exit or one.before or day) >= opens]
    return Counted(
        day,
        window,
        balance([one.at_least() for one in near], limit, day),
        balance([one.at_most() for one in near], limit, day),
        sum(one.is_unseen and not one.permit for one in near),
    )


def _ends(
    day: date, max_days: int | None, supporting: SupportingDocument | None, counted: Counted | None
) -> list[tuple[date, By]]:
    """Every last day that something sets; of two that fall together the first one is named."""
    found: list[tuple[date, By]] = []
    if max_days:
        found.append((last_lawful_day(day, max_days), By.RULE))
    if counted and counted.sure.last_lawful_day:
        found.append((counted.sure.last_lawful_day, By.WINDOW))
    if supporting and supporting.max_days:
        found.append((last_lawful_day(day, supporting.max_days), By.SUPPORTING))
    if supporting and supporting.until:
        found.append((dates.last_day(supporting.until), By.SUPPORTING_END))
    return found
