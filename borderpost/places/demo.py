"""The gazetteer of the demonstration: the one that is shipped."""

from __future__ import annotations

from collections.abc import Callable

from borderpost.places import gazetteer, queries, services


def fill(say: Callable[[str], object]) -> None:
    """Load the shipped places, unless there are some."""
    if queries.is_empty():
        say(f"{services.load(gazetteer.read(gazetteer.SHIPPED), by=None)} places.")
