"""Reading what second line cleared before."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from watchlist.models import Clearance, WatchList
from watchlist.outcome import Hit


@dataclass(frozen=True)
class Cleared:
    """What was cleared for one document: list, key of the entry and its digest; and on which
    working sheets."""

    entries: frozenset[tuple[str, str, str]] = frozenset()
    on_sheets: frozenset[tuple[str, str, UUID]] = frozenset()

    def has(self, hit: Hit, sheet_id: UUID | None) -> bool:
        """Whether a hit is silent now. A document that is itself listed is asked about each time,
        until its issuer takes it off: only the sheet on which somebody asked is clear."""
        if hit.document:
            return sheet_id is not None and (hit.list, hit.key, sheet_id) in self.on_sheets
        return (hit.list, hit.key, hit.digest) in self.entries


def of(document_mark: str) -> Cleared:
    """What was cleared for this document, at any post that this machine knows; asked also for a
    document without a number, so that the question costs the same."""
    wanted = (
        select(WatchList.name, Clearance.entry_key, Clearance.digest, Clearance.sheet_id)
        .join(WatchList, WatchList.id == Clearance.list_id)
        .where(Clearance.document_mark == (document_mark or "-"))
    )
    rows = db.session.execute(wanted).all()
    return Cleared(
        frozenset((name, key, digest) for name, key, digest, _sheet in rows),
        frozenset((name, key, sheet) for name, key, _digest, sheet in rows),
    )
