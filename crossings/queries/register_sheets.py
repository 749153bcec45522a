"""Register sheets: what was printed, what became of each number, and how far each is captured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import Fate, RegisterSheet, RegisterSheetCounter

_BLANK = (Fate.PRINTED, Fate.OUT)


@dataclass(frozen=True)
class Sought:
    """What the list is asked for; empty parts do not filter."""

    number: str = ""
    fate: str = ""

    def filters(self) -> dict[str, str]:
        """What was asked for, fit for a file's name and the audit log."""
        told = {"fate": self.fate, "number": self.number}
        return {name: value for name, value in told.items() if value}


def listed(sought: Sought, post_id: UUID | None) -> Select[tuple[RegisterSheet]]:
    """The sheets of a post, the latest first."""
    wanted = (
        select(RegisterSheet)
        .where(RegisterSheet.post_id == post_id, *_filters(sought))
        .options(
            joinedload(RegisterSheet.holder),
            joinedload(RegisterSheet.printer),
            joinedload(RegisterSheet.officer),
            joinedload(RegisterSheet.changer),
        )
    )
    return wanted.order_by(RegisterSheet.year.desc(), RegisterSheet.serial.desc())


def one(sheet_id: UUID, post_id: UUID | None) -> RegisterSheet | None:
    """A sheet of this post; None for another post's."""
    return db.session.scalar(
        select(RegisterSheet).where(RegisterSheet.id == sheet_id, RegisterSheet.post_id == post_id)
    )


def numbered(number: str, post_id: UUID | None) -> RegisterSheet | None:
    """The sheet of this post with this number."""
    return db.session.scalar(
        select(RegisterSheet).where(
            RegisterSheet.number == number.strip().upper(), RegisterSheet.post_id == post_id
        )
    )


def run(run_id: UUID, post_id: UUID | None) -> Sequence[RegisterSheet]:
    """The sheets that were printed together."""
    wanted = select(RegisterSheet).where(
        RegisterSheet.run_id == run_id, RegisterSheet.post_id == post_id
    )
    return db.session.scalars(wanted.order_by(RegisterSheet.serial)).all()


def fates(post_id: UUID | None) -> dict[str, int]:
    """How many sheets of the post have each fate: together they are all that were printed."""
    wanted = select(RegisterSheet.fate, func.count()).where(RegisterSheet.post_id == post_id)
    found = {row[0]: row[1] for row in db.session.execute(wanted.group_by(RegisterSheet.fate))}
    return {fate: found.get(fate, 0) for fate in Fate}


def gaps(post_id: UUID | None) -> Sequence[RegisterSheet]:
    """Blank sheets of which nobody has said anything although a later number was written on: each
    is to be looked for, and said to be back, spoiled or missing."""
    later = (
        select(RegisterSheet.year, func.max(RegisterSheet.serial).label("last"))
        .where(RegisterSheet.post_id == post_id, RegisterSheet.fate == Fate.USED)
        .group_by(RegisterSheet.year)
        .subquery()
    )
    wanted = (
        select(RegisterSheet)
        .join(later, later.c.year == RegisterSheet.year)
        .where(
            RegisterSheet.post_id == post_id,
            RegisterSheet.fate.in_(_BLANK),
            RegisterSheet.serial < later.c.last,
        )
        .options(joinedload(RegisterSheet.holder))
    )
    return db.session.scalars(wanted.order_by(RegisterSheet.year, RegisterSheet.serial)).all()


def faults() -> Iterator[str]:
    """What ``flask verify`` says of numbers that were given and whose sheets are gone."""
    there = (
        select(RegisterSheet.post_id, RegisterSheet.year, func.count().label("there"))
        .group_by(RegisterSheet.post_id, RegisterSheet.year)
        .subquery()
    )
    counter = RegisterSheetCounter
    wanted = select(counter.year, counter.last, there.c.there).outerjoin(
        there, (there.c.post_id == counter.post_id) & (there.c.year == counter.year)
    )
    for year, last, found in db.session.execute(wanted):
        if gone := last - (found or 0):
            yield f"register sheets of {year}: {gone} of {last} numbers are gone"


def _filters(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.number:
        yield RegisterSheet.number.contains(sought.number.upper(), autoescape=True)
    if sought.fate:
        yield RegisterSheet.fate == sought.fate
