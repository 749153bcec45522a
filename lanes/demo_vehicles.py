"""Vehicles for the demonstration, all invented: one in front, one set aside, some inside, one of
them past its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.officers import queries as officers
from borderpost.posts.models import Post
from crossings.demo_days import DemoOfficer
from crossings.queries import rules
from lanes.announced import number_key
from lanes.models import Vehicle, VehicleCrossing, VehicleVisit
from lanes.services import passing, vehicle_facts, visiting
from lanes.services.passing import Order
from lanes.services.vehicle_facts import VehicleFacts
from lanes.services.visiting import Begun
from lanes.vehicle_stays import clock as clock_of

_LORRY = Begun("TRK", "DK 7714 B", "SEN", "commercial")


def fill(post: Post, by: DemoOfficer) -> None:
    """Write the vehicles once."""
    if db.session.scalar(select(Vehicle.id).limit(1)):
        return
    today = clock.today(post.zone)
    for back in (25, 2):  # exits were recorded all the while: who was not seen may be past its day
        told = Begun("TRK", f"51{back:02} BD 04", "MRT", "commercial")
        _came_before(post, told, "", today - timedelta(days=back), by, "X")
    _came_before(post, _LORRY, "Daouda Specimen", today - timedelta(days=23), by)
    insured = VehicleFacts(
        "CAR", "private", "Toyota Hilux", "blanc", 5, "CB-26-0417", today + timedelta(days=40),
        "LPD-118", today, today + timedelta(days=29),
    )  # fmt: skip
    _passed(Begun("CAR", "DK 2250 AC", "SEN"), insured, Order("admit"), by)
    _passed(Begun("MOTO", "AB 3177 MD", "MLI"), None,
            Order("admit", insurance_answer="Attestation montrée, carte chez lui"), by)  # fmt: skip
    _passed(Begun("FOOT", animals_kind="chèvres", animals=43), None, Order("admit"), by)
    _passed(Begun("TRK", "4410 AD 02", "MRT", "commercial"), None,
            Order("held", "Attend le document douanier"), by)  # fmt: skip
    aside = visiting.begin(Begun("CAR", "RC 0912 G", "GIN"), by=by)
    visiting.set_aside(aside.id, by=by)
    account = officers.account_named("grace")
    if account is not None:
        grace = replace(by, officer_id=account.officer_id)
        visiting.begin(Begun("CAR", "AA 5508 KL", "SEN"), by=grace)


def _passed(told: Begun, facts: VehicleFacts | None, order: Order, by: DemoOfficer) -> None:
    visit = visiting.begin(told, by=by)
    if facts and visit.vehicle_id:
        vehicle_facts.change(visit.vehicle_id, facts, by=by)
    passing.decide(visit.id, order, by=by)


def _came_before(
    post: Post, told: Begun, driver: str, on: date, by: DemoOfficer, way: str = "E"
) -> None:
    """A vehicle that came some weeks ago; the services write today's passages alone."""
    at = clock.now() - (clock.today(post.zone) - on)
    found = clock_of(rules.book(), told.use, told.country, post.country, on) if way == "E" else None
    with transaction() as session:
        row = Vehicle(
            post_id=post.id, plate=told.plate, plate_key=number_key(told.plate),
            country=told.country, kind=told.kind,
            use=told.use, driver_name=driver, created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        place = {
            "post_id": post.id, "lane_id": by.lane_id, "officer_id": by.officer_id,
            "direction": way, "kind": told.kind, "vehicle_id": row.id,
        }  # fmt: skip
        arrived = at - timedelta(minutes=34)
        visit = VehicleVisit(**place, arrived_at=arrived, in_front=False, closed_at=at)
        session.add(visit)
        session.flush()
        session.add(
            VehicleCrossing(
                **place, visit_id=visit.id, occurred_on=on, occurred_at=at, arrived_at=arrived,
                decision="admit", plate=row.plate, country=row.country, use=row.use,
                insurance_answer="Carte brune attendue à Nioro" if way == "E" else "",
                rule_code=found.rule if found else "",
                rule_is_sure=bool(found and found.is_sure),
                last_lawful_day=found.last_day if found else None,
            )
        )  # fmt: skip
