"""PURE: which posts could have seen an exit. What nobody could see is held against nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Watched:
    """A post where somebody may leave. ``since``: its crossings are known here from that day;
    None: they are not. The own post always knows its own."""

    name: str
    since: date | None
    is_own: bool = False


@dataclass(frozen=True)
class Coverage:
    """The posts that could have seen an exit between two days, and those that could not."""

    seeing: tuple[str, ...]
    unseeing: tuple[str, ...]
    since: date | None  # from when on all of ``seeing`` saw; None: all the time

    @property
    def connected(self) -> int:
        """How many posts could have seen it."""
        return len(self.seeing)

    @property
    def known(self) -> int:
        """How many posts are known at all."""
        return len(self.seeing) + len(self.unseeing)


def coverage(posts: Iterable[Watched], entered: date, today: date) -> Coverage:
    """Who could have seen the exit of somebody who came in on ``entered``. A post that was
    connected meanwhile counts, and the day is told."""
    seeing, unseeing, latest = [], [], None
    for post in posts:
        if post.is_own:
            seeing.append(post.name)
        elif post.since is not None and post.since <= today:
            seeing.append(post.name)
            if post.since > entered:
                latest = max(latest or post.since, post.since)
        else:
            unseeing.append(post.name)
    return Coverage(tuple(seeing), tuple(unseeing), latest)
