"""After a decision: who else has something to write down, in the same transaction.

The desk tells what it wrote and never sees who listens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from borderpost import features
from borderpost.audit import Actor


@dataclass(frozen=True)
class Decided:
    """One crossing that was just written. ``has_passed``: the traveller goes on."""

    crossing_id: UUID
    occurred_on: date
    inspection_id: UUID | None
    direction: str
    capture_mode: str
    has_passed: bool


def tell(told: Decided, *, by: Actor) -> None:
    """Have every feature that follows decisions write down what it needs to."""
    for follow in features.contributions("decided"):
        follow(told, by)
