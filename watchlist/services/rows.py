"""The rows of an entry: itself, and the marks of its documents; written and erased in steps, so
that the desk saves in between."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select

from borderpost import clock
from borderpost.db import transaction
from watchlist import marks
from watchlist.documents import plain_number
from watchlist.listed import Listed
from watchlist.models import Entry, EntryPaper, ListVersion, WatchList

STEP = 500  # rows of one transaction: it holds the write lock for about 50 ms
PAUSE = 0.05  # seconds between two steps: others write


def new_row(
    key: UUID, one: Listed, mark: str, found: WatchList, version: ListVersion
) -> dict[str, object]:
    """The columns of an entry that comes in with a version."""
    return {
        "id": key, "list_id": found.id, "key": one.key, "digest": mark,
        "code": one.code or found.code, "quality": one.quality,
        "expires_on": date.fromisoformat(one.expires_on) if one.expires_on else None,
        "since": version.number, "until": None, "content": one.plain(),
        "created_at": clock.now(), "created_by": version.created_by,
    }  # fmt: skip


def paper_rows(key: UUID, one: Listed) -> list[dict[str, object]]:
    """The marks of an entry's documents, each once."""
    found = {
        marks.of_paper(paper.issuer, paper.number): marks.of_misread(paper.issuer, paper.number)
        for paper in one.papers
        if plain_number(paper.number)
    }
    return [{"entry_id": key, "mark": mark, "folded": folded} for mark, folded in found.items()]


def erased(due: ColumnElement[bool]) -> int:
    """Erase entries that are due, one step of them; how many."""
    with transaction() as session:
        ids = list(session.scalars(select(Entry.id).where(due).limit(STEP)))
        if ids:
            session.execute(delete(EntryPaper).where(EntryPaper.entry_id.in_(ids)))
            session.execute(delete(Entry).where(Entry.id.in_(ids)))
    return len(ids)
