"""What was typed into the grid of a run: read, or shown again as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

from borderpost import locale
from training import symbols
from training.models import Mark, Run, Session
from training.numbers import Status
from training.queries import grid
from training.queries.grid import Grid, Row
from training.services.marking import Cell, Said


@dataclass
class Reading:
    """Cells that say something, the names of those that cannot be read, and how many were marked
    by somebody else since the page was made."""

    said: dict[Cell, Said] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    others: int = 0


@dataclass(frozen=True)
class Typed:
    """A cell as the page shows it."""

    name: str
    value: str
    is_open: bool
    is_wrong: bool = False


def read(run: Run, sent: Mapping[str, str], only: UUID | None = None) -> Reading:
    """Every cell of a sent grid, or those of one session. ``seen`` is the newest mark that its
    page showed; ``all`` names a session to which everybody came whose cell is empty."""
    told = Reading()
    for session, row, mark in _cells(run):
        if only not in (None, session.id):
            continue
        name = _name(session.id, row.enrolment.id)
        if mark is not None and str(mark.id) > sent.get("seen", ""):
            told.others += 1
            continue
        try:
            found = _said(name, session, mark, sent)
        except ValueError:
            told.wrong.add(name)
            continue
        if found is not None:
            told.said[session.id, row.enrolment.id] = Said(*found)
    return told


def shown(
    row: Row, sessions: Grid, is_open: list[bool], wrong: AbstractSet[str], sent: Mapping[str, str]
) -> list[Typed]:
    """A participant's cells: as they were typed where a grid was ``sent``, else as they stand."""
    cells = zip(sessions.sessions, row.marks, is_open, strict=True)
    return [_typed(row, session, mark, is_there, wrong, sent) for session, mark, is_there in cells]


def newest(table: Grid) -> str:
    """The id of the newest mark that a page shows: ids sort by their time."""
    marks = [str(mark.id) for row in table.rows for mark in row.marks if mark]
    return max(marks, default="")


def _said(
    name: str, session: Session, mark: Mark | None, sent: Mapping[str, str]
) -> tuple[Status, int] | None:
    """Raises ``ValueError`` for what is no mark, and for a mark that was emptied."""
    found = symbols.read(sent.get(name, ""))
    if found is None and sent.get("all", "") == str(session.id) and mark is None:
        return Status.PRESENT, 0
    if found is None and mark is not None and name in sent:
        raise ValueError("a mark is corrected, never emptied")
    return found


def _cells(run: Run) -> Iterator[tuple[Session, Row, Mark | None]]:
    table = grid.of(run)
    for row in table.rows:
        for session, mark in zip(table.sessions, row.marks, strict=True):
            if not session.cancelled_why:
                yield session, row, mark


def _typed(
    row: Row, session: Session, mark: Mark | None, is_open: bool, wrong: AbstractSet[str],
    sent: Mapping[str, str],
) -> Typed:  # fmt: skip
    name = _name(session.id, row.enrolment.id)
    value = sent[name] if name in sent else _standing(session, mark)
    return Typed(name, value, is_open, name in wrong)


def _standing(session: Session, mark: Mark | None) -> str:
    if mark is None:
        return ""
    return symbols.written(Status(mark.status), session.minutes - mark.credited, locale.code())


def _name(session_id: UUID, enrolment_id: UUID) -> str:
    return f"m-{session_id}-{enrolment_id}"
