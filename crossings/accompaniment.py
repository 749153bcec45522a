"""PURE: who accompanies a minor and what was seen of the parents' authorisation, as a working
sheet keeps it and a crossing's evidence after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from crossings.rules.supporting import SupportingDocument, SupportingKind

SAID_MINOR, SAID_ADULT = "minor", "adult"  # of an age that the birth date leaves open


class Relation(StrEnum):
    """What an adult is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"  # by law
    RELATIVE = "relative"
    TEACHER = "teacher"  # or the leader of a group
    OTHER = "other"


class Seen(StrEnum):
    """What became of the question for the parents' authorisation; '' while nobody answered."""

    NOT_SAID = ""
    SEEN = "seen"
    NOT_SEEN = "not_seen"
    BOTH_PARENTS = "both_parents"  # not needed: mother and father travel along


@dataclass(frozen=True)
class Adult:
    """An adult as linked: the facts as they stood then, and where they stand now.

    ``inspection_id`` is the adult's sheet at this post, ``crossing_id`` and ``reference`` the
    crossing once there was one; all three are '' for a document that was only typed in.
    """

    relation: str
    surname: str
    given_names: str = ""
    birth_date: str = ""
    nationality: str = ""
    document_kind: str = ""
    document_issuer: str = ""
    document_number: str = ""
    inspection_id: str = ""
    crossing_id: str = ""
    reference: str = ""

    @property
    def name(self) -> str:
        """Surname and given names."""
        return f"{self.surname} {self.given_names}".strip()

    @property
    def was_typed(self) -> bool:
        """Whether nothing at this post stands behind it but what somebody typed."""
        return not (self.inspection_id or self.crossing_id)

    def is_same(self, other: Adult) -> bool:
        """Whether both are one sheet, one crossing or one document."""
        if self.inspection_id and self.inspection_id == other.inspection_id:
            return True
        mine = (self.document_issuer, self.document_number)
        return bool(self.document_number) and mine == (other.document_issuer, other.document_number)


@dataclass(frozen=True)
class Authorisation:
    """The parents' authorisation as the officer saw it."""

    state: str = Seen.NOT_SAID
    number: str = ""
    issuer: str = ""
    day: str = ""  # ISO, of the paper
    signed_by: str = ""


@dataclass(frozen=True)
class Accompaniment:
    """Everything that was said of one minor; empty for everybody else."""

    said: str = ""  # SAID_MINOR, SAID_ADULT
    adults: tuple[Adult, ...] = ()
    authorisation: Authorisation = field(default_factory=Authorisation)

    @property
    def has_both_parents(self) -> bool:
        """Whether a mother and a father are linked, two people."""
        return {Relation.MOTHER, Relation.FATHER} <= {adult.relation for adult in self.adults}

    @property
    def supporting(self) -> tuple[SupportingDocument, ...]:
        """The parents' authorisation as the rules see it, once somebody has seen it."""
        seen = self.authorisation
        if seen.state != Seen.SEEN:
            return ()
        kind = SupportingKind.AUTHORISATION
        return (SupportingDocument(kind, issuer=seen.issuer, number=seen.number),)

    def with_adult(self, adult: Adult) -> Accompaniment:
        """The same with one adult more."""
        return replace(self, adults=(*self.adults, adult))

    def without(self, place: int) -> Accompaniment:
        """The same without the adult at a place, counted from 0; who is no longer accompanied
        by both parents has no longer said so."""
        left = tuple(one for at, one in enumerate(self.adults) if at != place)
        changed = replace(self, adults=left)
        if self.authorisation.state == Seen.BOTH_PARENTS and not changed.has_both_parents:
            return replace(changed, authorisation=Authorisation())
        return changed

    def plain(self) -> dict[str, Any]:
        """JSON-ready data."""
        return asdict(self)


def of_crossing(minor: str | None, told: Mapping[str, Any] | None) -> Accompaniment:
    """The accompaniment as a crossing keeps it: in its column of the age and its evidence."""
    found = of_plain(told)
    if found.said or not (minor or "").startswith("said_"):
        return found
    return replace(found, said=(minor or "").removeprefix("said_"))


def of_plain(told: Mapping[str, Any] | None) -> Accompaniment:
    """The accompaniment back from ``plain``; an empty one from None."""
    if not told:
        return Accompaniment()
    return Accompaniment(
        said=told["said"],
        adults=tuple(Adult(**one) for one in told["adults"]),
        authorisation=Authorisation(**told["authorisation"]),
    )


NOTHING_SAID = Accompaniment()
