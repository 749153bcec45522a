"""Paper receipts: what was printed, what became of each number, and which are to be looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from cashdesk.models import PaperFate, PaperReceipt, Receipt

_BLANK = (PaperFate.PRINTED, PaperFate.OUT)


@dataclass(frozen=True)
class Sought:
    """What the list is asked for; '' does not filter."""

    number: str = ""
    fate: str = ""

    def filters(self) -> dict[str, str]:
        """What filters."""
        return {name: value for name, value in vars(self).items() if value}


def listed(sought: Sought, post_id: UUID | None) -> Select[tuple[PaperReceipt]]:
    """The paper receipts of a post, the latest number first."""
    wanted = _loaded().where(PaperReceipt.post_id == post_id, *_filters(sought))
    return wanted.order_by(PaperReceipt.year.desc(), PaperReceipt.serial.desc())


def one(paper_id: UUID, post_id: UUID | None) -> PaperReceipt | None:
    """A paper receipt of this post; None for another post's."""
    wanted = _loaded().where(PaperReceipt.id == paper_id, PaperReceipt.post_id == post_id)
    return db.session.scalar(wanted)


def numbered(number: str, post_id: UUID | None = None) -> PaperReceipt | None:
    """The paper receipt with this number, of a post or of any."""
    wanted = _loaded().where(PaperReceipt.number == "".join(number.split()).upper())
    if post_id:
        wanted = wanted.where(PaperReceipt.post_id == post_id)
    return db.session.scalar(wanted)


def run(run_id: UUID, post_id: UUID | None) -> Sequence[PaperReceipt]:
    """What was printed together, by number."""
    wanted = _loaded().where(PaperReceipt.run_id == run_id, PaperReceipt.post_id == post_id)
    return db.session.scalars(wanted.order_by(PaperReceipt.serial)).all()


def fates(post_id: UUID | None) -> dict[str, int]:
    """How many have each fate: together they are all that were printed."""
    wanted = select(PaperReceipt.fate, func.count()).where(PaperReceipt.post_id == post_id)
    found = {row[0]: row[1] for row in db.session.execute(wanted.group_by(PaperReceipt.fate))}
    return {fate: found.get(fate, 0) for fate in PaperFate}


def unexplained(post_id: UUID | None) -> Sequence[PaperReceipt]:
    """Blank ones of which nobody said anything although a later number of the year was used: each
    is to be looked for, captured, or said to be back, spoiled or missing."""
    later = (
        select(PaperReceipt.year, func.max(PaperReceipt.serial).label("last"))
        .where(PaperReceipt.post_id == post_id, PaperReceipt.fate == PaperFate.USED)
        .group_by(PaperReceipt.year)
        .subquery()
    )
    below = and_(later.c.year == PaperReceipt.year, PaperReceipt.serial < later.c.last)
    wanted = _loaded().join(later, below)
    here = (PaperReceipt.post_id == post_id, PaperReceipt.fate.in_(_BLANK))
    return db.session.scalars(
        wanted.where(*here).order_by(PaperReceipt.year, PaperReceipt.serial)
    ).all()


def void_numbers(post_id: UUID) -> Sequence[str]:
    """The numbers that are good for nothing, in their order: spoiled, or gone missing."""
    lost = PaperReceipt.fate.in_((PaperFate.SPOILED, PaperFate.MISSING))
    wanted = select(PaperReceipt.number).where(PaperReceipt.post_id == post_id, lost)
    return db.session.scalars(wanted.order_by(PaperReceipt.year, PaperReceipt.serial)).all()


def disagreeing() -> Sequence[str]:
    """Numbers of used papers that are not those of their receipts, or with the number of a live
    receipt: what ``flask verify`` asks."""
    its_own = and_(PaperReceipt.receipt_id == Receipt.id, PaperReceipt.number == Receipt.number)
    same = or_(PaperReceipt.receipt_id == Receipt.id, PaperReceipt.number == Receipt.number)
    wanted = select(PaperReceipt.number).join(Receipt, same).where(~func.coalesce(its_own, False))
    return db.session.scalars(wanted).all()


def _filters(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.number:
        yield PaperReceipt.number.contains(sought.number.upper(), autoescape=True)
    if sought.fate:
        yield PaperReceipt.fate == sought.fate


def _loaded() -> Select[tuple[PaperReceipt]]:
    people = (PaperReceipt.holder, PaperReceipt.officer, PaperReceipt.changer, PaperReceipt.printer)
    return select(PaperReceipt).options(
        *(joinedload(each) for each in people),
        joinedload(PaperReceipt.receipt).joinedload(Receipt.tariff),
        joinedload(PaperReceipt.receipt).selectinload(Receipt.voids),
    )
