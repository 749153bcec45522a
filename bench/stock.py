"""Stock for ``bench/equipment.py``: items with lots, cards and a ledger, as after years.

Rows are written raw, one movement of every card after the other, and each card is their sum.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, text

from borderpost.db import db, new_id
from equipment.models import Allocation, StockCard, StockItem, StockLot

ITEMS, LOTS, MOVEMENTS = 5_000, 4, 20  # of the post, of an item, of a card
_WRITTEN = datetime(2022, 1, 1, tzinfo=UTC)


def fill(post: UUID, places: list[UUID], today: date) -> None:
    """Items of which one in eight expires, one in five is to be ordered and one in fifty is
    gone; a tenth of them spoken for."""
    dice, told = random.Random(17), {"created_at": _WRITTEN}
    items = [
        {"id": new_id(), "post_id": post, "code": f"ART-{number:05}", "unit": "piece",
         "name": f"Article {number:05}", "search_key": f"art-{number:05} article {number:05}",
         "kind": dice.choice(("consumable", "spare")), "has_expiry": number % 8 == 0,
         "least": 2000 if number % 5 == 0 else 10, "most": 4000, **told}
        for number in range(ITEMS)
    ]  # fmt: skip
    lots, cards = [], []
    for number, item in enumerate(items):
        for place in range(LOTS):
            ends = today + timedelta(days=dice.randrange(-100, 900)) if number % 8 == 0 else None
            lots.append({"id": new_id(), "item_id": item["id"], "code": f"L{place}",
                         "expires_on": ends, **told})  # fmt: skip
            held = 0 if number % 50 == 1 else 10 * MOVEMENTS
            cards.append({"id": new_id(), "item_id": item["id"], "lot_id": lots[-1]["id"],
                          "location_id": places[place % len(places)], "on_hand": held,
                          "version": MOVEMENTS, **told})  # fmt: skip
    for table, rows in ((StockItem, items), (StockLot, lots), (StockCard, cards)):
        db.session.execute(insert(table), rows)
    for seq in range(1, MOVEMENTS + 1):
        db.session.execute(text(_MOVES), {"seq": seq, "days": 60 * seq})
    db.session.execute(insert(Allocation), [
        {"id": new_id(), "item_id": item["id"], "kind": dice.choice(("planned", "set_aside")),
         "quantity": 5, "purpose": "Kidal", "area": "", "released_why": "", **told}
        for item in items[::10]
    ])  # fmt: skip


_MOVES = """
INSERT INTO stock_movements (id, card_id, seq, act_id, kind, quantity, happened_on, reason,
  document, created_at)
SELECT lower(hex(randomblob(16))), id, :seq, lower(hex(randomblob(16))),
  CASE WHEN :seq % 2 THEN 'receive' ELSE 'issue' END,
  CASE WHEN on_hand = 0 THEN CASE WHEN :seq % 2 THEN 20 ELSE -20 END
    ELSE CASE WHEN :seq % 2 THEN 30 ELSE -10 END END,
  date('2022-01-01', :days || ' days'), 'patrol', '', datetime('2022-01-01', :days || ' days')
FROM stock_cards
"""
