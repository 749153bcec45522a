"""Passes of a post: found, waiting to be printed or approved, and what their holders did last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from borderpost.db import db
from crossings.models import Crossing, Person
from crossings.queries import files
from docreader.names import search_key
from lanes.announced import number_key
from lanes.models import BorderPass, PassUse
from lanes.pass_standing import State

EXPIRED = "expired"  # a filter, no state: its last day is over
_RULE = joinedload(BorderPass.rule)
EIGHT = 8  # cards on a sheet of A4


@dataclass(frozen=True)
class Sought:
    """What the list of passes is searched for; empty parts do not filter."""

    words: str = ""
    state: str = ""  # of a pass, or ``EXPIRED``

    def filters(self) -> dict[str, str]:
        """What was asked for, fit for the audit log: never the words."""
        told = {"state": self.state, "words": "search" if self.words else ""}
        return {name: value for name, value in told.items() if value}


def listed(sought: Sought, post_id: UUID | None, today: date) -> Select[tuple[BorderPass]]:
    """The passes of a post, the newest first."""
    wanted = (
        select(BorderPass)
        .join(BorderPass.person)
        .where(BorderPass.post_id == post_id)
        .options(contains_eager(BorderPass.person), _RULE)
    )
    if sought.state:
        wanted = wanted.where(_of_state(sought.state, today))
    if sought.words:
        wanted = wanted.where(_fits(sought.words))
    return wanted.order_by(BorderPass.id.desc())


def one(pass_id: UUID, post_id: UUID | None) -> BorderPass | None:
    """One pass of this post; None for another post's."""
    wanted = select(BorderPass).where(BorderPass.id == pass_id, BorderPass.post_id == post_id)
    return db.session.scalar(wanted.options(_RULE))


def numbered(number: str, post_id: UUID | None) -> BorderPass | None:
    """The pass of this post with a number."""
    wanted = select(BorderPass).where(BorderPass.number == number, BorderPass.post_id == post_id)
    return db.session.scalar(wanted.options(_RULE))


def of_person(person_ids: Sequence[UUID], post_id: UUID | None) -> Sequence[BorderPass]:
    """The passes of somebody, by each of the person's files, the newest first."""
    wanted = select(BorderPass).where(
        BorderPass.person_id.in_(person_ids), BorderPass.post_id == post_id
    )
    return db.session.scalars(wanted.order_by(BorderPass.id.desc())).all()


def of_sheet(inspection_id: UUID, post_id: UUID | None) -> BorderPass | None:
    """The pass that opened a sheet."""
    wanted = (
        select(BorderPass)
        .join(PassUse, PassUse.pass_id == BorderPass.id)
        .where(PassUse.inspection_id == inspection_id, PassUse.post_id == post_id)
    )
    return db.session.scalar(wanted.options(_RULE))


def later(row: BorderPass) -> BorderPass | None:
    """The pass that came in the place of this one."""
    return db.session.scalar(select(BorderPass).where(BorderPass.replaces_id == row.id))


def to_print(post_id: UUID | None) -> Sequence[BorderPass]:
    """Good passes that nobody printed yet, the oldest first: one sheet of them."""
    wanted = select(BorderPass).where(
        BorderPass.post_id == post_id,
        BorderPass.state == State.GOOD,
        BorderPass.printed_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(BorderPass.id).limit(EIGHT)).all()


def photo(pass_id: UUID, post_id: UUID | None) -> bytes | None:
    """The holder's photo; None where there is none."""
    wanted = select(BorderPass.photo).where(BorderPass.id == pass_id, BorderPass.post_id == post_id)
    return db.session.scalar(wanted)


def last_crossing(row: BorderPass) -> Crossing | None:
    """The holder's last crossing at this post, with whichever document."""
    return files.last_crossing(row.person_id, row.post_id)


def _of_state(state: str, today: date) -> ColumnElement[bool]:
    if state == EXPIRED:
        return and_(BorderPass.state == State.GOOD, BorderPass.valid_until < today)
    if state == State.GOOD:
        return and_(BorderPass.state == State.GOOD, BorderPass.valid_until >= today)
    return BorderPass.state == state


def _fits(words: str) -> ColumnElement[bool]:
    """A part of the number as it is written or without its hyphens, of the village, or words of
    the name in any order."""
    number = BorderPass.number.contains(words.strip().upper(), autoescape=True)
    village = BorderPass.village.icontains(words.strip(), autoescape=True)
    names = search_key(words).split()
    if not names or any(char.isdigit() for char in number_key(words)):
        return or_(number, village)
    spaced = " " + Person.name_key
    begins = and_(*(spaced.contains(f" {word}", autoescape=True) for word in names))
    return or_(number, village, begins)
