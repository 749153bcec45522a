"""PURE: papers beside the travel document, and whether one holds on a day.

A visa or a permit opens the door of the state that gave it and of no other. Nothing here says
that a paper is genuine: that is for the officer's eyes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crossings.rules import dates
from crossings.rules.book import Category, Requirement


class PaperKind(StrEnum):
    """What a paper beside the travel document is."""

    VISA = "visa"
    PERMIT = "permit"  # residence card or permit
    AUTHORISATION = "authorisation"  # of the parents of a minor
    VACCINATION = "vaccination"


MULTIPLE = "MULT"
ENTRIES = ("1", "2", MULTIPLE)  # how often a visa lets in; '' where nobody said
OF_A_STATE = frozenset({PaperKind.VISA, PaperKind.PERMIT})
_MEETING = {
    Requirement.VISA_REQUIRED: OF_A_STATE,
    Requirement.EVISA_REQUIRED: OF_A_STATE,
    Requirement.AUTHORISATION_REQUIRED: frozenset({PaperKind.AUTHORISATION}),
}
_MAKES = {PaperKind.VISA: Category.VISA_HOLDER, PaperKind.PERMIT: Category.RESIDENT}


@dataclass(frozen=True)
class Paper:
    """One paper that is linked to the traveller. ``since`` and ``until`` are told dates, both
    inclusive; ``used`` counts the entries with it that this post knows, None: nobody looked."""

    kind: str
    issuer: str = ""  # the state of a visa or permit
    number: str = ""
    since: str = ""
    until: str = ""
    entries: str = ""
    max_days: int | None = None
    used: int | None = None


class Lack(StrEnum):
    """Why a paper does not hold."""

    OTHER_STATE = "other_state"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    NO_END = "no_end"  # nobody said until when
    USED_UP = "used_up"


@dataclass(frozen=True)
class Weighed:
    """A paper and why it does not hold, None where it does."""

    paper: Paper
    lack: Lack | None


def lack_of(paper: Paper, country: str, day: date) -> Lack | None:
    """Why a paper does not hold at a post of ``country`` on ``day``; None when it does. What is
    not known of a first day or of the entries is held against nobody."""
    if paper.kind in OF_A_STATE and paper.issuer != country:
        return Lack.OTHER_STATE
    if paper.kind in OF_A_STATE and not paper.until:
        return Lack.NO_END
    if not dates.has_begun(paper.since, day):
        return Lack.NOT_YET
    if dates.has_ended(paper.until, day):
        return Lack.EXPIRED
    return Lack.USED_UP if _is_used_up(paper) else None


def entries_left(paper: Paper) -> int | None:
    """How many entries are left as far as this post knows; None without a number to count by."""
    if paper.used is None or not paper.entries.isdigit():
        return None
    return max(0, int(paper.entries) - paper.used)


def weighed(
    papers: Iterable[Paper], requirement: Requirement | None, country: str, day: date
) -> tuple[Weighed, ...]:
    """The papers that could meet a requirement, those that do first, the best one before all."""
    kinds = _MEETING.get(requirement or Requirement.NONE, frozenset())
    found = [Weighed(one, lack_of(one, country, day)) for one in papers if one.kind in kinds]
    return tuple(sorted(found, key=_rank))


def categories(papers: Iterable[Paper], country: str, day: date) -> frozenset[str]:
    """What papers that hold make of a traveller: a resident, the holder of a valid visa."""
    holding = (one.kind for one in papers if lack_of(one, country, day) is None)
    return frozenset(str(_MAKES[PaperKind(kind)]) for kind in holding if kind in _MAKES)


def _rank(one: Weighed) -> tuple[object, ...]:
    last = dates.last_day(one.paper.until).toordinal() if one.paper.until else 0
    days = one.paper.max_days or 0
    return (
        one.lack is not None, one.paper.kind != PaperKind.PERMIT, -last, -days,
        one.paper.issuer, one.paper.number,
    )  # fmt: skip


def _is_used_up(paper: Paper) -> bool:
    return paper.kind == PaperKind.VISA and entries_left(paper) == 0
