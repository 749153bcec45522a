"""The register: search, a traveller's history, one crossing and what replaced it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from borderpost.db import db
from crossings.models import Crossing, CrossingName, CrossingZone, Person
from docreader.names import search_key


@dataclass(frozen=True)
class Wanted:
    """What the register is searched for; empty parts do not filter."""

    words: str = ""
    direction: str = ""
    decision: str = ""
    nationality: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == Wanted()


def number_key(number: str) -> str:
    """A document number or reference as it is searched: letters and digits, upper case."""
    return "".join(char for char in number.upper() if char.isascii() and char.isalnum())


def register(wanted: Wanted, post_id: UUID | None) -> Select[tuple[Crossing]]:
    """The crossings of a post that stand, newest first; a corrected one gives way to its
    correction."""
    chosen = (
        select(Crossing)
        .where(Crossing.post_id == post_id, standing())
        .options(joinedload(Crossing.officer), joinedload(Crossing.lane))
        .order_by(Crossing.occurred_on.desc(), Crossing.occurred_at.desc(), Crossing.id.desc())
    )
    for condition in _conditions(wanted):
        chosen = chosen.where(condition)
    return chosen


def standing() -> ColumnElement[bool]:
    """True for a crossing that no correction replaces."""
    later = aliased(Crossing)
    return ~select(later.id).where(later.supersedes_id == Crossing.id).exists()


def crossing(crossing_id: UUID, post_id: UUID | None) -> Crossing | None:
    """One crossing of this post; None for another post's."""
    wanted = select(Crossing).where(Crossing.id == crossing_id, Crossing.post_id == post_id)
    return db.session.scalar(wanted)


def by_reference(reference: str, post_id: UUID | None) -> Crossing | None:
    """The crossing of this post that a slip or a paper names."""
    wanted = select(Crossing).where(Crossing.human_ref == reference, Crossing.post_id == post_id)
    return db.session.scalar(wanted)


def zone_lines(crossing_id: UUID) -> list[str]:
    """The raw lines of a crossing's zone, empty once they were erased."""
    kept = db.session.get(CrossingZone, crossing_id)
    return kept.lines if kept else []


def correction_of(crossing_id: UUID) -> Crossing | None:
    """The crossing that replaced this one."""
    return db.session.scalar(select(Crossing).where(Crossing.supersedes_id == crossing_id))


def by_form(form_key: UUID | None) -> Crossing | None:
    """The crossing that a form wrote, if it did."""
    return db.session.scalar(select(Crossing).where(Crossing.form_key == form_key))


def person(person_id: UUID, post_id: UUID | None) -> Person | None:
    """A traveller who crossed at this post."""
    seen = select(Crossing.id).where(Crossing.person_id == person_id, Crossing.post_id == post_id)
    return db.session.scalar(select(Person).where(Person.id == person_id, seen.exists()))


def history(person_id: UUID, post_id: UUID | None, most: int = 100) -> Sequence[Crossing]:
    """The crossings of a traveller at this post that stand, newest first."""
    chosen = register(Wanted(), post_id).where(Crossing.person_id == person_id)
    return db.session.scalars(chosen.limit(most)).all()


def latest(post_id: UUID | None, officer_id: UUID, most: int = 5) -> Sequence[Crossing]:
    """The officer's own last crossings, for a look back at the desk."""
    chosen = register(Wanted(), post_id).where(Crossing.officer_id == officer_id)
    return db.session.scalars(chosen.limit(most)).all()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.words:
        found.append(or_(_named(wanted.words), _numbered(wanted.words)))
    for column, value in (
        (Crossing.direction, wanted.direction),
        (Crossing.decision, wanted.decision),
        (Crossing.nationality, wanted.nationality.upper()),
    ):
        if value:
            found.append(column == value)
    if wanted.since:
        found.append(Crossing.occurred_on >= wanted.since)
    if wanted.until:
        found.append(Crossing.occurred_on <= wanted.until)
    return found


def _named(words: str) -> ColumnElement[bool]:
    """Every folded word begins a word of the name, in any order."""
    folded = search_key(words).split()
    if not folded:
        return Crossing.name_key == words
    return and_(
        *(
            Crossing.id.in_(
                select(CrossingName.crossing_id).where(
                    CrossingName.word >= word, CrossingName.word < f"{word}\U0010ffff"
                )
            )
            for word in folded
        )
    )


def _numbered(words: str) -> ColumnElement[bool]:
    key = number_key(words)
    return or_(
        and_(Crossing.document_number_key != "", Crossing.document_number_key == key),
        Crossing.human_ref == words.strip().upper(),
    )
