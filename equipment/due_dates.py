"""PURE: when upkeep falls due again: by days or months of the calendar, or by uses.

Done within the tolerance around its due day, the next is counted from that due day, so that a plan
does not drift; done outside it, from the day it was done. Uses are counted the same way.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_SHORTEST_MONTH = 28


class Unit(StrEnum):
    """What an interval is counted in."""

    DAYS = "days"
    MONTHS = "months"
    USES = "uses"


class BadRhythm(ValueError):
    """An interval that leads nowhere; ``field`` says which part is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} makes no rhythm")
        self.field = field


@dataclass(frozen=True)
class Rhythm:
    """How often something is done: ``every`` units, and how far from the due day or use it may be
    done (in days, for uses in uses). Raises ``BadRhythm`` for an interval of nothing, and for a
    tolerance that is as long as the interval."""

    every: int
    unit: Unit
    tolerance: int = 0

    def __post_init__(self) -> None:
        if self.every <= 0:
            raise BadRhythm("every")
        shortest = self.every * (_SHORTEST_MONTH if self.unit is Unit.MONTHS else 1)
        if not 0 <= self.tolerance < shortest:
            raise BadRhythm("tolerance")

    def after(self, day: date) -> date:
        """The day one interval after another. A month that lacks the day ends it earlier."""
        if self.unit is Unit.DAYS:
            return day + timedelta(days=self.every)
        months = day.year * 12 + day.month - 1 + self.every
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    def next_day(self, due: date | None, done: date) -> date:
        """When it is due again that was due and done on these days (due None: never before)."""
        in_time = due is not None and abs(done - due) <= timedelta(days=self.tolerance)
        return self.after(due if in_time and due is not None else done)

    def next_use(self, due: int | None, done: int) -> int:
        """At which use it is due again that was due and done at these."""
        in_time = due is not None and abs(done - due) <= self.tolerance
        return (due if in_time and due is not None else done) + self.every

    def last_day(self, due: date) -> date:
        """The last day on which it is not overdue."""
        return due + timedelta(days=self.tolerance)


class Standing(StrEnum):
    """How an upkeep stands on a day."""

    LATER = "later"
    SOON = "soon"  # the tolerance before the due day has begun
    DUE = "due"
    OVERDUE = "overdue"


def standing(due: date | None, last: date | None, tolerance: timedelta, today: date) -> Standing:
    """How upkeep stands: ``due`` and ``last`` as the plan has them, None: not reached yet."""
    if last is not None and last < today:
        return Standing.OVERDUE
    if due is None or due - tolerance > today:
        return Standing.LATER
    return Standing.DUE if due <= today else Standing.SOON
