"""PURE: supporting documents, and whether one holds on a day.

A visa or a permit opens the door of the state that gave it and of no other. Nothing here says
that a supporting document is genuine: that is for the officer's eyes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crossings.rules import dates
from crossings.rules.book import Category, Requirement


class SupportingKind(StrEnum):
    """What a supporting document is."""

    VISA = "visa"
    PERMIT = "permit"  # residence card or permit
    AUTHORISATION = "authorisation"  # of the parents of a minor
    VACCINATION = "vaccination"


MULTIPLE = "MULT"
ENTRIES = ("1", "2", MULTIPLE)  # how often a visa lets in; '' where nobody said
OF_A_STATE = frozenset({SupportingKind.VISA, SupportingKind.PERMIT})
_MEETING = {
    Requirement.VISA_REQUIRED: OF_A_STATE,
    Requirement.EVISA_REQUIRED: OF_A_STATE,
    Requirement.AUTHORISATION_REQUIRED: frozenset({SupportingKind.AUTHORISATION}),
}
_MAKES = {SupportingKind.VISA: Category.VISA_HOLDER, SupportingKind.PERMIT: Category.RESIDENT}


@dataclass(frozen=True)
class SupportingDocument:
    """One that is linked to the traveller. ``since`` and ``until`` are told dates, both inclusive;
    ``used`` counts the entries with it that this post knows, None: nobody looked."""

    kind: str
    issuer: str = ""  # the state of a visa or permit
    number: str = ""
    since: str = ""
    until: str = ""
    entries: str = ""
    max_days: int | None = None
    used: int | None = None


class Lack(StrEnum):
    """Why a supporting document does not hold."""

    OTHER_STATE = "other_state"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    NO_END = "no_end"  # nobody said until when
    USED_UP = "used_up"


@dataclass(frozen=True)
class Weighed:
    """A supporting document and why it does not hold, None where it does."""

    document: SupportingDocument
    lack: Lack | None


def lack_of(document: SupportingDocument, country: str, day: date) -> Lack | None:
    """Why one does not hold at a post of ``country`` on ``day``; None when it does. What is not
    known of a first day or of the entries is held against nobody."""
    if document.kind in OF_A_STATE and document.issuer != country:
        return Lack.OTHER_STATE
    if document.kind in OF_A_STATE and not document.until:
        return Lack.NO_END
    if not dates.has_begun(document.since, day):
        return Lack.NOT_YET
    if dates.has_ended(document.until, day):
        return Lack.EXPIRED
    return Lack.USED_UP if _is_used_up(document) else None


def entries_left(document: SupportingDocument) -> int | None:
    """How many entries are left as far as this post knows; None without a number to count by."""
    if document.used is None or not document.entries.isdigit():
        return None
    return max(0, int(document.entries) - document.used)


def weighed(
    documents: Iterable[SupportingDocument],
    requirement: Requirement | None,
    country: str,
    day: date,
) -> tuple[Weighed, ...]:
    """Those that could meet a requirement, those that do first, the best one before all."""
    kinds = _MEETING.get(requirement or Requirement.NONE, frozenset())
    found = [Weighed(one, lack_of(one, country, day)) for one in documents if one.kind in kinds]
    return tuple(sorted(found, key=_rank))


def categories(documents: Iterable[SupportingDocument], country: str, day: date) -> frozenset[str]:
    """What those that hold make of a traveller: a resident, the holder of a valid visa."""
    holding = (one.kind for one in documents if lack_of(one, country, day) is None)
    return frozenset(str(_MAKES[SupportingKind(kind)]) for kind in holding if kind in _MAKES)


def _rank(one: Weighed) -> tuple[object, ...]:
    last = dates.last_day(one.document.until).toordinal() if one.document.until else 0
    days = one.document.max_days or 0
    return (
        one.lack is not None, one.document.kind != SupportingKind.PERMIT, -last, -days,
        one.document.issuer, one.document.number,
    )  # fmt: skip


def _is_used_up(document: SupportingDocument) -> bool:
    return document.kind == SupportingKind.VISA and entries_left(document) == 0
