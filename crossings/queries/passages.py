"""The crossings that let somebody in or out, as the matching sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing, PresumedDeparture, Stay
from crossings.queries.planning import Unindexed
from crossings.queries.register import standing
from crossings.rules.matching import Passage

LETS_THROUGH = {("E", "admit"), ("X", "exit_ok")}
_COLUMNS = (
    Crossing.id, Crossing.occurred_on, Crossing.occurred_at, Crossing.post_id,
    Crossing.person_id, Crossing.direction, Crossing.decision, Crossing.document_issuer,
    Crossing.document_kind, Crossing.document_number_key, Crossing.supersedes_id,
    Crossing.authorised_until, Crossing.under_permit, Post.country,
)  # fmt: skip
_WANTED = select(*_COLUMNS).join(Post, Post.id == Unindexed(Crossing.post_id))


def of_crossing(crossing: Crossing) -> Passage | None:
    """A crossing as the matching sees it, None where nobody went in or out."""
    return _passage(crossing, crossing.lane.post.country)


def _passage(crossing: Crossing | Row[Any], country: str) -> Passage | None:
    if (crossing.direction, crossing.decision) not in LETS_THROUGH:
        return None
    return Passage(
        id=crossing.id,
        occurred_on=crossing.occurred_on,
        occurred_at=crossing.occurred_at,
        post_id=crossing.post_id,
        person_id=crossing.person_id,
        is_entry=crossing.direction == "E",
        document=(crossing.document_issuer, crossing.document_kind, crossing.document_number_key),
        supersedes_id=crossing.supersedes_id,
        country=country,
        authorised_until=crossing.authorised_until,
        under_permit=bool(crossing.under_permit),
    )


def of_people(person_ids: Sequence[UUID]) -> Iterator[Passage]:
    """The passages of these files that no correction replaces, by file."""
    wanted = _WANTED.where(Crossing.person_id.in_(person_ids), standing())
    yield from filter(None, (_passage(row, row.country) for row in db.session.execute(wanted)))


def one(crossing_id: UUID) -> Passage | None:
    """One passage, whatever replaces it."""
    row = db.session.execute(_WANTED.where(Crossing.id == crossing_id)).first()
    return _passage(row, row.country) if row else None


def presumed(entry_ids: Iterable[UUID]) -> Mapping[UUID, PresumedDeparture]:
    """The presumptions that stand, by the entry whose exit nobody saw."""
    wanted = select(PresumedDeparture).where(
        PresumedDeparture.entry_id.in_(list(entry_ids)), PresumedDeparture.undone_at.is_(None)
    )
    return {row.entry_id: row for row in db.session.scalars(wanted)}


def newest_stay(person_id: UUID, country: str) -> Stay | None:
    """The stay with the person's latest crossing into or out of a country."""
    return db.session.scalar(_NEWEST, {"person": person_id, "there": country})


_NEWEST = (
    select(Stay)
    .where(Stay.person_id == bindparam("person"), Stay.country == bindparam("there"))
    .order_by(Stay.last_at.desc(), Stay.id.desc())
    .limit(1)
)


def persons_after(person_id: UUID | None, most: int) -> list[UUID]:
    """The next files of people who crossed, in the order of their keys."""
    wanted = select(Crossing.person_id).distinct().order_by(Crossing.person_id).limit(most)
    if person_id:
        wanted = wanted.where(Crossing.person_id > person_id)
    return list(db.session.scalars(wanted))
