"""The demonstration's kits: what one holds, some assembled from their parts, one unpacked."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from borderpost.audit import Actor
from borderpost.posts.models import Post
from equipment.queries import stock as shelves
from equipment.services import kit_bills, kits, stock, stock_items
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said

_PARTS = (
    (ItemFacts("SAVON-200", "Savon de 200 g", "consumable", "pièce", True, 100, 600), 6),
    (ItemFacts("SEAU-14", "Seau de 14 litres à couvercle", "consumable", "pièce"), 1),
    (ItemFacts("SERVIETTE", "Serviette", "consumable", "pièce"), 2),
)
_KIT = ItemFacts("KIT-HYG", "Kit d'hygiène", "kit", "kit", True, 20, 60)


def fill(post: Post, store: UUID, today: date, by: Actor) -> int:
    """A hygiene kit with its parts in stock, thirty assembled and two taken apart; how many
    items."""
    keys = {facts.code: stock_items.add(post.id, facts, by=by).id for facts, _many in _PARTS}
    kit_id = stock_items.add(post.id, _KIT, by=by).id
    for code, number, lot, good_for in (
        ("SAVON-200", 120, "SV-31", 150), ("SAVON-200", 200, "SV-44", 420),
        ("SEAU-14", 60, "", None), ("SERVIETTE", 100, "", None),
    ):  # fmt: skip
        known = Lot(lot, None if good_for is None else today + timedelta(days=good_for))
        said = Said(today - timedelta(days=35), "", "BL-118")
        stock.receive(keys[code], store, known, number, said, by=by)
    bill = {keys[facts.code]: many for facts, many in _PARTS}
    kit_bills.write(kit_id, {**bill, keys["SERVIETTE"]: 1}, "", by=by)
    kit_bills.write(kit_id, bill, "Deux serviettes : demande des familles", by=by)
    made = Said(today - timedelta(days=28), "Stock de contingence du poste")
    kits.assemble(kit_id, store, 32, made, by=by)
    card = shelves.cards(kit_id)[0].id
    found = {part: many * 2 for part, many in bill.items()}
    apart = Said(today - timedelta(days=6), "Seaux pour le point d'eau")
    kits.unpack(kit_id, card, 2, found, apart, by=by)
    return len(keys) + 1
