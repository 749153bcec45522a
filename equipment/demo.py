"""The demonstration's equipment: what an invented post owns, and what has become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from equipment import demo_donations, demo_receptions, demo_stock, demo_upkeep
from equipment.facts import Facts
from equipment.models import Asset
from equipment.services import catalogue, custody, preparing, register, stocktaking
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.custody import HandOver
from equipment.services.register import Start, StepSaid
from equipment.services.stocktaking import Scan
from projects import queries as ledger

_MODELS = (
    ModelFacts("READER", "Sahara", "Lecteur pleine page P1", "SP1-200",
               ("read_passport", "take_photo")),
    ModelFacts("PRINTER", "Dune", "Imprimante de reçus T80", "T80", ("print_slip",)),
    ModelFacts("RADIO", "Harmattan", "Radio HF 100", "HF100", ("radio",)),
    ModelFacts("POWER", "Soleil", "Panneau 400 W", "S400", ("power",)),
    ModelFacts("COMPUTER", "Baobab", "Ordinateur de guichet", "B12"),
    ModelFacts("EXAMINE", "Acacia", "Mallette d'examen", "AX-3", ("document_reference",)),
)  # fmt: skip
_COSTS = {"READER": "2450.00", "PRINTER": "310.00", "RADIO": "1890.50", "POWER": "420.00",
          "COMPUTER": "980.00", "EXAMINE": "640.00"}  # fmt: skip
_LINES = {"READER": "EQ-1", "PRINTER": "EQ-1", "COMPUTER": "EQ-1", "EXAMINE": "EQ-1",
          "RADIO": "EQ-2", "POWER": "EQ-2"}  # fmt: skip
_MANY = {"READER": 4, "PRINTER": 3, "RADIO": 6, "POWER": 8, "COMPUTER": 5, "EXAMINE": 2}
_NEEDS = {
    "read_passport": "Saisir le document à la main et comparer chaque chiffre.",
    "print_slip": "Écrire la référence à la main sur un coupon.",
}
_DAYS = 60  # since the things came


def fill(say: Callable[[str], object]) -> None:
    """Enter the models, locations and things of the post, unless there are some."""
    post = posts.this_post()
    if post is None or db.session.scalar(select(Asset.id).limit(1)):
        return
    with clock.standing_at(clock.now() - timedelta(days=_DAYS)):
        models = {facts.category: catalogue.add_model(facts, by=None).id for facts in _MODELS}
        locations = {facts.code: catalogue.add_location(post.id, facts, by=None).id
                     for facts in _locations(post)}  # fmt: skip
        things = {category: _entered(post, models[category], category, many, locations["MAG"])
                  for category, many in _MANY.items()}  # fmt: skip
        demo_upkeep.plan(post, models)
    _put_to_use(things, locations)
    for lane in posts.lanes(post.id):
        preparing.say_needs(lane.id, dict(_NEEDS), by=None)
    _count(post, locations)
    keeper = _keeper(post)
    if keeper.officer_id is not None:
        demo_upkeep.fill(post, things, locations["MAG"], keeper)
    deeds = demo_donations.fill(post, things)
    items = demo_stock.fill(post, locations, clock.today(post.zone), keeper)
    say(f"Equipment: {sum(_MANY.values())} things of {len(_MODELS)} models, {items} of stock.")
    came = demo_receptions.fill(post, models, locations["MAG"], keeper)
    say(f"Donations: {deeds}. Receptions: {came}.")


def _locations(post: Post) -> list[LocationFacts]:
    lanes = [
        LocationFacts(f"V{lane.code}", lane.name, "lane", lane.id) for lane in posts.lanes(post.id)
    ]
    others = (("MAG", "Magasin", "store"), ("ATE", "Atelier", "workshop"),
              ("TOIT", "Toit", "room"), ("PAT", "Véhicule de patrouille", "vehicle"))  # fmt: skip
    return [*lanes, *(LocationFacts(code, name, kind) for code, name, kind in others)]


def _entered(post: Post, model_id: UUID, category: str, many: int, store: UUID) -> list[UUID]:
    line = next(one for one in ledger.all_lines() if one.code == _LINES[category])
    ids: dict[str, Any] = {
        "budget_line_id": line.id,
        "project_id": line.project_id,
        "donor_id": line.donor_id,
    }
    cost, day = Decimal(_COSTS[category]), clock.today(post.zone)
    found = []
    for number in range(1, many + 1):
        facts = Facts(
            model_id,
            serial=f"{category[:2]}-{700 + 13 * number}",
            owner="OIM (démonstration)",
            cost=cost,
            currency="EUR",
            received_on=day,
            warranty_until=date(day.year + 2, day.month, 1),
            calibrated_until=date(day.year + 1, day.month, 1) if category == "READER" else None,
            **ids,
        )
        start = Start(location_id=store)
        found.append(register.enter(post.id, facts, start, by=None).id)
    return found


def _count(post: Post, locations: dict[str, UUID]) -> None:
    """A stocktake of the roof under way: three panels seen, one elsewhere, two not yet."""
    account = officers.account_named("magasin")
    if account is None:
        return
    keeper = _Keeper(account.officer_id, post.id)
    row = stocktaking.begin(post.id, "Inventaire du toit", locations["TOIT"], by=keeper)
    wanted = select(Asset.tag).where(Asset.location_id == locations["TOIT"]).order_by(Asset.tag)
    tags = db.session.scalars(wanted).all()
    stocktake_id = row.id
    for tag in tags[:3]:
        stocktaking.scan(stocktake_id, Scan(tag, locations["TOIT"]), by=keeper)
    stocktaking.scan(stocktake_id, Scan(tags[3], locations["ATE"]), by=keeper)


@dataclass(frozen=True)
class _Keeper:
    officer_id: UUID | None
    post_id: UUID


def _keeper(post: Post) -> _Keeper:
    account = officers.account_named("magasin")
    return _Keeper(account.officer_id if account else None, post.id)


def _hand_out(radios: list[UUID]) -> None:
    """A radio to each of three officers, from the storekeeper's hands."""
    keeper, post = officers.account_named("magasin"), posts.this_post()
    for radio, name in zip(radios, ("awa", "cheikh", "grace"), strict=False):
        account = officers.account_named(name)
        if keeper is None or account is None or post is None:
            continue
        said = HandOver(account.officer_id, purpose="Patrouille de nuit")
        custody.hand_over([radio], said, by=_Keeper(keeper.officer_id, post.id))


def _put_to_use(things: dict[str, list[UUID]], locations: dict[str, UUID]) -> None:
    """Readers and printers at the lanes, radios with people, one reader in repair."""
    lanes = [key for code, key in sorted(locations.items()) if code.startswith("V")]
    for category in ("READER", "PRINTER", "COMPUTER"):
        for thing, lane in zip(things[category], lanes, strict=False):
            register.step(thing, "place", StepSaid(location_id=lane), by=None)
    for panel in things["POWER"][:6]:
        register.step(panel, "place", StepSaid(location_id=locations["TOIT"]), by=None)
    _hand_out(things["RADIO"])
    broken = things["READER"][-1]
    why = StepSaid(reason="La vitre est fendue, la ligne du bas n'est plus lue.")
    register.step(broken, "fault", why, by=None)
    register.step(broken, "repair", StepSaid(), by=None)
