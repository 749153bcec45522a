"""Writing the good rows of a file step by step, so that the desk saves in between.

A step is one transaction of some rows. What stopped half way stays ``loading``: it is
continued where it stopped, or undone whole. Every row of a step is checked again just before
it is written: what was good may be a double by now.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.imports import Act, queries
from borderpost.imports.checking import Checker, told
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import, ImportRow, State
from borderpost.refusal import Refused

ONE_REQUEST = 3.0  # seconds that one request works before it shows how far it has come
_LOCKED = 0.4  # seconds that a step may hold the write lock, about
_PAUSE = 0.12  # between two steps: whoever waits for SQLite's lock tries every 0.1 s
_FEWEST, _FIRST, _MOST = 5, 10, 400  # rows of a step


class _Spoilt(Exception):
    """A row that was good in the preview is not any more, and all or nothing is wanted."""


def begin(import_id: UUID, *, whole: bool, by: Actor) -> Import:
    """Consent to write the good rows, or with ``whole`` every row or none; writes none yet.

    Raises ``Refused`` when nothing, or not everything, can be written.
    """
    with transaction() as session:
        one = session.get_one(Import, import_id)
        if one.state == State.UPLOADED:
            raise Refused(_l("Choose the columns first, then look at the rows."))
        if one.state != State.CHECKED:
            raise Refused(_l("This file was loaded or put away already. Load it again."))
        if whole and one.rows_bad:
            raise Refused(_l("Some rows have errors. Nothing was written. Correct them first."))
        if one.rows_bad == one.rows_total:
            raise Refused(_l("No row is good. Nothing was written. Correct the file."))
        one.state, one.whole, one.content = State.LOADING, whole, None
        counts = {"good": one.rows_total - one.rows_bad, "bad": one.rows_bad}
        audit.record(Act.BEGUN, one, by=by, importer=one.importer, **counts)
    return one


def go_on(
    importer: Importer, import_id: UUID, *, by: Actor, seconds: float | None = ONE_REQUEST
) -> Import:
    """Write rows for some seconds, None: until all are written; the import as it is then.

    Raises ``Refused`` when all or nothing was wanted and a row is not good any more: then
    nothing of the file stays written.
    """
    began, size = time.monotonic(), _FIRST
    while True:
        locked = time.monotonic()
        try:
            one = _step(importer, import_id, size, by)
        except _Spoilt as spoilt:
            _take_back(importer, import_id, by)
            raise Refused(
                _l("Some rows have errors. Nothing was written. Correct them first.")
            ) from spoilt
        now = time.monotonic()
        if one.state != State.LOADING or (seconds is not None and now - began >= seconds):
            return one
        size = min(_MOST, max(_FEWEST, int(size * _LOCKED / (now - locked))))
        time.sleep(_PAUSE)


def undo(importer: Importer, import_id: UUID, *, by: Actor) -> Import:
    """Take away everything that a file wrote, also half a file.

    Raises ``Refused``, naming the rows, when something of it was used since.
    """
    with transaction() as session:
        one = session.get_one(Import, import_id)
        if one.state not in (State.COMMITTED, State.LOADING):
            raise Refused(_l("Only a file that was loaded can be undone."))
        importer.undo(queries.written(import_id), by)
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        one.state, one.undone_at, one.undone_by = State.UNDONE, clock.now(), by.officer_id
        audit.record(Act.UNDONE, one, by=by, importer=importer.name, rows=one.rows_written)
    return one


def _step(importer: Importer, import_id: UUID, size: int, by: Actor) -> Import:
    with transaction() as session:
        one = session.get_one(Import, import_id)
        if one.state != State.LOADING:
            if one.state == State.COMMITTED:  # by a second window
                return one
            raise Refused(_l("This file was loaded or put away already. Load it again."))
        waiting = session.execute(queries.waiting(import_id).limit(size)).all()
        _write(session, importer, one, [(number, cells) for number, cells in waiting], by)
        if len(waiting) < size:
            _finish(session, one, by)
    return one


def _write(
    session: Session,
    importer: Importer,
    one: Import,
    waiting: Sequence[tuple[int, list[str]]],
    by: Actor,
) -> None:
    checker = Checker(importer, one.headings, one.mapping, by, one.dialect)
    good: list[tuple[int, Any]] = []
    bad: list[dict[str, Any]] = []
    for number, cells in waiting:
        form, errors = checker.check(number, cells)
        if errors:
            bad.append(told(one.id, number, errors))
        else:
            good.append((number, form))
    if bad and one.whole:
        raise _Spoilt
    made = importer.written([form for _number, form in good], one.id, by) if good else ()
    written = [
        {"import_id": one.id, "number": number, "written_id": str(row.id)}
        for (number, _form), row in zip(good, made, strict=True)
    ]
    for changed in (written, bad):
        if changed:
            session.execute(update(ImportRow), changed)
    one.rows_written += len(written)
    one.rows_bad += len(bad)
    one.cells_bad += sum(len(row["errors"]) for row in bad)


def _finish(session: Session, one: Import, by: Actor) -> None:
    """Nothing waits any more: what written rows said is in the subject's own tables now."""
    if not one.rows_written:  # each row turned bad since the preview
        one.state = State.CHECKED
        return
    written = (ImportRow.import_id == one.id, ImportRow.written_id.is_not(None))
    session.execute(update(ImportRow).where(*written).values(cells=None))
    one.state, one.committed_at = State.COMMITTED, clock.now()
    counts = {"written": one.rows_written, "bad": one.rows_bad}
    audit.record(Act.COMMITTED, one, by=by, importer=one.importer, **counts)


def _take_back(importer: Importer, import_id: UUID, by: Actor) -> None:
    """Undo what was written of a file that is wanted whole, and mark what is wrong in it."""
    with transaction() as session:
        one = session.get_one(Import, import_id)
        importer.undo(queries.written(import_id), by)
        audit.record(Act.UNDONE, one, by=by, importer=importer.name, rows=one.rows_written)
        session.execute(
            update(ImportRow).where(ImportRow.import_id == import_id).values(written_id=None)
        )
        checker, bad = Checker(importer, one.headings, one.mapping, by, one.dialect), []
        for number, cells in session.execute(queries.waiting(import_id)).all():
            _form, errors = checker.check(number, cells)
            if errors:
                bad.append(told(import_id, number, errors))
        if bad:
            session.execute(update(ImportRow), bad)
        one.state, one.rows_written, one.rows_bad = State.CHECKED, 0, len(bad)
        one.cells_bad = sum(len(row["errors"]) for row in bad)
