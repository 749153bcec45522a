"""A file's way: uploaded, checked, committed in one transaction, undone; or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.imports import Act, queries
from borderpost.imports.checking import Checker, guessed
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import, ImportRow, State
from borderpost.imports.reading import read
from borderpost.refusal import Refused

_OPEN = (State.UPLOADED, State.CHECKED)


def upload(importer: Importer, file_name: str, content: bytes, *, by: Actor) -> Import:
    """Keep the rows of a file, sealed, with a guess of its columns. Writes none of them."""
    importer.prepare(by)
    grid = read(content)
    with transaction() as session:
        remembered = queries.remembered(importer.name, by.post_id)
        one = Import(
            importer=importer.name,
            post_id=by.post_id,
            created_by=by.officer_id,
            file_name=file_name[-120:],
            sha256=hashlib.sha256(content).hexdigest(),
            headings=grid.headings,
            mapping=guessed(importer, grid.headings, remembered),
            rows_total=len(grid.rows),
        )
        session.add(one)
        session.flush()
        session.execute(
            insert(ImportRow),
            [{"import_id": one.id, "number": number, "cells": row} for number, row in grid.rows],
        )
        audit.record(Act.UPLOADED, one, by=by, importer=importer.name, rows=one.rows_total)
    return one


def choose_columns(
    importer: Importer, import_id: UUID, mapping: Mapping[str, str], *, by: Actor
) -> Import:
    """Take over which heading fills which column, and check every row."""
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        _check_mapping(one, mapping)
        one.mapping = dict(mapping)
        checker = Checker(importer, one.headings, mapping, by)
        found = []
        for number, cells in _cells(session, import_id):
            _form, errors = checker.check(number, cells)
            found.append(_told(import_id, number, errors))
        session.execute(update(ImportRow), found)
        one.rows_bad = sum(row["is_bad"] is True for row in found)
        one.cells_bad = sum(len(row["errors"] or ()) for row in found)
        one.state = State.CHECKED
    return one


def commit(importer: Importer, import_id: UUID, *, whole: bool, by: Actor) -> Import:
    """Write the good rows in one transaction; with ``whole`` every row or none.

    Each row is checked again just before it is written: what was good may be a double by
    now. Raises ``Refused`` when nothing, or not everything, can be written.
    """
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        if one.state != State.CHECKED:
            raise Refused(_l("Choose the columns first, then look at the rows."))
        _write_rows(session, importer, one, by)
        if whole and one.rows_bad:
            raise Refused(_l("Some rows have errors. Nothing was written. Correct them first."))
        if not one.rows_written:
            raise Refused(_l("No row is good. Nothing was written. Correct the file."))
        one.state, one.committed_at = State.COMMITTED, clock.now()
        counts = {"written": one.rows_written, "bad": one.rows_bad}
        audit.record(Act.COMMITTED, one, by=by, importer=importer.name, **counts)
    return one


def undo(importer: Importer, import_id: UUID, *, by: Actor) -> Import:
    """Take away everything that a file wrote. Raises ``Refused`` when it was used since."""
    with transaction() as session:
        one = session.get_one(Import, import_id)
        if one.state != State.COMMITTED:
            raise Refused(_l("Only a file that was loaded can be undone."))
        importer.undo(queries.written_ids(import_id), by)
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        one.state, one.undone_at, one.undone_by = State.UNDONE, clock.now(), by.officer_id
        audit.record(Act.UNDONE, one, by=by, importer=importer.name, rows=one.rows_written)
    return one


def drop(import_id: UUID, *, by: Actor) -> None:
    """Forget a file of which nothing was written."""
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        one.state = State.DROPPED
        audit.record(Act.DROPPED, one, by=by, importer=one.importer, rows=one.rows_total)


def purge(older_than: timedelta) -> int:
    """Erase what rows said: of files never loaded all, of loaded ones the bad rows too."""
    limit = clock.now() - older_than
    with transaction() as session:
        old = select(Import.id).where(Import.created_at < limit)
        gone = session.execute(
            delete(ImportRow).where(ImportRow.import_id.in_(old), ImportRow.written_id.is_(None))
        )
        session.execute(
            update(Import)
            .where(Import.created_at < limit, Import.state.in_(_OPEN))
            .values(state=State.DROPPED)
        )
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _write_rows(session: Session, importer: Importer, one: Import, by: Actor) -> None:
    checker = Checker(importer, one.headings, one.mapping, by)
    good, bad = [], []
    for number, cells in _cells(session, one.id):
        form, errors = checker.check(number, cells)
        if errors:
            bad.append(_told(one.id, number, errors))
        else:
            written = str(importer.write(form, by).id)
            good.append(
                {"import_id": one.id, "number": number, "cells": None, "written_id": written}
            )
    for changed in (good, bad):
        if changed:
            session.execute(update(ImportRow), changed)
    one.rows_written, one.rows_bad = len(good), len(bad)
    one.cells_bad = sum(len(row["errors"]) for row in bad)


def _cells(session: Session, import_id: UUID) -> list[tuple[int, list[str]]]:
    wanted = (
        select(ImportRow.number, ImportRow.cells)
        .where(ImportRow.import_id == import_id)
        .order_by(ImportRow.number)
    )
    return [(number, cells) for number, cells in session.execute(wanted)]


def _told(import_id: UUID, number: int, errors: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "number": number,
        "errors": errors or None,
        "is_bad": bool(errors),
    }


def _open(one: Import) -> Import:
    if one.state not in _OPEN:
        raise Refused(_l("This file was loaded or put away already. Load it again."))
    return one


def _check_mapping(one: Import, mapping: Mapping[str, str]) -> None:
    if not mapping or set(mapping.values()) - set(one.headings):
        raise Refused(_l("Choose a heading of the file for at least one column."))
