"""A file's way until its rows are written: uploaded, understood, checked; or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.imports import Act, queries
from borderpost.imports.checking import Checker, guessed, knows, told
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import, ImportRow, State
from borderpost.imports.reading import Grid, read
from borderpost.refusal import Refused

_OPEN = (State.UPLOADED, State.CHECKED)


def upload(importer: Importer, file_name: str, content: bytes, *, by: Actor) -> Import:
    """Keep the rows of a file, sealed, with a guess of its columns. Writes none of them.

    A workbook with more than one filled sheet is kept with them, until one is loaded.
    """
    importer.prepare(by)
    grid = read(content, knows=knows(importer))
    with transaction() as session:
        one = Import(
            importer=importer.name,
            post_id=by.post_id,
            created_by=by.officer_id,
            file_name=file_name[-120:],
            sha256=hashlib.sha256(content).hexdigest(),
            content=content if len(grid.sheets) > 1 else None,
        )
        _understand(session, importer, one, grid)
        audit.record(Act.UPLOADED, one, by=by, importer=importer.name, rows=one.rows_total)
    return one


def choose_sheet(importer: Importer, import_id: UUID, sheet: str, *, by: Actor) -> Import:
    """Take the rows of another sheet of the workbook instead."""
    one = _open(db.session.get_one(Import, import_id))
    if one.content is None or sheet not in one.sheets:
        raise Refused(_l("This workbook has no such sheet. Choose one of the list."))
    grid = read(one.content, sheet, knows(importer))
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        one.state, one.rows_bad, one.cells_bad = State.UPLOADED, 0, 0
        _understand(session, importer, one, grid)
        audit.record(Act.UPLOADED, one, by=by, importer=importer.name, rows=one.rows_total)
    return one


def choose_columns(
    importer: Importer, import_id: UUID, mapping: Mapping[str, str], *, by: Actor
) -> Import:
    """Take over which heading fills which column, and check every row.

    The rows are checked before the write lock is taken: the desk goes on meanwhile.
    """
    one = _open(db.session.get_one(Import, import_id))
    _check_mapping(one, mapping)
    sheet, checker = one.sheet, _checker(importer, one, mapping, by)
    every = db.session.execute(queries.cells(import_id)).all()
    importer.survey((checker.values(cells) for _number, cells in every), checker.about)
    checked = ((number, checker.check(number, cells)[1]) for number, cells in every)
    bad = [told(import_id, number, errors) for number, errors in checked if errors]
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        if one.sheet != sheet:
            raise Refused(_l("Another sheet was chosen meanwhile. Look at the columns again."))
        marked = (ImportRow.import_id == import_id, ImportRow.is_bad)
        session.execute(update(ImportRow).where(*marked).values(errors=None, is_bad=False))
        if bad:
            session.execute(update(ImportRow), bad)
        one.mapping, one.rows_bad = dict(mapping), len(bad)
        one.cells_bad = sum(len(row["errors"]) for row in bad)
        one.state = State.CHECKED
    return one


def drop(import_id: UUID, *, by: Actor) -> None:
    """Forget a file of which nothing was written."""
    with transaction() as session:
        one = _open(session.get_one(Import, import_id))
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        one.state, one.content = State.DROPPED, None
        audit.record(Act.DROPPED, one, by=by, importer=one.importer, rows=one.rows_total)


def purge(older_than: timedelta) -> int:
    """Erase what rows said: of files never loaded all, of loaded ones the bad rows too. A file
    whose loading stopped half way keeps only what it needs to be undone."""
    limit = clock.now() - older_than
    with transaction() as session:
        old = select(Import.id).where(Import.created_at < limit)
        gone = session.execute(
            delete(ImportRow).where(ImportRow.import_id.in_(old), ImportRow.written_id.is_(None))
        )
        session.execute(update(ImportRow).where(ImportRow.import_id.in_(old)).values(cells=None))
        session.execute(update(Import).where(Import.created_at < limit).values(content=None))
        session.execute(
            update(Import)
            .where(Import.created_at < limit, Import.state.in_(_OPEN))
            .values(state=State.DROPPED)
        )
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _understand(session: Session, importer: Importer, one: Import, grid: Grid) -> None:
    """Keep what was read, and guess what its headings mean."""
    remembered = queries.remembered(importer.name, one.post_id)
    one.headings, one.rows_total = grid.headings, len(grid.rows)
    one.mapping = guessed(importer, grid.headings, remembered)
    one.dialect, one.sheet, one.sheets = grid.dialect, grid.sheet, grid.sheets
    session.add(one)
    session.flush()
    session.execute(
        insert(ImportRow),
        [{"import_id": one.id, "number": number, "cells": row} for number, row in grid.rows],
    )


def _checker(importer: Importer, one: Import, mapping: Mapping[str, str], by: Actor) -> Checker:
    return Checker(importer, one.headings, mapping, by, one.dialect)


def _open(one: Import) -> Import:
    if one.state not in _OPEN:
        raise Refused(_l("This file was loaded or put away already. Load it again."))
    return one


def _check_mapping(one: Import, mapping: Mapping[str, str]) -> None:
    if not mapping or set(mapping.values()) - set(one.headings):
        raise Refused(_l("Choose a heading of the file for at least one column."))
