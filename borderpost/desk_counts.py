"""The door "what happened at the desk": counts by officer, lane and document type, of nobody.

Whoever trains officers asks here whether something changed; nothing is told of a traveller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from uuid import UUID

from borderpost import features


class Measure(StrEnum):
    """What is counted of how many."""

    BY_HAND = "by_hand"  # documents typed by hand, of those at the desk
    OVERRIDDEN = "overridden"  # rules set aside, of those that were shown


@dataclass(frozen=True)
class Asked:
    """Which days, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Count:
    """So many of so many, of one officer at one lane with one type of document."""

    officer_id: UUID
    lane_id: UUID
    document_kind: str
    measure: Measure
    events: int
    of: int


def told(asked: Asked) -> Iterator[Count]:
    """The counts that every subject has."""
    return chain.from_iterable(count(asked) for count in features.contributions("desk_counts"))
