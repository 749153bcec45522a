"""Reading files that came in, and their rows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from borderpost.db import db
from borderpost.imports.models import Import, ImportRow, State

_REMEMBERED = 20  # how many earlier files are asked for their columns


def loaded(post_id: UUID | None, importers: Sequence[str]) -> Select[tuple[Import]]:
    """The files of a post that these importers took, newest first."""
    return (
        select(Import)
        .where(Import.post_id == post_id, Import.importer.in_(importers))
        .order_by(Import.id.desc())
    )


def half_loaded(post_id: UUID | None, importers: Sequence[str]) -> Select[tuple[Import]]:
    """The files whose loading stopped half way."""
    return loaded(post_id, importers).where(Import.state == State.LOADING)


def file(import_id: UUID, post_id: UUID | None) -> Import | None:
    """One file of this post; None for another post's."""
    wanted = select(Import).where(Import.id == import_id, Import.post_id == post_id)
    return db.session.scalar(wanted)


def twin(one: Import) -> Import | None:
    """An earlier file with the same content that was loaded and not undone."""
    wanted = (
        select(Import)
        .where(
            Import.sha256 == one.sha256,
            Import.importer == one.importer,
            Import.post_id == one.post_id,
            Import.state == State.COMMITTED,
            Import.id != one.id,
        )
        .limit(1)
    )
    return db.session.scalar(wanted)


def remembered(importer: str, post_id: UUID | None) -> dict[str, str]:
    """Which column each heading meant in earlier files: heading -> field, newest first."""
    wanted = loaded(post_id, [importer]).where(Import.state.in_((State.COMMITTED, State.CHECKED)))
    known: dict[str, str] = {}
    for one in db.session.scalars(wanted.limit(_REMEMBERED)):
        for field, heading in (one.mapping or {}).items():
            known.setdefault(heading, field)
    return known


def rows(import_id: UUID, *, only_bad: bool = False) -> Select[tuple[ImportRow]]:
    """The rows of a file in their order."""
    wanted = select(ImportRow).where(ImportRow.import_id == import_id).order_by(ImportRow.number)
    return wanted.where(ImportRow.is_bad) if only_bad else wanted


def cells(import_id: UUID) -> Select[tuple[int, list[str]]]:
    """The number and the cells of each row that is not written, in their order."""
    return (
        select(ImportRow.number, ImportRow.cells)
        .where(ImportRow.import_id == import_id, ImportRow.written_id.is_(None))
        .order_by(ImportRow.number)
    )


def waiting(import_id: UUID) -> Select[tuple[int, list[str]]]:
    """The number and the cells of each good row that is not written yet, in their order."""
    return cells(import_id).where(ImportRow.is_bad.is_(False))


def written(import_id: UUID) -> dict[str, int]:
    """The id of what each written row became, with its line, in their order."""
    wanted = (
        select(ImportRow.written_id, ImportRow.number)
        .where(ImportRow.import_id == import_id, ImportRow.written_id.is_not(None))
        .order_by(ImportRow.number)
    )
    return {found: number for found, number in db.session.execute(wanted) if found}
