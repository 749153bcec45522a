"""Into which lots the parts of unpacked kits go: those they came from, as far as that is known.

Kits of one lot cannot be told apart. Where a part of theirs came from several lots, the one that
expires first is credited first, so that nothing is believed good for longer than it is.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from borderpost.audit import Actor
from borderpost.db import db, new_id
from equipment import stock_balance
from equipment.models import KitBill, KitBillLine, StockCard, StockLot
from equipment.queries import kits
from equipment.services import stock_writing as writing
from equipment.stock_balance import Pile

Parts = list[tuple[StockCard, int]]


def parted(card: StockCard, bill: KitBill, quantity: int, number: str, by: Actor | None) -> Parts:
    """Where each part of ``quantity`` kits of a card goes, at the card's place; ``number`` names
    the lot of what nobody knows more of."""
    known = kits.inside(card.lot)
    found: Parts = []
    for line in bill.lines:
        due = line.quantity * quantity
        piles = [Pile(lot, lot.expires_on, left) for lot, left in known.get(line.part_id, [])]
        for lot, some in stock_balance.first_out(piles, due, date.min):
            found.append((writing.card_at(line.part, lot, card.location_id, by), some))
            due -= some
        if due:
            lot = _unknown(line, card.lot, number, by)
            found.append((writing.card_at(line.part, lot, card.location_id, by), due))
    return found


def new_lot(item_id: UUID, code: str, until: date | None, by: Actor | None) -> StockLot:
    """A lot that this post names itself."""
    row = StockLot(id=new_id(), item_id=item_id, code=code, expires_on=until)
    row.created_by = by.officer_id if by else None
    db.session.add(row)
    db.session.flush()
    return row


def _unknown(line: KitBillLine, kit_lot: StockLot, number: str, by: Actor | None) -> StockLot:
    """The lot of parts whose own is not known: good for no longer than the kits were."""
    return new_lot(line.part_id, number, kit_lot.expires_on if line.part.has_expiry else None, by)
