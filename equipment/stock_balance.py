"""PURE: what a card holds on each day, what may still leave it, and which lot leaves first.

A card's *days* are ``(day, sum of that day's movements)`` in the order of the days. The balance
of a day is its end: what came and went on one day may have been written in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Generic, TypeVar

Card = TypeVar("Card")
Days = Sequence[tuple[date, int]]


@dataclass(frozen=True)
class Pile(Generic[Card]):
    """One card as an issue sees it: its lot's last good day, and how many may leave it."""

    card: Card
    expires_on: date | None
    free: int


def on(days: Days, day: date) -> int:
    """What the card held at the end of ``day``."""
    return sum(quantity for when, quantity in days if when <= day)


def free(days: Days, day: date) -> int:
    """How many may leave on ``day`` so that the card never holds less than nothing, then or
    on any later day."""
    balances = accumulate(quantity for _when, quantity in days)
    later = [held for (when, _), held in zip(days, balances, strict=True) if when > day]
    return max(0, min([on(days, day), *later]))


def first_lack(days: Days) -> tuple[date, int] | None:
    """The first day that ends with less than nothing, and its balance."""
    held = 0
    for day, quantity in days:
        held += quantity
        if held < 0:
            return day, held
    return None


def first_out(piles: Iterable[Pile[Card]], quantity: int, day: date) -> list[tuple[Card, int]]:
    """How many to take of each card: what expires first goes first, what does not expire last,
    what has expired never. Takes less than ``quantity`` when there is no more."""
    good = [one for one in piles if one.expires_on is None or one.expires_on >= day]
    good.sort(key=lambda one: (one.expires_on is None, one.expires_on or day))
    taken = []
    for pile in good:
        number = min(pile.free, quantity)
        if number > 0:
            taken.append((pile.card, number))
            quantity -= number
    return taken
