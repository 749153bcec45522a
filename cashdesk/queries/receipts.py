"""Reading receipts, and looking whether a number is missing among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select, union
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from cashdesk.models import (
    PaperReceipt,
    Receipt,
    ReceiptCounter,
    ReceiptVoid,
    Tariff,
    Till,
    VoidState,
)


@dataclass(frozen=True)
class Gap:
    """Numbers of a year that were given out and are not there."""

    post_id: UUID
    year: int
    first: int
    last: int


@dataclass(frozen=True)
class Sought:
    """What to look for among the receipts; '' does not filter."""

    words: str = ""
    state: str = ""  # good, free, asked, void
    way: str = ""  # live, paper

    def filters(self) -> dict[str, str]:
        """What filters."""
        return {name: value for name, value in vars(self).items() if value}


def receipt(receipt_id: UUID, post_id: UUID | None) -> Receipt | None:
    """One receipt of a post, or None."""
    wanted = _loaded().where(Receipt.id == receipt_id, Receipt.post_id == post_id)
    return db.session.scalar(wanted)


def numbered(number: str) -> Receipt | None:
    """The receipt of this number, or None."""
    return db.session.scalar(_loaded().where(Receipt.number == number))


def about(reference: str, post_id: UUID) -> Receipt | None:
    """The newest receipt about a crossing or a plate that is not void, or None."""
    wanted = _loaded().where(Receipt.post_id == post_id, Receipt.about == reference)
    standing = wanted.where(*_filters(Sought(state="standing")))
    return db.session.scalar(standing.order_by(Receipt.id.desc()).limit(1))


def of_till(till_id: UUID) -> Sequence[Receipt]:
    """The receipts of a till, the newest first."""
    wanted = _loaded().where(Receipt.till_id == till_id).order_by(Receipt.id.desc())
    return db.session.scalars(wanted).all()


def listed(sought: Sought, post_id: UUID | None) -> Select[tuple[Receipt]]:
    """The receipts of a post, the newest first."""
    wanted = _loaded().join(Receipt.tariff).where(Receipt.post_id == post_id, *_filters(sought))
    return wanted.order_by(Receipt.year.desc(), Receipt.serial.desc())


def voids_asked(post_id: UUID | None) -> Sequence[ReceiptVoid]:
    """The wishes of a post that wait for an answer, the oldest first."""
    wanted = (
        select(ReceiptVoid)
        .join(ReceiptVoid.receipt)
        .where(Receipt.post_id == post_id, ReceiptVoid.state == VoidState.ASKED)
        .options(joinedload(ReceiptVoid.receipt), joinedload(ReceiptVoid.asker))
        .order_by(ReceiptVoid.id)
    )
    return db.session.scalars(wanted).all()


def void(void_id: UUID, post_id: UUID | None) -> ReceiptVoid | None:
    """One wish of a post, or None."""
    wanted = select(ReceiptVoid).join(ReceiptVoid.receipt)
    return db.session.scalar(wanted.where(ReceiptVoid.id == void_id, Receipt.post_id == post_id))


def void_numbers(post_id: UUID) -> Sequence[str]:
    """The numbers of a post's receipts that are void, in their order."""
    wanted = (
        select(Receipt.number)
        .join(ReceiptVoid, ReceiptVoid.receipt_id == Receipt.id)
        .where(Receipt.post_id == post_id, ReceiptVoid.state == VoidState.APPROVED)
    )
    return db.session.scalars(wanted.order_by(Receipt.year, Receipt.serial)).all()


def gaps(post_id: UUID | None = None) -> list[Gap]:
    """Numbers that are missing: between two receipts, before the first, after the last one that
    the counter gave out. Of one post, or of all."""
    return sorted([*_between(post_id), *_after(post_id)], key=lambda gap: (gap.year, gap.first))


def _between(post_id: UUID | None) -> Iterator[Gap]:
    there = _numbers().subquery()
    series = (there.c.post_id, there.c.year)
    former = func.lag(there.c.serial).over(partition_by=series, order_by=there.c.serial)
    before = func.coalesce(former, 0).label("before")
    numbers = select(*there.c, before).where(*_here(there.c.post_id, post_id)).subquery()
    for row in db.session.execute(select(numbers).where(numbers.c.serial - numbers.c.before > 1)):
        yield Gap(row.post_id, row.year, row.before + 1, row.serial - 1)


def _after(post_id: UUID | None) -> Iterator[Gap]:
    counter, given = ReceiptCounter, _numbers().subquery()
    there = func.coalesce(func.max(given.c.serial), 0)
    wanted = (
        select(counter.post_id, counter.year, counter.last, there.label("there"))
        .outerjoin(given, (given.c.post_id == counter.post_id) & (given.c.year == counter.year))
        .where(*_here(counter.post_id, post_id))
        .group_by(counter.post_id, counter.year, counter.last)
        .having(counter.last > there)
    )
    for row in db.session.execute(wanted):
        yield Gap(row.post_id, row.year, row.there + 1, row.last)


def _numbers() -> CompoundSelect[tuple[UUID, int, int]]:
    """Every number that is there: of a receipt, or of a paper whatever became of it."""
    told = (select(one.post_id, one.year, one.serial) for one in (Receipt, PaperReceipt))
    return union(*told)


def _here(column: ColumnElement[UUID] | object, post_id: UUID | None) -> list[ColumnElement[bool]]:
    return [column == post_id] if post_id else []  # type: ignore[list-item]


def _filters(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.words:
        texts = (Receipt.number, Receipt.about, Tariff.code)
        yield or_(*(one.icontains(sought.words, autoescape=True) for one in texts))
    state = ReceiptVoid.state
    standing = select(ReceiptVoid.id).where(ReceiptVoid.receipt_id == Receipt.id)
    if sought.way:
        yield Receipt.paper.has() if sought.way == "paper" else ~Receipt.paper.has()
    if sought.state in {"asked", "void"}:
        meant = VoidState.ASKED if sought.state == "asked" else VoidState.APPROVED
        yield standing.where(state == meant).exists()
    elif sought.state:
        yield ~standing.where(state == VoidState.APPROVED).exists()
    if sought.state in {"good", "free"}:
        yield Receipt.amount == 0 if sought.state == "free" else Receipt.amount > 0


def _loaded() -> Select[tuple[Receipt]]:
    return select(Receipt).options(
        joinedload(Receipt.tariff),
        joinedload(Receipt.till).joinedload(Till.officer),
        joinedload(Receipt.till).joinedload(Till.lane),
        joinedload(Receipt.paper).joinedload(PaperReceipt.officer),
        selectinload(Receipt.voids),
    )
