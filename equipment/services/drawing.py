"""Which lots of an item a number is taken from: what expires first, what has expired never.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import locale
from borderpost.refusal import Refused
from equipment import stock_balance
from equipment.models import StockCard, StockItem
from equipment.queries import stock
from equipment.stock_balance import Pile


def drawn(
    item: StockItem, location_id: UUID, quantity: int, day: date
) -> list[tuple[StockCard, int]]:
    """The cards that ``quantity`` leaves on ``day``, and how many each. Raises ``Refused`` when
    there is not enough that has not expired."""
    piles = _piles(item, location_id, day)
    taken = stock_balance.first_out(piles, quantity, day)
    there = sum(number for _card, number in taken)
    if there < quantity:
        raise _short(item, piles, there, day)
    return taken


def first_day(item: StockItem, location_id: UUID, day: date) -> date | None:
    """The last good day of what expires first of an item at a place, None: nothing does."""
    days = [one.expires_on for one in _piles(item, location_id, day) if one.free > 0]
    return min((one for one in days if one is not None and one >= day), default=None)


def _piles(item: StockItem, location_id: UUID, day: date) -> list[Pile[StockCard]]:
    return [
        Pile(card, card.lot.expires_on, stock_balance.free(stock.days(card.id), day))
        for card in stock.cards(item.id, location_id)
    ]


def _short(item: StockItem, piles: list[Pile[StockCard]], there: int, day: date) -> Refused:
    expired = sum(one.free for one in piles if one.expires_on is not None and one.expires_on < day)
    return Refused(
        _l("Only %(there)s of %(item)s may be issued from there on %(day)s (expired: "
           "%(expired)s). Issue fewer, from another place, or receive more first.",
           there=there, item=item.name, day=locale.day(day), expired=expired),
        field="quantity",
    )  # fmt: skip
