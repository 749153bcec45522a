"""Register sheets: what was printed, what became of each number, and how far each is captured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import (
    Crossing,
    Fate,
    LineState,
    RegisterLine,
    RegisterSheet,
    RegisterSheetCounter,
)

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


@dataclass(frozen=True)
class Progress:
    """How far a sheet is captured: lines written on the paper, in the register, struck through,
    and those that wait for something."""

    written: int
    captured: int = 0
    struck: int = 0
    waiting: int = 0  # with an error, for a second person, or to be settled

    @property
    def done(self) -> int:
        """Lines of which nothing is left to type."""
        return self.captured + self.struck


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


def line(sheet_id: UUID, place: int) -> RegisterLine | None:
    """A line of a sheet, if anybody typed it."""
    return db.session.scalar(
        select(RegisterLine).where(RegisterLine.sheet_id == sheet_id, RegisterLine.place == place)
    )


def lines(sheet_id: UUID) -> Sequence[RegisterLine]:
    """The lines of a sheet that were typed, in the order of the paper."""
    wanted = select(RegisterLine).where(RegisterLine.sheet_id == sheet_id)
    people = (RegisterLine.typist, RegisterLine.second, RegisterLine.settler)
    shown = wanted.options(*(joinedload(one) for one in people))
    return db.session.scalars(shown.order_by(RegisterLine.place)).all()


def progress(sheets: Sequence[RegisterSheet]) -> dict[UUID, Progress]:
    """How far each of these sheets is captured."""

    def number(*states: str) -> ColumnElement[int]:
        return func.sum(case((RegisterLine.state.in_(states), 1), else_=0))

    open_states = (LineState.WAITING, LineState.SECOND, LineState.DIFFERS)
    wanted = (
        select(
            RegisterLine.sheet_id,
            number(LineState.CAPTURED),
            number(LineState.STRUCK),
            number(*open_states),
        )
        .where(RegisterLine.sheet_id.in_([row.id for row in sheets]))
        .group_by(RegisterLine.sheet_id)
    )
    found = {row[0]: row[1:] for row in db.session.execute(wanted)}
    return {
        row.id: Progress(row.written, *map(int, found.get(row.id, (0, 0, 0))))
        for row in sheets
        if row.written is not None
    }


def next_place(sheet: RegisterSheet) -> int | None:
    """The first line of the paper that nobody typed yet; None when none is left."""
    typed = set(
        db.session.scalars(select(RegisterLine.place).where(RegisterLine.sheet_id == sheet.id))
    )
    return next((one for one in range(1, (sheet.written or 0) + 1) if one not in typed), None)


def for_second(sheet_id: UUID, officer_id: UUID) -> RegisterLine | None:
    """The first line of a sheet that somebody else typed and that waits for a second person."""
    return db.session.scalar(
        select(RegisterLine)
        .where(
            RegisterLine.sheet_id == sheet_id,
            RegisterLine.state == LineState.SECOND,
            RegisterLine.created_by != officer_id,
        )
        .order_by(RegisterLine.place)
        .limit(1)
    )


def of_crossing(crossing: Crossing) -> RegisterLine | None:
    """The line of the paper that a crossing, or the one that it corrects, was captured from."""
    key: UUID | None = crossing.id
    while key is not None:
        found = db.session.scalar(select(RegisterLine).where(RegisterLine.crossing_id == key))
        if found is not None:
            return found
        key = db.session.scalar(select(Crossing.supersedes_id).where(Crossing.id == key))
    return None


def late(post_id: UUID | None) -> list[tuple[RegisterLine, Crossing]]:
    """Whoever had passed already when a list named them, and at whom nobody has looked yet: the
    seal is opened for each, since no column may tell of a hit."""
    wanted = (
        select(RegisterLine, Crossing)
        .join(RegisterLine.sheet)
        .join(Crossing, Crossing.id == RegisterLine.crossing_id)
        .where(
            RegisterSheet.post_id == post_id,
            RegisterLine.state == LineState.CAPTURED,
            RegisterLine.seen_at.is_(None),
        )
        .order_by(Crossing.occurred_at)
    )
    found = db.session.execute(wanted).all()
    return [(row, crossing) for row, crossing in found if named(row)]


def named(row: RegisterLine) -> bool:
    """Whether a list named the traveller of a line strongly enough for somebody to look."""
    return any(hit["tier"] != "grey" for hit in (row.late or {}).get("hits", ()))


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
