"""PURE: what arrived compared with a line of a packing list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arrived:
    """So many that came: one thing with its serial number, or a number of stock."""

    serial: str = ""
    quantity: int = 1
    is_damaged: bool = False


@dataclass(frozen=True)
class Outcome:
    """A line compared: how many came, are short, over, damaged; and which serial numbers.

    ``missing`` are those of the list that nobody saw, ``strange`` those that no list names.
    """

    expected: int
    arrived: int
    short: int
    over: int
    damaged: int
    missing: Sequence[str] = ()
    strange: Sequence[str] = ()

    @property
    def is_right(self) -> bool:
        """Whether everything came, whole, and nothing else."""
        return not (self.short or self.over or self.damaged)


def compared(
    quantity: int,
    serials: Sequence[str],
    arrivals: Iterable[Arrived],
    key: Callable[[str], str] = str,
) -> Outcome:
    """A line of ``quantity``, of which some serial numbers are known, beside what came.

    A thing with another serial number takes the place of one that the list does not name; where
    the list names all, one is short and one is over. ``key`` makes serial numbers comparable.
    """
    came = list(arrivals)
    wanted = {key(one): one for one in serials}
    seen = {key(one.serial) for one in came if one.serial}
    matched = len(wanted.keys() & seen)
    total = sum(one.quantity for one in came)
    others = total - matched
    unnamed = max(0, quantity - len(wanted))
    placed = min(others, unnamed)
    return Outcome(
        expected=quantity,
        arrived=total,
        short=max(0, quantity - matched - placed),
        over=others - placed,
        damaged=sum(one.quantity for one in came if one.is_damaged),
        missing=[text for one, text in wanted.items() if one not in seen],
        strange=[one.serial for one in came if one.serial and key(one.serial) not in wanted]
        if wanted
        else [],
    )
