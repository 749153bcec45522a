"""PURE: where each traveller of a manifest stands, and whether the vehicle may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Standing(StrEnum):
    """Where one traveller of a manifest stands."""

    PARKED = "parked"  # scanned, no decision yet
    REFERRED = "referred"  # waits in second line
    AWAITED = "awaited"  # announced, not seen
    MISSING = "missing"  # announced, not aboard: an officer said so
    DECIDED = "decided"


SEEN = frozenset({Standing.PARKED, Standing.REFERRED, Standing.DECIDED})


@dataclass(frozen=True)
class Passenger:
    """One traveller of a manifest. ``line_id`` is None for who was not announced,
    ``inspection_id`` for who was not seen."""

    standing: Standing
    name: str
    nationality: str
    number: str
    line_id: UUID | None = None
    inspection_id: UUID | None = None
    crossing_id: UUID | None = None
    reference: str = ""
    decision: str = ""
    officer_id: UUID | None = None  # who scanned


@dataclass(frozen=True)
class Reckoning:
    """The numbers of a manifest. ``counted`` are the heads aboard, None while nobody counted."""

    announced: int
    seen: int
    decided: int
    parked: int
    referred: int
    awaited: int
    missing: int
    unexpected: int
    counted: int | None

    @property
    def undecided(self) -> int:
        """Who was seen and still waits for a decision."""
        return self.parked + self.referred

    @property
    def apart(self) -> int:
        """How many more heads were counted than documents scanned; negative: fewer."""
        return 0 if self.counted is None else self.counted - self.seen

    @property
    def is_complete(self) -> bool:
        """Whether the vehicle may go: everybody counted, seen and decided, nobody awaited."""
        left = self.undecided or self.awaited or self.apart
        return self.counted is not None and not left


def reckon(passengers: Sequence[Passenger], counted: int | None) -> Reckoning:
    """The numbers of these passengers."""
    of = Counter(one.standing for one in passengers)
    announced = sum(one.line_id is not None for one in passengers)
    seen = [one for one in passengers if one.standing in SEEN]
    return Reckoning(
        announced=announced,
        seen=len(seen),
        decided=of[Standing.DECIDED],
        parked=of[Standing.PARKED],
        referred=of[Standing.REFERRED],
        awaited=of[Standing.AWAITED],
        missing=of[Standing.MISSING],
        unexpected=sum(one.line_id is None for one in seen) if announced else 0,
        counted=counted,
    )
