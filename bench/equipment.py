"""How long the pages of equipment take: 50,000 things with 1,000,000 events, and
stock: 5,000 items with 20,000 cards and 400,000 movements.

    python bench/equipment.py                     the full size
    python bench/equipment.py --things 5000 --events 100000 --asks 20
    python bench/equipment.py --keep FOLDER       fill once, ask again tomorrow

SQLite as at a post, which never counts what its indexes hold (ANALYZE); pages made in this process,
without the network. Rows are written raw: this measures reading. Aim: a page of a list 300 ms at
p95, by the clock; the processor's own time stands beside it, for a machine that others use too.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select, text, update

from bench import stock
from bench.lists import clocked, p95, supervisor
from borderpost import clock, create_app
from borderpost.db import db, new_id
from borderpost.officers.models import Officer
from equipment.models import (
    Asset,
    AssetEvent,
    AssetTerm,
    Location,
    StockItem,
    StockMovement,
    WorkOrder,
)
from equipment.services import catalogue, planning
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.planning import PlanFacts
from tests.desk import UNLOCKED, post_id
from tests.house import cast

AIM = 300  # ms at the 95th percentile
_FIRST = datetime(2021, 1, 1, tzinfo=UTC)
LISTS = (
    "/equipment/", "/equipment/?page=40", "/equipment/?page=200", "/equipment/?q=sahara",
    "/equipment/?q=sn00123", "/equipment/?q=nothing+here", "/equipment/?status=in_service",
    "/equipment/?status=missing", "/equipment/?status=held", "/equipment/?category=RADIO",
    "/equipment/?sort=-changed_at_utc", "/equipment/?sort=status", "/equipment/?sort=-tag",
    "/equipment/?location_id={place}",
    "/equipment/{asset}", "/equipment/people/{person}", "/equipment/locations/{place}",
    "/equipment/locations/", "/equipment/models/", "/equipment/custody/",
    "/equipment/maintenance/", "/equipment/maintenance/?late=1", "/equipment/maintenance/?page=40",
    "/equipment/maintenance/?kind=clean", "/equipment/plans/", "/equipment/work-orders/",
    "/equipment/work-orders/?closed=1", "/equipment/work-orders/?closed=1&page=100",
    "/equipment/readers/", "/equipment/dates/", "/equipment/upkeep/", "/equipment/dashboard/",
    "/equipment/{asset}/upkeep",
    "/equipment/stock/", "/equipment/stock/?page=40", "/equipment/stock/?q=article+0012",
    "/equipment/stock/?shown=reorder", "/equipment/stock/?shown=expired",
    "/equipment/stock/?shown=empty", "/equipment/stock/?sort=-on_hand",
    "/equipment/stock/?location_id={place}", "/equipment/stock/{item}",
    "/equipment/stock/{item}?page=3", "/equipment/stock/{item}/issue",
    "/equipment/stock/allocations", "/equipment/lanes/",
)  # fmt: skip


def main() -> int:
    """Fill, ask, print; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--things", type=int, default=50_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--asks", type=int, default=8, help="times each page is asked for")
    parser.add_argument("--keep", type=Path, help="folder of the register, filled if it is new")
    asked = parser.parse_args()
    new = tempfile.TemporaryDirectory(prefix="borderpost-bench-")
    with nullcontext(asked.keep) if asked.keep else new as folder:
        app = create_app({"INSTANCE": Path(folder), "TESTING": True} | UNLOCKED)
        with app.app_context():
            fresh = not (Path(folder) / "borderpost.db").exists()
            upgrade()
            if fresh:
                cast.people()
                fill(asked.things, asked.events)
            counts = [db.session.scalar(select(func.count()).select_from(one))
                      for one in (Asset, AssetEvent, StockMovement)]  # fmt: skip
            db.session.remove()
        print(f"{counts[0]} things, {counts[1]} events, {counts[2]} movements, "
              f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip
        return report(app, asked.asks)


def fill(things: int, events: int) -> None:
    """Things of six models at four locations and with the cast's people; their lives by the
    database itself, one event of every thing after the other."""
    post, dice = post_id("AAA"), random.Random(2014)
    models = [
        catalogue.add_model(ModelFacts(kind, maker, f"{maker} {kind}"), by=None).id
        for kind, maker in zip(("READER", "RADIO", "POWER", "PRINTER", "COMPUTER", "OTHER"),
                               ("Sahara", "Harmattan", "Soleil", "Dune", "Baobab", "Acacia"),
                               strict=True)
    ]  # fmt: skip
    places = [
        catalogue.add_location(post, LocationFacts(f"M{number}", "Magasin", "store"), by=None).id
        for number in range(4)
    ]
    people = list(db.session.scalars(select(Officer.id).where(Officer.post_id == post)))
    each = max(1, events // things)
    db.session.execute(
        insert(Asset),
        [_asset(number, post, dice.choice(models), places, people, each)
         for number in range(things)],
    )  # fmt: skip
    for seq in range(1, each + 1):
        held = seq > 1 and seq % 2 == 0
        db.session.execute(text(_LIVES), _told(seq, held, places, people))
    db.session.commit()  # a plan is made in a transaction of its own
    fill_upkeep(post)
    stock.fill(post, places, clock.today())
    db.session.commit()


def fill_upkeep(post: UUID) -> None:
    """Two plans of everything, an order for every fifth thing (every hundredth is still down),
    terms, and what the readers read: as after five years."""
    today = clock.today()
    dice = random.Random(45)
    things = list(db.session.execute(select(Asset.id, Asset.model_id)))
    plans = [
        planning.make(post, PlanFacts(kind, kind, 90, "days", 10), model_id=model, by=None).id
        for kind in ("clean", "check") for model in {row.model_id for row in things}
    ]  # fmt: skip
    for plan_id in plans:
        db.session.execute(text(_DUES), {"plan": plan_id.hex, "today": today.isoformat()})
    orders = [_order(number, row.id, post, dice) for number, row in enumerate(things[::5])]
    db.session.execute(insert(WorkOrder), orders)
    for row in (one for one in orders if not one["outcome"]):
        db.session.execute(
            update(Asset).where(Asset.id == row["asset_id"]).values(status="out_of_service")
        )
    db.session.execute(insert(AssetTerm), [
        {"id": new_id(), "asset_id": row.id, "kind": "licence", "party": "", "reference": "",
         "ends_on": today + timedelta(days=dice.randrange(-30, 1000)), "note": "",
         "closed_why": "", "created_at": _FIRST}
        for row in things[::10]
    ])  # fmt: skip
    for statement in (_FALLS, _RETURNS):
        db.session.execute(text(statement))


def _order(number: int, asset_id: UUID, post: UUID, dice: random.Random) -> dict[str, Any]:
    is_open = number % 20 == 0
    begun = _FIRST + timedelta(hours=dice.randrange(24 * 365 * 5))
    end = None if is_open else begun + timedelta(hours=dice.randrange(1, 400))
    return {
        "id": new_id(), "post_id": post, "asset_id": asset_id, "number": f"AAA-T2021-{number:05}",
        "year": 2021, "serial": number, "failure": "vitre", "cause": "", "down_from": begun,
        "up_at": end, "closed_at": end, "outcome": "" if is_open else "repaired", "version": 1,
        "created_at": begun,
    }  # fmt: skip


_DUES = """
UPDATE maintenance_dues SET due_on = date(:today, (rowid % 400 - 100) || ' days'),
  late_on = date(:today, (rowid % 400 - 90) || ' days') WHERE plan_id = :plan
"""
_FALLS = """
INSERT INTO asset_events (id, asset_id, seq, kind, at, created_at, status_before, status,
  condition_before, condition, facts, reason, document)
SELECT lower(hex(randomblob(16))), o.asset_id, a.version + 1, 'fault', o.down_from, o.down_from,
  'in_store', 'out_of_service', 'good', 'good', '{}', 'vitre', ''
FROM work_orders o JOIN assets a ON a.id = o.asset_id
"""
_RETURNS = """
INSERT INTO asset_events (id, asset_id, seq, kind, at, created_at, status_before, status,
  condition_before, condition, facts, reason, document)
SELECT lower(hex(randomblob(16))), o.asset_id, a.version + 2, 'test', o.up_at, o.up_at,
  'in_repair', 'in_store', 'good', 'good', '{}', '', ''
FROM work_orders o JOIN assets a ON a.id = o.asset_id WHERE o.up_at IS NOT NULL
"""
_LIVES = """
INSERT INTO asset_events (id, asset_id, seq, kind, at, created_at, status_before, status,
  condition_before, condition, holder_id, location_before, location_id, facts, reason, document)
SELECT lower(hex(randomblob(16))), id, :seq, :kind, datetime('2021-01-01', :days || ' days',
  (rowid % 1440) || ' minutes'), datetime('2021-01-01', :days || ' days'), 'in_store', :status,
  'good', 'good', CASE WHEN :held THEN substr(:people, 32 * ((rowid + :seq) % :many) + 1, 32) END,
  substr(:places, 32 * (rowid % 4) + 1, 32),
  CASE WHEN :held THEN NULL ELSE substr(:places, 32 * ((rowid + :seq) % 4) + 1, 32) END,
  '{}', '', '' FROM assets
"""


def _told(seq: int, held: bool, places: list[UUID], people: list[UUID]) -> dict[str, Any]:
    return {
        "seq": seq, "held": held, "kind": "give" if held else "return", "days": 80 * seq,
        "status": "in_service" if held else "in_store", "many": len(people),
        "people": "".join(one.hex for one in people), "places": "".join(one.hex for one in places),
    }  # fmt: skip


def _asset(
    number: int, post: UUID, model: UUID, places: list[UUID], people: list[UUID], version: int
) -> dict[str, Any]:
    serial, held = f"SN{number:05}", number % 5 < 2
    status = "in_service" if held else "missing" if number % 97 == 2 else "in_store"
    return {
        "id": new_id(), "tag": f"AAA-{number:05}", "former_tag": "", "serial": serial,
        "serial_key": serial.lower(), "search_key": f"aaa-{number:05} {serial.lower()} sahara p1",
        "model_id": model, "post_id": post, "status": status, "condition": "good",
        "holder_id": people[number % len(people)] if held else None,
        "location_id": None if held else places[number % 4], "owner": "", "currency": "",
        "note": "", "version": version, "created_at": _FIRST, "created_by": None,
        "changed_at": _FIRST + timedelta(days=number % 1600),
    }  # fmt: skip


def report(app: Flask, asks: int) -> int:
    """Ask and print; 1 when the aim is missed."""
    at, dice = supervisor(app), random.Random(7)
    with app.app_context():
        names = {
            "place": db.session.scalars(select(Location.id).limit(1)).one(),
            "person": db.session.scalars(
                select(Asset.holder_id).where(Asset.holder_id.is_not(None)).limit(1)
            ).one(),
        }
        every = list(db.session.execute(select(Asset.id).limit(2000)))
        items = list(db.session.scalars(select(StockItem.id)))
        db.session.remove()
    at.get("/equipment/")  # templates are compiled
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does
    pages: list[tuple[float, float]] = []
    for path in LISTS:
        took = []
        for _time in range(asks):
            one = dice.choice(every)
            asked = path.format(asset=one.id, item=dice.choice(items), **names)
            took.append(clocked(at, asked))
        pages += took
        show(path, took)
    return int(show("all pages", pages))


def show(what: str, took: list[tuple[float, float]]) -> bool:
    """Print a line; whether it misses the aim by the clock."""
    clock, worked = ([one[place] for one in took] for place in (0, 1))
    print(
        f"{what:<44} median {statistics.median(clock):6.0f}  p95 {p95(clock):6.0f} ms"
        f"  processor {p95(worked):6.0f} ms  aim {AIM} ms"
    )
    return p95(clock) > AIM


if __name__ == "__main__":
    sys.exit(main())
