"""PURE: what came of a run by the four levels of Kirkpatrick, each with its least number."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.rates import Rate, differ
from training.scores import LEAST

STATEMENTS = ("useful", "clear", "paced", "organised", "will_use")
MARKS = (1, 2, 3, 4, 5)  # from "not at all" to "fully"
FOLLOW_UPS = (3, 6)  # months after the last day
WINDOW = 90  # days before the first day and after the last one


def due_on(last: date, months: int) -> date:
    """The same day of the month later, or the last day of a shorter month."""
    place = last.month - 1 + months
    year, month = last.year + place // 12, place % 12 + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Opinion:
    """What people said of a statement: how often each mark, and the mean."""

    statement: str
    counts: Sequence[int]

    @property
    def mean(self) -> float | None:
        """1..5; None of nobody."""
        many = sum(self.counts)
        return sum(m * n for m, n in zip(MARKS, self.counts, strict=True)) / many if many else None


def opinions(
    people: int, counts: Mapping[str, Sequence[int]], *, is_closed: bool
) -> list[Opinion] | None:
    """Every statement; None while the form is open or where fewer than five gave it: a table that
    is looked at twice would say what the person between thought."""
    if not is_closed or people < LEAST:
        return None
    return [Opinion(one, counts.get(one, [0] * len(MARKS))) for one in STATEMENTS]


@dataclass(frozen=True)
class Seen:
    """One count of the desk: whose, on which reader, of which document; so many of so many."""

    officer_id: UUID
    lane_id: UUID
    document_kind: str
    events: int
    of: int


@dataclass(frozen=True)
class Change:
    """A rate before and after a run: of those who were trained, and of everybody else with the
    same documents on the same readers."""

    before: Rate
    after: Rate
    others_before: Rate
    others_after: Rate

    @property
    def differs(self) -> bool | None:
        """Whether the trained ones' rates stand apart; None where there are too few."""
        return differ(self.before, self.after)


def change(before: Sequence[Seen], after: Sequence[Seen], trained: set[UUID]) -> Change:
    """Only where somebody trained has worked: reader and document are the same on both sides."""
    cells = {_cell(one) for one in [*before, *after] if one.officer_id in trained}
    sides = []
    for told in (before, after):
        same = [one for one in told if _cell(one) in cells]
        sides.append(_rate(one for one in same if one.officer_id in trained))
        sides.append(_rate(one for one in same if one.officer_id not in trained))
    return Change(sides[0], sides[2], sides[1], sides[3])


def _cell(one: Seen) -> tuple[UUID, str]:
    return one.lane_id, one.document_kind


def _rate(told: Iterable[Seen]) -> Rate:
    some = list(told)
    return Rate(sum(one.events for one in some), sum(one.of for one in some))
