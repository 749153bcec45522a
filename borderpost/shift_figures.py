"""What is there at a hand-over of the shift, as the books of each subject have it, and why a shift
may not end now. Whoever keeps cash, stickers or referrals says it; the shift sheet asks here and
never sees whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from borderpost import features


class Kind(StrEnum):
    """What is handed over."""

    CASH = "cash"
    RECEIPT = "receipt"
    STICKERS = "stickers"
    STICKER_FIRST = "sticker_first"
    STICKER_LAST = "sticker_last"
    REFERRALS = "referrals"
    ALERTS = "alerts"
    INCIDENTS = "incidents"
    KEY = "key"


@dataclass(frozen=True)
class Figure:
    """One line of the books. ``name`` tells lines of a kind apart, the same in every language: a
    currency, a key. ``value`` is a number or the number of a paper; of cash it is the change since
    the time that was asked for, with ``decimals`` places."""

    kind: Kind
    value: str
    name: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class Ending:
    """A shift that somebody wants to end: who has it, who signs second, since when it runs.
    ``is_last`` where the second signs; before that something may still be offered by name.
    ``goes_on``: the second has the next shift."""

    post_id: UUID
    giver_id: UUID
    taker_id: UUID
    since: datetime
    is_last: bool
    goes_on: bool = True


def figures(post_id: UUID, since: datetime | None) -> Sequence[Figure]:
    """Every line of the books of a post. ``since``: the last count of cash, None for none."""
    found: Iterator[Iterator[Figure]] = (
        ask(post_id, since) for ask in features.contributions("shift_figures")
    )
    return [one for told in found for one in told]


def bars(ending: Ending) -> Sequence[str]:
    """Why this shift may not end so now, in sentences; empty where nothing stands against it."""
    found: Iterator[Iterator[str]] = (ask(ending) for ask in features.contributions("shift_bars"))
    return [one for told in found for one in told]
