"""Whether a lane can work: what every subject says of it, and why.

A feature contributes ``readiness``, called with a lane. None means that it checks nothing there.
Whoever shows the answer never stops an officer from recording who stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from borderpost import features
from borderpost.posts.models import Lane


class Level(StrEnum):
    """How well a lane can work: as it should, by hand in parts, or not."""

    OPEN = "open"
    DEGRADED = "degraded"
    CLOSED = "closed"


_WORST = (Level.CLOSED, Level.DEGRADED, Level.OPEN)


@dataclass(frozen=True)
class Readiness:
    """What is known of a lane. ``reasons`` are whole sentences; an override says who let it work
    all the same, until when and why, and leaves the reasons standing. ``faults`` is the endpoint
    of the page where somebody at the lane reports what does not work, '' for none."""

    level: Level
    reasons: Sequence[str] = ()
    override: str = ""
    faults: str = ""


def of_lane(lane: Lane) -> Readiness | None:
    """The worst that any subject says of a lane, with every reason; None when nobody checks it,
    which is not the same as open."""
    told = [check(lane) for check in features.contributions("readiness")]
    known: list[Readiness] = [one for one in told if one is not None]
    if not known:
        return None
    level = next(level for level in _WORST if any(one.level == level for one in known))
    reasons = tuple(reason for one in known for reason in one.reasons)
    override = " ".join(one.override for one in known if one.override)
    faults = next((one.faults for one in known if one.faults), "")
    return Readiness(level, reasons, override, faults)
