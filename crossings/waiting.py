"""PURE: how long somebody has waited in second line, and how loudly that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Wait:
    """Whole minutes, and the class of the style sheet that they are shown in."""

    minutes: int
    tone: str  # '' calm, wait-amber, wait-red


def wait_of(since: datetime, until: datetime, *, amber: int, red: int) -> Wait:
    """The wait between two instants; from ``amber`` and ``red`` minutes on it changes colour."""
    minutes = max(0, int((until - since).total_seconds() // 60))
    tone = "wait-red" if minutes >= red else "wait-amber" if minutes >= amber else ""
    return Wait(minutes, tone)
