"""PURE: scores of tests, their gains by group, and what is withheld of few people.

A score is points of the points that could be had, kept as both sums; a hundredth is never
rounded before it is compared. What is not defined is None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.numbers import Gains, Pair, gain, gains, normalised_gain

LEAST = 5  # fewer people are not told apart in public, nor their opinions anywhere


@dataclass(frozen=True)
class Score:
    """Points of the most that could be had."""

    points: int
    most: int

    @property
    def percentage(self) -> float | None:
        """0..100; None of a paper without points."""
        return 100 * self.points / self.most if self.most else None

    def reaches(self, mark: int) -> bool:
        """Whether it is ``mark`` of 100 or more, compared exactly; not where undefined."""
        return bool(self.most) and 100 * self.points >= mark * self.most


@dataclass(frozen=True)
class Person:
    """Somebody's scores before and after, and the groups that they are of."""

    before: Score | None
    after: Score | None
    groups: Mapping[str, str]  # sex, service, post, country, age -> which, '' not recorded

    @property
    def pair(self) -> Pair:
        """As ``numbers.gains`` takes it."""
        return Pair(_of_hundred(self.before), _of_hundred(self.after))

    @property
    def gain(self) -> float | None:
        """Points of a hundred; None unless both papers were written."""
        told = self.pair
        both = told.before is not None and told.after is not None
        return gain(told.before, told.after) if both else None  # type: ignore[arg-type]

    @property
    def normalised(self) -> float | None:
        """The share of what was left to learn; None as ``numbers.normalised_gain`` says."""
        told = self.pair
        if told.before is None or told.after is None:
            return None
        return normalised_gain(told.before, told.after)


def of_all(people: Iterable[Person]) -> Gains:
    """What these people learnt."""
    return gains(one.pair for one in people)


def by(people: Iterable[Person], group: str, known: Sequence[str] = ()) -> dict[str, Gains]:
    """The same by a group, ``known`` rows always there: every person is in one row, so that the
    counts of the rows sum to those of all. What is not recorded stands last."""
    rows: dict[str, list[Pair]] = defaultdict(list)
    for one in known:
        rows[one] = []
    for person in people:
        rows[person.groups.get(group, "")].append(person.pair)

    def order(name: str) -> tuple[bool, int, str]:
        return not name, known.index(name) if name in known else len(known), name

    return {name: gains(rows[name]) for name in sorted(rows, key=order)}


def withheld(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int | None]:
    """Counts of persons for the public: those from 1 to ``least`` - 1 are None, and where one
    alone would be found by subtraction from the total, the smallest other one is None too."""
    told: dict[str, int | None] = {
        name: None if 0 < many < least else many for name, many in counts.items()
    }
    hidden = [name for name, many in told.items() if many is None]
    others = [name for name, many in told.items() if many]
    if len(hidden) == 1 and others:
        told[min(others, key=lambda name: (counts[name], name))] = None
    return told


def _of_hundred(score: Score | None) -> float | None:
    return None if score is None else score.percentage
