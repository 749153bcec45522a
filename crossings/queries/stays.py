"""Stays: who never left, who overstays, and what a sheet tells of one traveller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from borderpost.db import db
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings.models import Crossing, Document, Person, PresumedDeparture, Stay
from crossings.queries import passages, persons
from crossings.queries.searching import typed
from crossings.rules.coverage import Watched
from crossings.rules.matching import State
from crossings.rules.stay import days

_LANE = joinedload(Stay.entry).joinedload(Crossing.lane)
_EXIT_LANE = joinedload(Stay.exit).joinedload(Crossing.lane)


@dataclass(frozen=True)
class Sought:
    """What the list of stays is asked for; empty parts do not filter."""

    words: str = ""
    state: str = ""  # as in ``matching.State``; '' is open with overstay
    nationality: str = ""
    days_over: int | None = None  # at least so many days past the last lawful day

    def filters(self) -> dict[str, str]:
        """What was asked for, fit for a file's name and the audit log: never the words."""
        told = {
            "state": self.state,
            "nationality": self.nationality.upper(),
            "over": str(self.days_over or ""),
            "words": "search" if self.words else "",
        }
        return {name: value for name, value in told.items() if value}


def listed(sought: Sought, post_id: UUID | None, today: date) -> Select[tuple[Stay]]:
    """The stays that began at this post, and the exits here without a known entry."""
    wanted = (
        select(Stay)
        .join(Stay.person)
        .where(_of_state(sought.state, post_id, today), *_filters(sought, today))
        .options(contains_eager(Stay.person), _LANE, _EXIT_LANE)
    )
    return wanted.order_by(Stay.entry_on, Stay.last_at, Stay.id)


def one(stay_id: UUID, post_id: UUID | None) -> Stay | None:
    """A stay of this post's list; None for another post's."""
    wanted = select(Stay).where(Stay.id == stay_id, _here(post_id)).options(_LANE, _EXIT_LANE)
    return db.session.scalar(wanted)


def of_person(person_id: UUID, post_id: UUID | None) -> Sequence[Stay]:
    """The stays of a person at this post, the latest first, as many as a page shows."""
    top = persons.root(person_id)
    wanted = select(Stay).where(Stay.person_id == top, _here(post_id)).options(_LANE, _EXIT_LANE)
    return db.session.scalars(wanted.order_by(Stay.last_at.desc(), Stay.id).limit(50)).all()


def presumption(stay: Stay) -> PresumedDeparture | None:
    """Who said that this person left, and why; None where nobody did."""
    return passages.presumed([stay.entry_id]).get(stay.entry_id) if stay.entry_id else None


@dataclass(frozen=True)
class Told:
    """What the sheet says of a traveller's stay: an open one, or an exit without an entry."""

    stay: Stay | None
    used: int = 0
    left: int | None = None
    over: int = 0


def told(person_id: UUID | None, post: Post, direction: str, today: date) -> Told | None:
    """What the sheet says; None where there is nothing to say. An entry at another post is not
    this one's to show."""
    newest = passages.newest_stay(persons.root(person_id), post.country) if person_id else None
    if newest and newest.state == State.OPEN and newest.entry_post_id == post.id:
        return counted(newest, today)
    return Told(None) if direction == "X" else None


def counted(stay: Stay, today: date) -> Told:
    """The days of a stay as far as they are known: without a last lawful day, none is left or
    over."""
    used = days(stay.entry_on, stay.exit_on or today) if stay.entry_on else 0
    until = stay.authorised_until
    if until is None:
        return Told(stay, used)
    until_then = stay.exit_on or today
    return Told(stay, used, max(0, (until - until_then).days), max(0, (until_then - until).days))


def watched(post: Post) -> Sequence[Watched]:
    """The posts of the own country as the coverage of a stay needs them, the own one first."""
    known = [one for one in posts.all_posts() if one.country == post.country]
    return [
        Watched(one.name, one.connected_since, is_own=one.id == post.id)
        for one in sorted(known, key=lambda one: (one.id != post.id, one.code))
    ]


def is_over(today: date) -> ColumnElement[bool]:
    """Past the last lawful day, where there is one, and nobody saw an exit."""
    return and_(Stay.state == State.OPEN, Stay.authorised_until < today)


def _of_state(state: str, post_id: UUID | None, today: date) -> ColumnElement[bool]:
    if state == State.ORPHAN_EXIT:
        return and_(Stay.exit_post_id == post_id, Stay.state == State.ORPHAN_EXIT)
    if state == State.OVERSTAY:
        return and_(Stay.entry_post_id == post_id, is_over(today))
    return and_(Stay.entry_post_id == post_id, Stay.state == (state or State.OPEN))


def _here(post_id: UUID | None) -> ColumnElement[bool]:
    orphan = and_(Stay.entry_id.is_(None), Stay.exit_post_id == post_id)
    return or_(Stay.entry_post_id == post_id, orphan)


def _filters(sought: Sought, today: date) -> Iterator[ColumnElement[bool]]:
    if sought.nationality:
        yield Person.nationality == sought.nationality.upper()
    if sought.days_over is not None:
        yield Stay.authorised_until <= today - timedelta(days=sought.days_over)
    said = typed(sought.words)
    for word in said.names:
        yield Person.name_key.contains(word)
    if said.number:
        shown = Document.number_key == said.whole
        yield Person.id.in_(select(Document.person_id).where(shown))
