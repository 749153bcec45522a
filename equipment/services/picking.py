"""Issue of a lot that a storekeeper chose, although another one expires first: with its reason.

A box that is open, damp or nearer the door goes first in real stores. What has expired stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment.models import StockCard, StockItem, StockMovement
from equipment.models.stock import ISSUE
from equipment.queries import allocations
from equipment.services import allocating, drawing, stock
from equipment.services import stock_writing as writing
from equipment.services.stock_writing import Move, Said

_LONGEST, _LONGEST_WHY = 300, 140  # of what the ledger keeps as the reason of a movement


@dataclass(frozen=True)
class Picked:
    """The lot at its place that was chosen, and why it goes before what expires first."""

    card_id: UUID
    why: str = ""


def issue(
    item_id: UUID, location_id: UUID, quantity: int, said: Said, picked: Picked, *, by: Actor | None
) -> StockMovement:
    """Issue of one chosen lot. Raises ``Refused`` for a lot that lies elsewhere, has expired or
    holds too little, and without a reason where another one expires first."""
    with transaction() as session:
        item = session.get_one(StockItem, item_id)
        card = stock.card_of(item_id, picked.card_id)
        writing.check_quantity(quantity)
        stock.need_receiver(said)
        if card.location_id != location_id:
            raise Refused(
                _l("This lot lies in %(place)s. Choose that place, or another lot.",
                   place=card.location.name),
                field="card_id",
            )  # fmt: skip
        day, today = writing.day_of(item, said), posts.today(item.post_id)
        stock.check_good(card, day)
        before = allocations.figures(item, today)
        is_out_of_turn = _is_out_of_turn(card, day)
        told = _told(said, picked.why.strip()[:_LONGEST_WHY]) if is_out_of_turn else said
        row = writing.write(card, Move(ISSUE, -quantity, told, new_id()), by)
        allocating.check_unspoken(item, before, today)
        writing.tell([row], by, out_of_turn=is_out_of_turn)
    return row


def _is_out_of_turn(card: StockCard, day: date) -> bool:
    """Whether something else at this place is good and expires earlier."""
    first = drawing.first_day(card.item, card.location_id, day)
    return first is not None and first < (card.lot.expires_on or date.max)


def _told(said: Said, why: str) -> Said:
    if not why:
        raise Refused(
            _l("Another lot expires first. Say why this one goes before it."), field="why_lot"
        )
    return replace(said, reason=f"{said.reason.strip()[: _LONGEST - len(why) - 3]} · {why}")
