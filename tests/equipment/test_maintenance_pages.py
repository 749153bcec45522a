"""The pages of upkeep: who plans, who records, a bad form, a stale one, a doubled one."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from equipment.models import MaintenancePlan
from equipment.queries import maintenance as queries
from equipment.queries.maintenance import Asked
from equipment.services import planning
from equipment.services.planning import PlanFacts
from tests.desk import browser, field
from tests.equipment.work import World

CLEAN = PlanFacts("clean", "Clean the glass", 30, "days", 5)
DAY = timedelta(days=1)


def test_the_pages_of_a_plan(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset(tag="GOG-1")
    at, awa = browser(machine, "storekeeper"), browser(machine, "officer")
    sent = {"model_id": stocked.reader, "title": "Nettoyer", "kind": "clean", "every": "30",
            "unit": "days", "tolerance": "5"}  # fmt: skip
    refused = at.send("/equipment/plans/new", **{**sent, "every": "0"})
    begun = (clock.today() - 40 * DAY).isoformat()
    form = uuid.uuid4()
    made = [at.send("/equipment/plans/new", form, **sent, first_on=begun) for _time in range(2)][0]
    with machine.app_context():
        plan_id = db.session.scalars(select(MaintenancePlan.id)).one()  # sent twice, made once
    path = f"/equipment/maintenance/{plan_id}/{key}"
    overdue = awa.get("/equipment/maintenance/?late=1").text
    card = at.get("/home").text
    version = field(awa.get(path).text, "version")
    future = awa.send(path, done_on="2999-01-01", note="keep me")
    done = awa.send(path, done_on=clock.today().isoformat(), version=version)
    stale = awa.send(path, done_on=clock.today().isoformat(), version=version)

    assert refused.status_code == 422
    assert "Nettoyer" in refused.text
    assert made.status_code == 302
    assert "GOG-1" in overdue
    assert "/equipment/maintenance/?late=1" in card
    assert (future.status_code, done.status_code, stale.status_code) == (422, 302, 422)
    assert "keep me" in future.text
    assert "GOG-1" not in awa.get("/equipment/maintenance/?late=1").text
    assert "Nettoyer" in awa.get(f"/equipment/{key}/upkeep").text
    assert at.get("/equipment/maintenance/export.xlsx").status_code == 200
    assert awa.get("/equipment/plans/new").status_code == 403
    assert awa.send(f"/equipment/plans/{plan_id}/end").status_code == 403
    assert browser(machine, "cashier").get("/equipment/maintenance/").status_code == 403


def test_another_posts_plan_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        plan_id = planning.make(stocked.post, CLEAN, model_id=stocked.reader, by=None).id
        assert queries.plan(plan_id, uuid.uuid4()) is None
        wanted = queries.dues(uuid.uuid4(), clock.today(), Asked())
        assert db.session.scalars(wanted).all() == []
