"""What a screening says: states that are never a blank, the lists that were searched, and hits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from borderpost import clock
from watchlist.listed import Code
from watchlist.matching import Term
from watchlist.models import Holds, WatchList
from watchlist.tiers import Tier


class State(StrEnum):
    """What may be said of a screening as a whole."""

    SCREENED = "screened"
    STALE = "list_stale"  # searched, but a list is older than it may be
    NO_LIST = "no_list"
    NOT_SCREENED = "not_checked"  # a list could not be searched, or there is nothing to search for


class Papers(StrEnum):
    """What is known of the document in lists of numbers."""

    CLEAR = "clear"
    HIT = "hit"
    MISREAD = "misread"  # a number that a reader takes for this one is listed
    STALE = "stale"
    NOT_CHECKED = "not_checked"


class ListState(StrEnum):
    """What may be said of one list."""

    FRESH = "fresh"
    STALE = "stale"
    EXPIRED = "expired"  # its package says so
    BEHIND = "behind"  # its searchable form is of an older version
    MISSING = "missing"  # it has none


@dataclass(frozen=True)
class Shown:
    """The document that a traveller shows."""

    number: str = ""
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Searched:
    """One list of the screening. ``version`` is the one that was searched, 0 for none."""

    name: str
    title: str
    version: int
    state: ListState
    hours: int | None  # how old it is, None for a list without a version
    stale_days: int
    holds: str = Holds.PEOPLE

    @property
    def days(self) -> int:
        """Whole days of its age."""
        return (self.hours or 0) // 24


@dataclass(frozen=True)
class Hit:
    """One entry that fits. ``document`` is ``exact`` or ``misread`` where its number fits, ''
    where only names do."""

    list: str
    title: str
    entry: str  # id, '' for a bare document number
    key: str
    digest: str
    name: str
    code: str
    tier: Tier
    bits: float
    probability: float
    threshold: float
    quality: str
    document: str = ""
    note: str = ""
    terms: tuple[Term, ...] = ()
    is_cleared: bool = False

    @property
    def stops(self) -> bool:
        """Whether the first line may not let this traveller pass."""
        asks = self.code in (Code.STOP, Code.REFER) and self.tier is not Tier.GREY
        return asks and not self.is_cleared

    @property
    def is_shown(self) -> bool:
        """Whether the desk may see it at all."""
        is_told = self.code != Code.DISCREET and self.tier is not Tier.GREY
        return is_told and not self.is_cleared


@dataclass(frozen=True)
class Screening:
    """What was searched and what fits, the strongest first. ``id`` is of the row that keeps it,
    None for one that is not kept."""

    state: State
    papers: Papers
    searched: tuple[Searched, ...] = ()
    hits: tuple[Hit, ...] = ()
    document: Shown = field(default_factory=Shown)
    at: datetime = field(default_factory=clock.now)
    id: UUID | None = None

    @property
    def stopping(self) -> tuple[Hit, ...]:
        """The hits that second line must have seen."""
        return tuple(hit for hit in self.hits if hit.stops)

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The hits that the desk sees."""
        return tuple(hit for hit in self.hits if hit.is_shown)

    @property
    def versions(self) -> str:
        """What was searched, in a line."""
        return versions_told(self.searched)

    @property
    def hours(self) -> int | None:
        """The age of the oldest list that was searched."""
        return max((one.hours for one in self.searched if one.hours is not None), default=None)


def versions_told(found: Iterable[Searched | WatchList]) -> str:
    """``national:3 un:12``: lists with their versions, as records keep them."""
    return " ".join(f"{one.name}:{one.version}" for one in found if one.version)[:400]
