"""The stock of visa stickers: what there is, what became of each, and whether it adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from borderpost.db import db
from crossings.models import Sticker, StickerCount, StickerSeries, StickerState


@dataclass(frozen=True)
class Sought:
    """What the list is asked for; empty parts do not filter."""

    number: str = ""
    state: str = ""

    def filters(self) -> dict[str, str]:
        """What was asked for, fit for a file's name and the audit log."""
        told = {"state": self.state, "number": self.number}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Stock:
    """How many stickers a post received, and where they are."""

    received: int
    stock: int
    issued: int
    spoiled: int


def listed(sought: Sought, post_id: UUID | None) -> Select[tuple[Sticker]]:
    """The stickers of a post, by number."""
    wanted = (
        select(Sticker)
        .join(Sticker.series)
        .where(Sticker.post_id == post_id, *_filters(sought))
        .options(contains_eager(Sticker.series), joinedload(Sticker.officer))
    )
    return wanted.order_by(Sticker.number, Sticker.id)


def one(sticker_id: UUID, post_id: UUID | None) -> Sticker | None:
    """A sticker of this post; None for another post's."""
    wanted = select(Sticker).where(Sticker.id == sticker_id, Sticker.post_id == post_id)
    return db.session.scalar(wanted.options(joinedload(Sticker.series)))


def numbered(number: str, country: str) -> Sticker | None:
    """The sticker of a country with this number, wherever it is."""
    wanted = select(Sticker).where(Sticker.number == number, Sticker.country == country)
    return db.session.scalar(wanted.options(joinedload(Sticker.post)))


def next_in_stock(post_id: UUID) -> Sticker | None:
    """The lowest number in stock: the one on top of the pile."""
    wanted = select(Sticker).where(Sticker.post_id == post_id, Sticker.state == StickerState.STOCK)
    next_one = wanted.options(joinedload(Sticker.series)).order_by(Sticker.number).limit(1)
    return db.session.scalar(next_one)


def stock(post_id: UUID | None) -> Stock:
    """How many stickers a post has had, and where they are: received by the series, the rest
    by the stickers themselves."""
    size = StickerSeries.last - StickerSeries.first + 1
    received = db.session.scalar(
        select(func.coalesce(func.sum(size), 0)).where(StickerSeries.post_id == post_id)
    )
    counted = select(Sticker.state, func.count()).where(Sticker.post_id == post_id)
    found = {row[0]: row[1] for row in db.session.execute(counted.group_by(Sticker.state))}
    return Stock(int(received or 0), *(found.get(state, 0) for state in StickerState))


def ends_of_stock(post_id: UUID | None) -> tuple[str, str]:
    """The lowest and the highest number in stock; '' for both where none is left."""
    ends = select(func.min(Sticker.number), func.max(Sticker.number))
    here = ends.where(Sticker.post_id == post_id, Sticker.state == StickerState.STOCK)
    first, last = db.session.execute(here).one()
    return first or "", last or ""


def series(post_id: UUID | None) -> Sequence[StickerSeries]:
    """What the post received, the latest first."""
    wanted = select(StickerSeries).where(StickerSeries.post_id == post_id)
    newest = wanted.options(joinedload(StickerSeries.receiver))
    return db.session.scalars(newest.order_by(StickerSeries.created_at.desc()).limit(50)).all()


def counts(post_id: UUID | None) -> Sequence[StickerCount]:
    """The latest counts of the stock."""
    wanted = select(StickerCount).where(StickerCount.post_id == post_id)
    newest = wanted.options(joinedload(StickerCount.counter))
    return db.session.scalars(newest.order_by(StickerCount.created_at.desc()).limit(10)).all()


def faults() -> Iterator[str]:
    """What ``flask verify`` says of series whose stickers are not all there."""
    there = (
        select(Sticker.series_id, func.count().label("there"))
        .group_by(Sticker.series_id)
        .subquery()
    )
    wanted = select(StickerSeries, there.c.there).outerjoin(
        there, there.c.series_id == StickerSeries.id
    )
    for row, found in db.session.execute(wanted):
        missing = row.last - row.first + 1 - (found or 0)
        if missing:
            yield f"sticker series {row.prefix}{row.first}-{row.last}: {missing} numbers are gone"


def _filters(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.number:
        yield Sticker.number.contains(sought.number.upper(), autoescape=True)
    if sought.state:
        yield Sticker.state == sought.state
