"""The demonstration's upkeep: every state that a plan, a work order and a proposal can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from equipment.models import Asset, AssetCount, Location, ReaderDay
from equipment.queries import maintenance, work_orders
from equipment.queries.maintenance import Asked
from equipment.services import caring, falling_due, planning, proposing, register, repairing, terms
from equipment.services.caring import Done
from equipment.services.planning import PlanFacts
from equipment.services.register import StepSaid
from equipment.services.repairing import PartSaid, Return
from equipment.services.terms import TermFacts

_PLANS = {
    "READER": (
        PlanFacts("clean", "Nettoyer la vitre", 30, "days", 5,
                  instructions="Chiffon doux et alcool, lecteur éteint. Jamais d'eau."),
        PlanFacts("replace", "Changer la vitre de protection", 500, "uses", 50, "desk"),
        PlanFacts("calibrate", "Étalonner", 12, "months", 15),
    ),
    "RADIO": (PlanFacts("test", "Essayer la batterie", 2, "months", 10),),
    "POWER": (PlanFacts("clean", "Laver le panneau", 14, "days", 3),),
    "PRINTER": (PlanFacts("service", "Changer la tête", 20000, "uses", 500, "meter"),),
}  # fmt: skip
_DAYS = 24  # of the desk's readings
_A_DAY = 22
Things = Mapping[str, Sequence[UUID]]


def plan(post: Post, models: Mapping[str, UUID]) -> None:
    """Make the plans, on the day the things came."""
    for category, plans in _PLANS.items():
        for facts in plans:
            planning.make(post.id, facts, model_id=models[category], by=None)


def fill(post: Post, things: Things, store: UUID, by: Actor) -> None:
    """What became of the plans and of what failed, and what the desk read."""
    today = clock.today(post.zone)
    _care(things, today, by)
    _fail(things, store, by)
    _end(things, today, by)
    _read(post, things["READER"], today)


def _care(things: Things, today: date, by: Actor) -> None:
    """Some of it in time, some late, some not at all."""
    for thing, back in ((things["READER"][0], 30), (things["READER"][1], 12)):
        _done(thing, "Nettoyer la vitre", today - timedelta(days=back), by)
    for panel in things["POWER"][:3]:
        _done(panel, "Laver le panneau", today - timedelta(days=12), by)
    _done(things["POWER"][3], "Laver le panneau", today - timedelta(days=30), by)
    printer = things["PRINTER"][0]
    caring.read_meter(printer, 18400, today - timedelta(days=20), False, by=by)
    caring.read_meter(printer, 20150, today - timedelta(days=1), False, by=by)


def _done(asset_id: UUID, title: str, day: date, by: Actor) -> None:
    own = maintenance.dues(None, day, Asked(asset_id=asset_id))
    plan_id = next(row.plan_id for row in db.session.scalars(own) if row.plan.title == title)
    with clock.standing_at(clock.now() - (clock.today() - day)):
        caring.carry_out(plan_id, asset_id, Done(day, "Fait."), by=by)


def _fail(things: Things, store: UUID, by: Actor) -> None:
    """One order in each of its states; the reader that is in repair has one already."""
    first = work_orders.open_order(things["READER"][-1])
    if first is not None:
        part = PartSaid("Vitre de rechange", Decimal(1), Decimal("85.00"), "EUR")
        repairing.add_part(first.id, part, None, by=by)
    _broken(things["POWER"][-1], "Le panneau ne charge plus depuis l'orage.", 2, by)
    failed = _in_repair(things["EXAMINE"][-1], "La lampe UV clignote.", 9, by)
    repairing.record_test(failed, False, "Elle s'éteint après deux minutes.", None, by=by)
    tested = _in_repair(things["COMPUTER"][-1], "L'écran reste noir.", 6, by)
    repairing.record_test(tested, True, "Deux heures au guichet sans panne.", None, by=by)
    back = _in_repair(things["RADIO"][-1], "Aucune émission.", 20, by)
    with clock.standing_at(clock.now() - timedelta(days=15)):
        fuse = PartSaid("Fusible 10 A", Decimal(2), Decimal("1500.00"), "XOF")
        repairing.add_part(back, fuse, None, by=by)
        repairing.record_test(back, True, "Liaison avec le poste voisin.", None, by=by)
        repairing.close(back, Return("Fusible grillé", store, "good"), None, by=by)


def _broken(asset_id: UUID, why: str, days: int, by: Actor) -> UUID:
    with clock.standing_at(clock.now() - timedelta(days=days)):
        register.step(asset_id, "fault", StepSaid(why), by=by)
    order = work_orders.open_order(asset_id)
    if order is None:
        raise LookupError("a fault opens its order")
    return order.id


def _in_repair(asset_id: UUID, why: str, days: int, by: Actor) -> UUID:
    key = _broken(asset_id, why, days, by)
    with clock.standing_at(clock.now() - timedelta(days=days - 1)):
        repairing.begin_repair(key, None, by=by)
    return key


def _end(things: Things, today: date, by: Actor) -> None:
    """A licence that is over, one that ends soon, and a contract."""
    over = TermFacts("licence", today - timedelta(days=6), "Agence des fréquences", "LIC-2025-118")
    soon = TermFacts("licence", today + timedelta(days=24), "Agence des fréquences", "LIC-2025-119")
    kept = TermFacts("contract", today + timedelta(days=45), "Dune Services", "C-88")
    for thing, facts in zip((*things["RADIO"][:2], things["PRINTER"][0]), (over, soon, kept),
                            strict=True):  # fmt: skip
        terms.add(thing, facts, by=by)


def _read(post: Post, readers: Sequence[UUID], today: date) -> None:
    """What the desk's readers read: one of them fails too often, and a proposal says so."""
    with transaction():
        for reader in readers:
            asset = db.session.get_one(Asset, reader)
            location = db.session.get(Location, asset.location_id) if asset.location_id else None
            if asset.status != "in_service" or location is None or location.lane_id is None:
                continue
            fails = 4 if reader == readers[1] else 1
            for back in range(1, _DAYS + 1):
                db.session.add(
                    ReaderDay(post_id=post.id, lane_id=location.lane_id, asset_id=reader,
                              day=today - timedelta(days=back), readings=_A_DAY, failed=fails)
                )  # fmt: skip
            total = _DAYS * _A_DAY
            db.session.add(AssetCount(asset_id=reader, counter="desk", total=total, before=0))
            db.session.flush()
            falling_due.counted(reader, "desk", total, today)
        proposing.look(post.id)
