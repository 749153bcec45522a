"""PURE: the numbers of training, each defined once.

What is not defined is None and is shown so, never as 0 or 100. Percentages are kept as the two
sums they are made of, so that a threshold is compared exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean


class Status(StrEnum):
    """What a mark says. An unmarked cell has none, and is not an absence."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True)
class Cell:
    """One person in one session: its minutes, and what was marked. ``status`` None: unmarked."""

    minutes: int
    status: Status | None = None
    credited: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True)
class Attendance:
    """Minutes credited of the minutes held and not excused for this person."""

    credited: int
    held: int
    unmarked: int = 0  # cells of sessions that were held

    @property
    def percentage(self) -> float | None:
        """0..100; None where no session counts."""
        return 100 * self.credited / self.held if self.held else None

    def reaches(self, least: int) -> bool | None:
        """Whether it is ``least`` per cent or more, compared exactly; None where undefined."""
        return 100 * self.credited >= least * self.held if self.held else None


def attendance(cells: Iterable[Cell]) -> Attendance:
    """Of one person in one run. Cancelled sessions and excused ones leave both sums; what is not
    marked yet leaves both too, and is counted apart."""
    held = [cell for cell in cells if not cell.is_cancelled]
    marked = [cell for cell in held if cell.status not in (None, Status.EXCUSED)]
    return Attendance(
        sum(cell.credited for cell in marked),
        sum(cell.minutes for cell in marked),
        sum(cell.status is None for cell in held),
    )


def credit(status: Status, minutes: int, late_by: int = 0) -> int:
    """The minutes that a mark is worth: a late one those that were left.

    Raises ``ValueError`` for a lateness outside the session.
    """
    if status is Status.PRESENT:
        return minutes
    if status is not Status.LATE:
        return 0
    if not 0 < late_by < minutes:
        raise ValueError(f"late by {late_by} of {minutes} minutes")
    return minutes - late_by


@dataclass(frozen=True)
class Pair:
    """A person's scores before and after, both of 0..100; None where no paper was written."""

    before: float | None
    after: float | None


def gain(before: float, after: float) -> float:
    """Points of a hundred."""
    return after - before


def normalised_gain(before: float, after: float) -> float | None:
    """The share of what was left to learn; None where nothing was (before = 100)."""
    return (after - before) / (100 - before) if before < 100 else None


@dataclass(frozen=True)
class Gains:
    """Of the people of a run. Means are of the paired alone, and None without any."""

    paired: int
    before_only: int
    after_only: int
    mean_gain: float | None
    mean_normalised: float | None  # the mean of each person's own
    normalised: int  # how many persons it is the mean of


def gains(pairs: Iterable[Pair]) -> Gains:
    """What a run's people learnt, those who wrote one paper counted and left out."""
    told = list(pairs)
    both = [(one.before, one.after) for one in told if one.before is not None
            and one.after is not None]  # fmt: skip
    own = [got for pair in both if (got := normalised_gain(*pair)) is not None]
    return Gains(
        len(both),
        sum(one.before is not None and one.after is None for one in told),
        sum(one.before is None and one.after is not None for one in told),
        fmean(gain(*pair) for pair in both) if both else None,
        fmean(own) if own else None,
        len(own),
    )


@dataclass(frozen=True)
class Seat:
    """Somebody in a run: who, of which sex ('F', 'M', 'X', '' not recorded), and how it ended."""

    person: object
    sex: str = ""
    is_completed: bool = False


@dataclass(frozen=True)
class Reach:
    """Three numbers that are never one: a person in two runs is 1, 2 and up to 2."""

    persons: int
    participations: int
    completions: int


def reach(seats: Iterable[Seat]) -> Reach:
    """How many people were reached."""
    told = list(seats)
    return Reach(
        len({seat.person for seat in told}), len(told), sum(seat.is_completed for seat in told)
    )


SEXES = ("F", "M", "X", "")


def by_sex(seats: Sequence[Seat]) -> dict[str, Reach]:
    """The same by sex, every row there; participations and completions sum to the total.

    A person whose sex was recorded differently twice counts where it was recorded last.
    """
    last = {seat.person: seat.sex if seat.sex in SEXES else "" for seat in seats}
    groups = {sex: [seat for seat in seats if last[seat.person] == sex] for sex in SEXES}
    return {sex: reach(some) for sex, some in groups.items()}


def statuses(cells: Iterable[Cell]) -> Counter[Status | None]:
    """How often each mark stands in the sessions that were held."""
    return Counter(cell.status for cell in cells if not cell.is_cancelled)
