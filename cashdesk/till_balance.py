"""PURE: the sum of a till: what must lie in it, what was counted, and that it closes to zero."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Balance:
    """Amounts of one till in the smallest units of its currency. ``counted`` is None before
    anybody counted, ``received`` before somebody else took the cash over."""

    float_amount: int
    taken: int  # of all receipts, those that are void now among them
    voided: int  # given back
    counted: int | None = None
    received: int | None = None
    by_hand: int = 0  # of what was taken: by receipts that were written on paper

    @property
    def expected(self) -> int:
        """What must lie in the till."""
        return self.float_amount + self.taken - self.voided

    @property
    def live(self) -> int:
        """What was taken by receipts of the machine."""
        return self.taken - self.by_hand

    @property
    def difference(self) -> int | None:
        """What was counted beyond that; negative: too little."""
        return None if self.counted is None else self.counted - self.expected

    @property
    def left(self) -> int:
        """What is still in the till by the books: 0 once it is closed."""
        if self.received is None:
            return self.expected
        return self.expected + (self.difference or 0) - self.received
