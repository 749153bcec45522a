"""The register: search, a traveller's history, one crossing and what replaced it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, defer, joinedload

from borderpost import clock
from borderpost.db import db
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane
from crossings.models import Crossing, CrossingZone, Person
from crossings.queries import persons
from crossings.queries.planning import Unindexed
from crossings.queries.searching import fitting
from crossings.queries.searching import number_key as number_key

_LATELY = timedelta(days=1)
# What no list and no file shows is left where it is: opening a seal, or making a key of each of
# nine columns, takes longer than the row.
_UNSHOWN = (
    Crossing.evidence, Crossing.mrz_checks, Crossing.name_mrz, Crossing.name_key, Crossing.salt,
    Crossing.form_key, Crossing.inspection_id, Crossing.document_id, Crossing.person_id,
    Crossing.post_id, Crossing.lane_id, Crossing.officer_id, Crossing.recorded_at,
    Crossing.rule_sentence,
)  # fmt: skip
_SHOWN = (
    joinedload(Crossing.officer).load_only(Officer.surname, Officer.given_names),
    joinedload(Crossing.lane).load_only(Lane.code),
    *(defer(column) for column in _UNSHOWN),
)


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

    def filters(self) -> dict[str, str]:
        """What was asked for, fit for a file's name and the audit log: never the words."""
        told = {
            "direction": self.direction,
            "decision": self.decision,
            "nationality": self.nationality.upper(),
            "since": str(self.since or ""),
            "until": str(self.until or ""),
            "words": "search" if self.words else "",
        }
        return {name: value for name, value in told.items() if value}


def register(wanted: Wanted, post_id: UUID | None) -> Select[tuple[Crossing]]:
    """The crossings of a post that stand, newest first; a corrected one gives way to its
    correction. Asks the database how common the words are, if there are any."""
    if not wanted.words:
        return _newest(Crossing.post_id == post_id, *_filters(wanted))
    found = fitting(wanted.words)
    if found.is_few:
        return _newest(_here(post_id), *_filters(wanted), found.condition)
    narrowed = replace(  # one range of days, or SQLite may walk the wider of two
        wanted,
        since=max(found.since, wanted.since or date.min),
        until=min(found.until, wanted.until or date.max),
    )
    return _newest(Crossing.post_id == post_id, *_filters(narrowed), found.condition)


def keys(wanted: Select[tuple[Crossing]]) -> Select[tuple[UUID]]:
    """The keys alone of a query of ``register``: an index holds them in its order."""
    return wanted.with_only_columns(Crossing.id)


def by_keys(found: Sequence[UUID]) -> Sequence[Crossing]:
    """The crossings of these keys, in their order."""
    wanted = select(Crossing).where(Crossing.id.in_(found)).options(*_SHOWN)
    rows = {row.id: row for row in db.session.scalars(wanted)}
    return [rows[key] for key in found]


def standing() -> ColumnElement[bool]:
    """True for a crossing that no correction replaces."""
    later = aliased(Crossing)
    return ~exists().where(later.supersedes_id == Crossing.id)


def crossing(crossing_id: UUID, post_id: UUID | None) -> Crossing | None:
    """One crossing of this post; None for another post's."""
    wanted = select(Crossing).where(Crossing.id == crossing_id, _here(post_id))
    return db.session.scalar(wanted)


def by_reference(reference: str, post_id: UUID | None) -> Crossing | None:
    """The crossing of this post that a slip or a paper names."""
    wanted = select(Crossing).where(Crossing.human_ref == reference, _here(post_id))
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
    seen = select(Crossing.id).where(Crossing.person_id == person_id, _here(post_id))
    return db.session.scalar(select(Person).where(Person.id == person_id, seen.exists()))


def history(person_id: UUID, post_id: UUID | None, most: int = 100) -> Sequence[Crossing]:
    """The crossings of a traveller at this post that stand, with whichever document, newest
    first."""
    files = persons.family(person_id).members
    chosen = _newest(Crossing.person_id.in_(files), _here(post_id))
    return db.session.scalars(chosen.limit(most)).all()


def latest(post_id: UUID | None, officer_id: UUID, most: int = 5) -> Sequence[Crossing]:
    """The officer's own last crossings since yesterday, for a look back at the desk: who has
    none would have the whole register read."""
    since = (clock.now() - _LATELY).date()
    chosen = register(Wanted(since=since), post_id).where(Crossing.officer_id == officer_id)
    return db.session.scalars(chosen.limit(most)).all()


def _newest(*conditions: ColumnElement[bool]) -> Select[tuple[Crossing]]:
    """What stands of the crossings that fulfil these; whether it stands is asked last."""
    return (
        select(Crossing)
        .where(*conditions, standing())
        .options(*_SHOWN)
        .order_by(Crossing.occurred_on.desc(), Crossing.occurred_at.desc(), Crossing.id.desc())
    )


def _here(post_id: UUID | None) -> ColumnElement[bool]:
    """Of this post, for crossings that something else finds."""
    return Unindexed(Crossing.post_id) == post_id


def _filters(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (Crossing.direction, wanted.direction),
        (Crossing.decision, wanted.decision),
        (Crossing.nationality, wanted.nationality.upper()),
    ):
        if value:
            yield column == value
    if wanted.since:
        yield Crossing.occurred_on >= wanted.since
    if wanted.until:
        yield Crossing.occurred_on <= wanted.until
