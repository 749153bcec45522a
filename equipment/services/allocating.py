"""Speaking for stock: plan it for somebody, set it aside, release it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.places import queries as places
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Allocation, StockItem
from equipment.queries import allocations
from equipment.queries.allocations import Figures
from equipment.services import stock_writing as writing


@dataclass(frozen=True)
class Wish:
    """What is spoken for: ``kind`` planned or set_aside, ``area`` a P-code or ''."""

    kind: str
    quantity: int
    purpose: str
    area: str = ""
    until: date | None = None
    project_id: UUID | None = None


def allocate(item_id: UUID, wish: Wish, *, by: Actor | None) -> Allocation:
    """Speak for so many. Raises ``Refused`` for more than are available."""
    with transaction() as session:
        item = session.get_one(StockItem, item_id)
        writing.check_quantity(wish.quantity)
        today = posts.today(item.post_id)
        if wish.until is not None and wish.until < today:
            raise Refused(_l("This day is over. Choose today or a later one."), field="until")
        if wish.area and places.place_coded(wish.area, today) is None:
            raise Refused(
                _l("No place has the P-code %(code)s. Look it up under “Places”, or leave it "
                   "empty.", code=wish.area),
                field="area",
            )  # fmt: skip
        check_available(item, wish.quantity, today)
        row = Allocation(item_id=item_id, created_by=by.officer_id if by else None, **vars(wish))
        session.add(row)
        session.flush()
        audit.record(Act.STOCK_ALLOCATED, row, by=by, kind=row.kind, quantity=row.quantity)
    return row


def release(allocation_id: UUID, reason: str, *, by: Actor) -> None:
    """Give what was spoken for free again. Raises ``Refused`` the second time."""
    with transaction() as session:
        row = session.get_one(Allocation, allocation_id)
        if row.released_at is not None:
            raise Refused(_l("This was released already. Nothing more is to be done."))
        if not reason.strip():
            raise Refused(_l("Say why it is released."), field="reason")
        row.released_why, row.released_by = reason.strip()[:300], by.officer_id
        row.released_at = clock.now()
        audit.record(Act.STOCK_RELEASED, row, by=by)


def check_available(item: StockItem, quantity: int, day: date) -> None:
    """Whether so many are not spoken for. Raises ``Refused``."""
    found = allocations.figures(item, day)
    if found.available < quantity:
        raise spoken_for(item, found)


def check_unspoken(item: StockItem, before: Figures, day: date) -> None:
    """Whether what has just left was not spoken for. Raises ``Refused``."""
    if allocations.figures(item, day).available < min(0, before.available):
        raise spoken_for(item, before)


def spoken_for(item: StockItem, found: Figures) -> Refused:
    """The refusal that says what is still available, and why no more."""
    return Refused(
        _l("Only %(free)s of %(item)s are available: %(planned)s are planned, %(aside)s set "
           "aside, %(expired)s expired. Take fewer, or release some first.",
           free=max(0, found.available), item=item.name, planned=found.planned,
           aside=found.set_aside, expired=found.expired),
        field="quantity",
    )  # fmt: skip
