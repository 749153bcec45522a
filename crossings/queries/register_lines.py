"""The lines of register sheets: how far each sheet is captured, what waits for whom, and whom a
list named late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import Crossing, LineState, RegisterLine, RegisterSheet


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
