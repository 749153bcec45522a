"""PURE: from when to when each post recorded vehicles, and what that says of one that was not seen
to leave. Where exits were not recorded, nobody is past anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """The first and last day on which passages one way were recorded, and on how many days."""

    first: date
    last: date
    days: int

    def reaches(self, day: date) -> bool:
        """Whether anything was recorded on that day or later."""
        return self.last >= day

    def covers(self, since: date, until: date) -> bool:
        """Whether it began by the one day and lasted until the other."""
        return self.first <= since and self.last >= until


@dataclass(frozen=True)
class Covered:
    """One post, and what is known here of its vehicles; None: nothing is."""

    post: str
    is_own: bool
    entries: Span | None = None
    exits: Span | None = None


@dataclass(frozen=True)
class Seeing:
    """Which posts recorded exits of vehicles since an entry, and which are not known to have."""

    entered: date
    seeing: Sequence[Covered]
    unseeing: Sequence[Covered]

    @property
    def could_be_seen(self) -> bool:
        """Whether anybody recorded exits since: else not to be seen to leave says nothing."""
        return bool(self.seeing)

    def through(self, day: date | None) -> bool:
        """Whether one post recorded exits from the entry until that day: only then is a vehicle
        past it, for it may have left before where nobody wrote."""
        spans = [one.exits for one in self.seeing if one.exits]
        return day is not None and any(one.covers(self.entered, day) for one in spans)


def seeing(posts: Iterable[Covered], entered: date) -> Seeing:
    """Who could have seen a vehicle leave that came in on ``entered``."""
    known = list(posts)
    seen = [one for one in known if one.exits and one.exits.reaches(entered)]
    return Seeing(entered, seen, [one for one in known if one not in seen])
