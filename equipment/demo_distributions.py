"""The demonstration's distributions, one at each stage, to invented households."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from borderpost.audit import Actor
from borderpost.places import queries as places
from borderpost.posts.models import Post
from equipment.queries import distributed, stock
from equipment.services import dispatching, distributing, households, serving, setting_aside
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.serving import Household, Served
from equipment.services.stock_writing import Said

_CAR = Transport("Équipe mobile du poste", "4x4 du poste")
_HOUSEHOLDS = (  # invented
    ("Rokia Diallo-Essai", "", {("f", "18-59"): 1, ("f", "0-4"): 2, ("m", "5-11"): 1}),
    ("Baba Touré-Essai", "", {("m", "60+"): 1, ("f", "60+"): 1}),
    ("Mariam Coulibaly-Essai", "Son fils Issa", {("f", "18-59"): 1, ("m", "12-17"): 2}),
)
_LIST = b"%PDF-1.4\n% the scan of a signed list of the demonstration\n"


def fill(post: Post, store: UUID, project_id: UUID | None, today: date, by: Actor) -> int:
    """A closed distribution, one under way, one for which stock is set aside, one planned."""
    shelter, hygiene = (stock.coded(code, post.id) for code in ("KIT-NFI", "KIT-HYG"))
    if shelter is None or hygiene is None:
        return 0
    shelter_id, hygiene_id = shelter.id, hygiene.id
    area = "ML0106" if places.place_coded("ML0106", today) else ""
    near = {"area": area, "latitude": Decimal("15.57"), "longitude": Decimal("-9.38"),
            "project_id": project_id}  # fmt: skip
    _closed(post, store, hygiene_id, today, near, by)
    _under_way(post, store, shelter_id, today, near, by)
    for site, when, number in (("Aire de repos de Gogui", 6, 12), ("Village de Fass", 21, 45)):
        plan = Plan(site, today + timedelta(days=when), number, {shelter_id: 1}, **near)  # type: ignore[arg-type]
        row = distributing.plan(post.id, plan, by=by).id
        if when < 10:
            setting_aside.set_aside(row, shelter_id, number, None, by=by)
    return 4


def _closed(
    post: Post, store: UUID, kit: UUID, today: date, near: dict[str, object], by: Actor
) -> None:
    day = today - timedelta(days=12)
    plan = Plan("École de Gogui", day, 20, {kit: 1}, **near)  # type: ignore[arg-type]
    row = distributing.plan(post.id, plan, by=by).id
    setting_aside.set_aside(row, kit, 20, None, by=by)
    dispatching.dispatch(row, store, {kit: 20}, Said(day), _CAR, by=by)
    people = {("f", "0-4"): 14, ("m", "0-4"): 11, ("f", "5-11"): 12, ("m", "5-11"): 15,
              ("f", "12-17"): 7, ("m", "12-17"): 9, ("f", "18-59"): 21, ("m", "18-59"): 12,
              ("f", "60+"): 5, ("m", "60+"): 6}  # fmt: skip
    said = Served({kit: 17}, people, households=17, no_shows=2, signed_how="thumb")
    serving.record(row, said, None, by=by)
    dispatching.lose(row, kit, "damaged", 1, "Seau fendu pendant le transport", by=by)
    lots = {lot.id: min(2, left) for lot, left in distributed.lots_out(row)[:1]}
    dispatching.take_back(row, store, lots, Said(day), by=by)
    households.keep_list(row, _LIST, by=by)
    distributing.close(row, by=by)


def _under_way(
    post: Post, store: UUID, kit: UUID, today: date, near: dict[str, object], by: Actor
) -> None:
    plan = Plan("Gare routière de Gogui", today, 30, {kit: 1}, **near)  # type: ignore[arg-type]
    row = distributing.plan(post.id, plan, by=by).id
    setting_aside.set_aside(row, kit, 30, None, by=by)
    dispatching.dispatch(row, store, {kit: 25}, Said(today), _CAR, by=by)
    for name, proxy, people in _HOUSEHOLDS:
        serving.record(row, Served({kit: 1}, people), Household(name, "", proxy), by=by)
