"""The demonstration's stock: an item in each state, and a ledger with every kind of movement."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from borderpost.audit import Actor
from borderpost.places import queries as places
from borderpost.posts.models import Post
from equipment import demo_distributions, demo_kits
from equipment.services import allocating, stock, stock_items
from equipment.services.allocating import Wish
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said
from projects import queries as ledger

_ITEMS = (
    ItemFacts("KIT-NFI", "Kit de première nécessité (ménage)", "kit", "kit", least=320, most=400),
    ItemFacts("SRO", "Sels de réhydratation orale", "consumable", "sachet", True, 200, 600),
    ItemFacts("GANTS", "Gants d'examen", "consumable", "boîte", True, 10, 40),
    ItemFacts("PAPIER-80", "Rouleau thermique 80 mm", "consumable", "rouleau", least=24, most=96),
    ItemFacts("VITRE-P1", "Vitre de lecteur P1", "spare", "pièce", least=2, most=4),
)


def fill(post: Post, locations: dict[str, UUID], today: date, by: Actor) -> int:
    """Items with lots and movements at the store; how many items."""
    keys = {facts.code: stock_items.add(post.id, facts, by=by).id for facts in _ITEMS}
    store, car = locations["MAG"], locations["PAT"]
    project = ledger.project_coded("DM-0042")

    def came(code: str, number: int, ago: int, lot: str = "", good_for: int | None = None) -> UUID:
        said = Said(_ago(today, ago), "", f"BL-{number}", project.id if project else None)
        known = Lot(lot, None if good_for is None else _ago(today, -good_for))
        return stock.receive(keys[code], store, known, number, said, by=by).card_id

    came("KIT-NFI", 400, 40)
    _speak_for(keys["KIT-NFI"], project.id if project else None, today, by)
    came("SRO", 150, 50, "RS-2407", -12)
    came("SRO", 120, 30, "RS-2511", 200)
    came("GANTS", 18, 30, "G-88", 400)
    rolls = came("PAPIER-80", 60, 30)
    stock.receive(keys["VITRE-P1"], store, Lot(), 2, Said(_ago(today, 30)), by=by)
    for code, number, ago, reason in (
        ("SRO", 30, 20, "Infirmerie du poste"), ("PAPIER-80", 12, 15, "Voies 1 et 2"),
        ("VITRE-P1", 1, 5, "Réparation d'un lecteur"),
    ):  # fmt: skip
        stock.issue(keys[code], store, number, Said(_ago(today, ago), reason), by=by)
    more = demo_kits.fill(post, store, today, by)
    stock.transfer(keys["PAPIER-80"], rolls, car, 5, Said(_ago(today, 9)), by=by)
    wet = Said(_ago(today, 8), "Deux cartons mouillés", "PV 14")
    stock.adjust(keys["PAPIER-80"], rolls, -8, wet, by=by)
    stock.count(keys["PAPIER-80"], rolls, 35, Said(_ago(today, 2)), by=by)
    twice = stock.receive(keys["VITRE-P1"], store, Lot(), 2, Said(_ago(today, 4)), by=by)
    stock.reverse(twice.id, "Saisi deux fois : même bordereau", by=by)
    demo_distributions.fill(post, store, project.id if project else None, today, by)
    return len(keys) + more


def _speak_for(item_id: UUID, project_id: UUID | None, today: date, by: Actor) -> None:
    """Kits that are planned or set aside, none of them given to anybody yet."""
    later = _ago(today, -90)
    areas = {code for code in ("ML08", "ML09") if places.place_coded(code, today)}
    for kind, number, purpose, area in (
        ("planned", 170, "Familles touchées par les combats, région de Kidal", "ML08"),
        ("set_aside", 150, "Saison des pluies, inondations à Bamako", "ML09"),
    ):  # fmt: skip
        wish = Wish(kind, number, purpose, area if area in areas else "", later, project_id)
        allocating.allocate(item_id, wish, by=by)


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)
