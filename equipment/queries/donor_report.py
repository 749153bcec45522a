"""The donor's report: every item by project and donor, with plate and certificate, and its sums.

"Handed over" is what these queries say: a title that passed by a certificate in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from borderpost.officers.models import folded
from equipment.models import Asset, Donation, DonationLine, StockCard
from equipment.models.donation import SIGNED
from equipment.queries.reach import of_post
from equipment.states import EXPECTED
from projects.models import BudgetLine, Project

WITH, WITHOUT = "with", "without"


@dataclass(frozen=True)
class Wanted:
    """What the report is filtered by; empty parts do not filter."""

    words: str = ""
    project_id: UUID | None = None
    donor_id: UUID | None = None
    status: str = ""
    plate: str = ""  # WITH, WITHOUT
    deed: str = ""  # WITH, WITHOUT

    def filters(self) -> dict[str, str]:
        """The parts that filter."""
        return {name: str(value) for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Sum:
    """So many things come to so much. ``currency`` '': their cost is not known, ``total`` None."""

    status: str
    currency: str
    things: int
    total: Decimal | None


@dataclass(frozen=True)
class OfLine:
    """A budget line beside what the register has of it. ``spent`` is by currency; ``unknown``
    things have no known cost, so that the true sum is higher."""

    line: BudgetLine
    things: int
    spent: Sequence[tuple[str, Decimal]]
    unknown: int

    @property
    def left(self) -> Decimal | None:
        """What the budget has left; None when no amount is known, or something in its sum is
        not: another currency, a thing without a cost."""
        other = [code for code, _sum in self.spent if code != self.line.currency]
        if self.line.amount is None or self.unknown or other:
            return None
        return self.line.amount - sum((one for _code, one in self.spent), Decimal(0))


def items(wanted: Wanted, post_id: UUID | None) -> Select[tuple[Asset]]:
    """Every item that a project or a donor paid for, whatever became of it, by tag:
    the order that an index has."""
    return (
        select(Asset)
        .options(
            joinedload(Asset.model), joinedload(Asset.holder), joinedload(Asset.location),
            joinedload(Asset.project), joinedload(Asset.donor), joinedload(Asset.budget_line),
            selectinload(Asset.deed_lines).joinedload(DonationLine.donation),
        )
        .where(*of_post(Asset.post_id, post_id), *_conditions(wanted))
        .order_by(Asset.tag)
    )  # fmt: skip


def by_project(found: Select[tuple[Asset]]) -> Select[tuple[Asset]]:
    """The same items by project and tag, for paper: it sorts them all."""
    joined = found.outerjoin(Project, Project.id == Asset.project_id)
    order = (Project.code.is_(None), Project.code, Asset.tag)
    return joined.order_by(None).order_by(*order)


def plateless(post_id: UUID | None) -> Select[tuple[Asset]]:
    """What a donor paid for, is here, and has no plate, by tag."""
    asked = items(Wanted(plate=WITHOUT), post_id)
    return asked.where(Asset.donor_id.is_not(None), Asset.status.in_(sorted(EXPECTED)))


def sums(wanted: Wanted, post_id: UUID | None) -> list[Sum]:
    """How many and how much, by state and currency; what is not known stands apart."""
    asked = (
        select(Asset.status, Asset.currency, func.count(), func.sum(Asset.cost))
        .where(*of_post(Asset.post_id, post_id), *_conditions(wanted))
        .group_by(Asset.status, Asset.currency)
        .order_by(Asset.currency == "", Asset.currency, Asset.status)
    )
    return [Sum(*row) for row in db.session.execute(asked)]


def handed_over(wanted: Wanted, post_id: UUID | None) -> list[Sum]:
    """Of the same items those whose title passed by a certificate in force, by currency."""
    asked = (
        select(Asset.currency, func.count(), func.sum(Asset.cost))
        .where(*of_post(Asset.post_id, post_id), *_conditions(wanted), has_deed())
        .group_by(Asset.currency)
        .order_by(Asset.currency == "", Asset.currency)
    )
    return [Sum("", *row) for row in db.session.execute(asked)]


def stock_given(wanted: Wanted, post_id: UUID | None) -> Sequence[DonationLine]:
    """The stock that left by a certificate in force, by its number."""
    asked = (
        select(DonationLine)
        .join(DonationLine.donation)
        .outerjoin(DonationLine.budget_line)
        .options(
            joinedload(DonationLine.donation),
            joinedload(DonationLine.card).joinedload(StockCard.item),
            joinedload(DonationLine.card).joinedload(StockCard.lot),
            joinedload(DonationLine.budget_line).joinedload(BudgetLine.project),
            joinedload(DonationLine.budget_line).joinedload(BudgetLine.donor),
        )
        .where(
            DonationLine.card_id.is_not(None), Donation.state == SIGNED,
            *of_post(Donation.post_id, post_id),
        )
        .order_by(Donation.number, DonationLine.id)
    )  # fmt: skip
    if wanted.project_id is not None:
        asked = asked.where(BudgetLine.project_id == wanted.project_id)
    if wanted.donor_id is not None:
        asked = asked.where(BudgetLine.donor_id == wanted.donor_id)
    return db.session.scalars(asked).all()


def by_line(wanted: Wanted, post_id: UUID | None) -> list[OfLine]:
    """The budget lines of the project or donor, each beside the value of its items, whatever
    else the report is filtered by: a budget is compared with everything bought from it."""
    lines = (
        select(BudgetLine)
        .join(BudgetLine.project)
        .options(joinedload(BudgetLine.project), joinedload(BudgetLine.donor))
        .order_by(Project.code, BudgetLine.code)
    )
    if wanted.project_id is not None:
        lines = lines.where(BudgetLine.project_id == wanted.project_id)
    if wanted.donor_id is not None:
        lines = lines.where(BudgetLine.donor_id == wanted.donor_id)
    asked = (
        select(Asset.budget_line_id, Asset.currency, func.count(), func.sum(Asset.cost))
        .where(Asset.budget_line_id.is_not(None), *of_post(Asset.post_id, post_id))
        .group_by(Asset.budget_line_id, Asset.currency)
        .order_by(Asset.currency)
    )
    spent: dict[UUID, list[tuple[str, int, Decimal | None]]] = {}
    for key, currency, things, total in db.session.execute(asked):
        spent.setdefault(key, []).append((currency, things, total))
    return [_of_line(line, spent.get(line.id, [])) for line in db.session.scalars(lines)]


def has_deed() -> ColumnElement[bool]:
    """The SQL for a thing whose title passed by a certificate in force."""
    given = (
        select(DonationLine.asset_id)
        .join(DonationLine.donation)
        .where(DonationLine.asset_id.is_not(None), Donation.state == SIGNED)
    )
    return Asset.id.in_(given)


def _of_line(line: BudgetLine, rows: Sequence[tuple[str, int, Decimal | None]]) -> OfLine:
    known = [(currency, total) for currency, _many, total in rows if total is not None]
    unknown = sum(many for _currency, many, total in rows if total is None)
    return OfLine(line, sum(many for _currency, many, _total in rows), known, unknown)


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield Asset.project_id.is_not(None) | Asset.donor_id.is_not(None)
    for word in folded(wanted.words).split():
        yield Asset.search_key.contains(word, autoescape=True)
    if wanted.project_id is not None:
        yield Asset.project_id == wanted.project_id
    if wanted.donor_id is not None:
        yield Asset.donor_id == wanted.donor_id
    if wanted.status:
        yield Asset.status == wanted.status
    if wanted.plate:
        plated = Asset.plated_on.is_not(None)
        yield plated if wanted.plate == WITH else ~plated
    if wanted.deed:
        yield has_deed() if wanted.deed == WITH else ~has_deed()
