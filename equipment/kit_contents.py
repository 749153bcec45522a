"""PURE: what is in kits: bills of materials that lead back to themselves, and what k kits hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def leads_to(bills: Mapping[Item, Mapping[Item, int]], start: Item, goal: Item) -> bool:
    """Whether ``start`` is ``goal`` or has it among its parts, or their parts, or theirs."""
    waiting, seen = [start], set[Item]()
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            waiting += bills.get(one, {})
    return False


def needed(bill: Mapping[Item, int], kits: int) -> dict[Item, int]:
    """How many of each part so many kits hold."""
    return {part: number * kits for part, number in bill.items()}


def differing(
    bill: Mapping[Item, int], kits: int, found: Mapping[Item, int]
) -> dict[Item, tuple[int, int]]:
    """The parts that were not found as they should be: ``(found, expected)``."""
    expected = needed(bill, kits)
    parts = dict.fromkeys([*expected, *found])
    pairs = {part: (found.get(part, 0), expected.get(part, 0)) for part in parts}
    return {part: pair for part, pair in pairs.items() if pair[0] != pair[1]}
