"""PURE: how long a vehicle may stay, and which of its stays lasts.

The rules are those of the rule book (``crossings.rules.book``) whose subject is a vehicle; their
``nationals`` say where it is registered. The day of entry is the first day and the day of exit the
last, as for persons (``crossings.rules.stay``).
A rule without a start, or one that nobody switched on, decides nothing: it is a guide, and is told
as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crossings.rules.book import Book, Rule
from crossings.rules.dates import has_begun, has_ended

SUBJECTS = {"private": "private_vehicle", "commercial": "commercial_vehicle"}


@dataclass(frozen=True)
class Clock:
    """The last lawful day of a stay, inclusive, and the rule that says so. ``is_sure``: the rule
    is in force at this post; else it is a guide."""

    rule: str
    days: int
    last_day: date
    is_sure: bool


class End(StrEnum):
    """How a stay ended; '' while it lasts."""

    LASTS = ""
    EXIT = "exit"
    AGAIN = "again"  # the vehicle came in once more, nobody saw it leave


@dataclass(frozen=True)
class Passage:
    """One admitted passage of a vehicle, as the pairing needs it."""

    direction: str
    on: date
    last_lawful_day: date | None = None
    is_sure: bool = False


@dataclass(frozen=True)
class VehicleStay:
    """From an entry to what ended it. ``exit`` is the day of a seen exit."""

    entry: Passage
    exit: date | None = None
    end: End = End.LASTS

    def beyond(self, today: date) -> int:
        """Days beyond the last lawful day: today while it lasts, at the exit after it. None are
        counted where nobody saw it leave."""
        last, until = self.entry.last_lawful_day, self.exit
        if last is None or self.end is End.AGAIN:
            return 0
        return max(0, ((until or today) - last).days)


def clock(book: Book, use: str, registered: str, at: str, day: date) -> Clock | None:
    """What the book says of a vehicle registered in one country that enters another on ``day``;
    None at home, and where no rule knows a number of days. A rule in force comes before a guide,
    and the younger one before the older."""
    if registered == at:
        return None
    found = [one for one in book.rules if _fits(book, one, use, registered, day)]
    sure = [one for one in found if one.is_applied and _holds(book, one.at, at, day)]
    guides = [one for one in found if not one.is_applied]
    chosen = max(sure or guides, key=lambda one: (one.effective_from, one.code), default=None)
    if chosen is None or chosen.max_days is None:
        return None
    last = day + timedelta(days=chosen.max_days - 1)
    return Clock(chosen.code, chosen.max_days, last, bool(sure))


def stays(passages: Iterable[Passage]) -> Sequence[VehicleStay]:
    """The stays of one vehicle from its passages in their order. An exit without an entry ends
    nothing."""
    found: list[VehicleStay] = []
    lasting: Passage | None = None
    for one in passages:
        if lasting is not None:
            left = one.direction == "X"
            end = End.EXIT if left else End.AGAIN
            found.append(VehicleStay(lasting, one.on if left else None, end))
        lasting = one if one.direction == "E" else None
    return [*found, *([VehicleStay(lasting)] if lasting else [])]


def _fits(book: Book, rule: Rule, use: str, registered: str, day: date) -> bool:
    return (
        rule.subject == SUBJECTS.get(use)
        and has_begun(rule.effective_from, day)
        and not has_ended(rule.effective_to, day)
        and registered not in rule.but_not
        and _holds(book, rule.nationals, registered, day)
    )


def _holds(book: Book, named: Sequence[str], state: str, day: date) -> bool:
    """Whether a list of states and groups names a state on that day; an empty one names all."""
    if not named or state in named:
        return True
    return any(code in book.groups and book.groups[code].holds(state, day) for code in named)
