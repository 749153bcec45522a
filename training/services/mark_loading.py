"""Writing the marks of a file, and taking them back as long as nobody corrected one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports.importer import rows_told
from borderpost.refusal import Refused
from training import Act
from training.models import Enrolment, Mark, RunState, Session, Source
from training.services import marking
from training.services.marking import Said

_MARK = "mark:"


@dataclass(frozen=True)
class Told:
    """What a good row says: a cell, its mark, and whether the cell says so already."""

    session_id: UUID
    enrolment_id: UUID
    said: Said
    is_known: bool = False


@dataclass(frozen=True)
class Written:
    """What became of a row: ``mark:ID``, or ``same:SESSION:PERSON``."""

    id: str


def write(rows: Sequence[Told], by: Actor) -> list[Written]:
    """Write marks inside the caller's transaction. Raises ``Refused`` for a cell that was marked
    meanwhile."""
    return [_written(row, by) for row in rows]


def undo(lines: Mapping[str, int], by: Actor) -> None:
    """Take a file's marks away. Raises ``Refused``, naming the lines, when one was corrected since
    or its run is closed."""
    told = [(key, line) for key, line in lines.items() if key.startswith(_MARK)]
    marks = {UUID(key.removeprefix(_MARK)): line for key, line in told}
    rows = [(db.session.get_one(Mark, mark_id), line) for mark_id, line in marks.items()]
    fixed = [line for row, line in rows if not _may_go(row)]
    if fixed:
        raise Refused(
            _l("Rows %(rows)s: the mark was corrected since, or its run is closed. It stays.",
               rows=rows_told(fixed))
        )  # fmt: skip
    for row, _line in rows:
        audit.record(Act.UNMARKED, row, by=by, session=str(row.session_id))
        db.session.delete(row)


def _written(row: Told, by: Actor) -> Written:
    if row.is_known:
        return Written(f"same:{row.session_id}:{row.enrolment_id}")
    half = db.session.get_one(Session, row.session_id)
    person = db.session.get_one(Enrolment, row.enrolment_id)
    return Written(f"{_MARK}{marking.first(half, person, row.said, Source.FILE, by=by).id}")


def _may_go(row: Mark) -> bool:
    half = db.session.get_one(Session, row.session_id)
    return row.is_live and half.run.state == RunState.RUNNING
