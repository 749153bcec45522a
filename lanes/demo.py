"""A bus for the demonstration."""

from __future__ import annotations

from collections.abc import Callable


def fill(say: Callable[[str], object]) -> None:
    """One bus."""
