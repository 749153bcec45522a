"""PURE: where each person of a convoy stands, and what is left before it is closed.

Two sums always hold: who was received and who is absent are those expected; who was received and
who came unexpected are the heads at the post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lanes.declared import Declared


class ConvoyStanding(StrEnum):
    """Where one person of a convoy stands, in the order of what is to be done."""

    HERE = "here"  # ticked, not at the desk yet: nobody screened
    AT_DESK = "at_desk"  # the sheet is open
    REFERRED = "referred"  # waits in second line
    DECIDED = "decided"  # by the desk; to be handed over
    ON_SHEET = "on_sheet"  # of a hand-over that is not signed
    AWAITED = "awaited"  # expected, not seen
    MISSING = "missing"  # expected, did not come: an officer said why
    HANDED = "handed"  # both signed


BEFORE_DECISION = frozenset({ConvoyStanding.HERE, ConvoyStanding.AT_DESK, ConvoyStanding.REFERRED})
NOT_HERE = frozenset({ConvoyStanding.AWAITED, ConvoyStanding.MISSING})


@dataclass(frozen=True)
class Member:
    """One person of a convoy. ``is_asked`` tells whether needs and questions were asked, never
    what was answered; None where nobody asks on this machine."""

    id: UUID
    place: int
    is_expected: bool
    person: Declared
    standing: ConvoyStanding
    is_asked: bool | None = False
    arrived_at: datetime | None = None
    arrived_by: UUID | None = None
    missing_why: str = ""
    inspection_id: UUID | None = None
    crossing_id: UUID | None = None
    reference: str = ""
    decision: str = ""
    is_screened: bool = False  # against the watchlists, by the decision at the desk
    hand_over_id: UUID | None = None
    hand_over: str = ""  # its number

    @property
    def is_here(self) -> bool:
        """Whether this head is at the post, or was."""
        return self.standing not in NOT_HERE

    @property
    def is_clear_to_hand_over(self) -> bool:
        """Whether the desk has decided and no sheet names this person yet. Protection's gate is
        asked when a sheet is written, not here."""
        return self.standing == ConvoyStanding.DECIDED


@dataclass(frozen=True)
class ConvoyReckoning:
    """The numbers of a convoy. ``counted`` are the heads counted, None while nobody counted."""

    expected: int
    received: int
    awaited: int
    missing: int
    unexpected: int
    to_ask: int
    undecided: int
    to_hand_over: int
    unsigned: int
    handed: int
    counted: int | None

    @property
    def absent(self) -> int:
        """Who was expected and is not here."""
        return self.awaited + self.missing

    @property
    def heads(self) -> int:
        """Who is here, expected or not."""
        return self.received + self.unexpected

    @property
    def apart(self) -> int:
        """How many more heads were counted than ticked; negative: fewer."""
        return 0 if self.counted is None else self.counted - self.heads


def reckon(members: Sequence[Member], counted: int | None) -> ConvoyReckoning:
    """The numbers of these people."""
    of = Counter(one.standing for one in members)
    here = [one for one in members if one.is_here]
    return ConvoyReckoning(
        expected=sum(one.is_expected for one in members),
        received=sum(one.is_expected for one in here),
        awaited=of[ConvoyStanding.AWAITED],
        missing=of[ConvoyStanding.MISSING],
        unexpected=sum(not one.is_expected for one in here),
        to_ask=sum(one.is_asked is False for one in here),
        undecided=sum(of[one] for one in BEFORE_DECISION),
        to_hand_over=of[ConvoyStanding.DECIDED],
        unsigned=of[ConvoyStanding.ON_SHEET],
        handed=of[ConvoyStanding.HANDED],
        counted=counted,
    )
