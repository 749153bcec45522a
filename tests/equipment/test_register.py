"""Entering, describing and stepping: what is refused, and what the register says afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import postings
from borderpost.refusal import Refused
from equipment import verification
from equipment.facts import Facts
from equipment.queries import assets
from equipment.services import custody, register
from equipment.services.custody import HandOver
from equipment.services.recording import facts_of
from equipment.services.register import Start, StepSaid
from projects import services as ledger
from projects.services import LineFacts, ProjectFacts
from tests.desk import officer
from tests.equipment.work import World, asset, kinds, person, step


def test_a_thing_without_a_tag_gets_the_next_one(world: World) -> None:
    tags = [asset(world.asset(serial=str(number))).tag for number in range(3)]

    assert tags == ["AAA-0001", "AAA-0002", "AAA-0003"]


def test_a_tag_is_never_given_twice_not_even_after_the_end(inside: Flask, world: World) -> None:
    gone = world.asset(tag="x-1")
    step(inside, gone, "dispose", reason="burnt", document="PV 3/2026")

    with pytest.raises(Refused, match="X-1 is the tag of Sahara P1.*disposed of"):
        world.asset(tag=" X-1 ")
    assert asset(gone).tag == "X-1"


@pytest.mark.parametrize("tag", ["a", "-12", "TAG_1", "É-12", "A" * 25, "6.37E+15"])
def test_what_is_no_tag_is_refused(world: World, tag: str) -> None:
    with pytest.raises(Refused) as refused:
        world.asset(tag=tag)
    assert refused.value.field == "tag"


def test_a_serial_number_is_unique_for_its_model(inside: Flask, world: World) -> None:
    world.asset(tag="A1", serial="sn-001/A")
    other = world.asset(tag="A2", serial="SN 001 A", model_id=world.radio)

    with pytest.raises(Refused, match="A1 has this serial number"):
        world.asset(tag="A3", serial="SN 001A")
    with pytest.raises(Refused, match="A1 has this serial number"):
        facts = Facts(world.reader, serial="SN001A")
        register.describe(other, facts, None, by=officer(inside, "storekeeper"))
    assert asset(world.asset(tag="A4")).serial_key == asset(world.asset(tag="A5")).serial_key == ""


def test_a_cost_has_its_currency_and_a_line_its_project(world: World) -> None:
    donor = ledger.add_donor("FDM", "Fund", by=None)
    project = ledger.add_project(ProjectFacts("DM-1", "Border"), by=None)
    other = ledger.add_project(ProjectFacts("DM-2", "Other"), by=None)
    facts = LineFacts("L1", "Readers", donor.id, Decimal("10.50"), "EUR")
    line = ledger.add_line(project.id, facts, by=None)
    ids = {"budget_line_id": line.id, "donor_id": donor.id}
    kept = world.asset(cost=Decimal("1250.50"), currency="XOF", project_id=project.id, **ids)

    assert asset(kept).cost == Decimal("1250.50")
    with pytest.raises(Refused, match="currency"):
        world.asset(cost=Decimal(1))
    with pytest.raises(Refused, match="belongs to DM-1 and FDM"):
        world.asset(project_id=other.id, **ids)


def test_a_new_description_tells_what_was_before(inside: Flask, world: World) -> None:
    key = world.asset(serial="1", cost=Decimal("5.00"), currency="EUR")
    facts = Facts(world.reader, serial="2", received_on=date(2026, 1, 5))
    register.describe(key, facts, 1, by=officer(inside, "storekeeper"))
    told = db.session.scalars(assets.events(key)).first()

    assert told is not None
    assert told.facts == {
        "serial": ["1", "2"], "cost": ["5.00", ""], "currency": ["EUR", ""],
        "received_on": ["", "2026-01-05"],
    }  # fmt: skip
    assert facts_of(asset(key)) == facts
    assert list(verification.faults()) == []


def test_the_same_description_again_leaves_no_event(inside: Flask, world: World) -> None:
    key = world.asset(serial="1")
    register.describe(key, Facts(world.reader, serial="1"), 1, by=officer(inside, "storekeeper"))

    assert kinds(key) == ["register"]


def test_what_was_decided_on_an_older_version_is_refused(inside: Flask, world: World) -> None:
    key = world.asset()
    step(inside, key, "place", location_id=world.lane, version=1)

    with pytest.raises(Refused, match="changed meanwhile"):
        step(inside, key, "fault", reason="dead", version=1)
    assert asset(key).status == "in_service"


def test_nobody_without_a_posting_receives_anything(inside: Flask, world: World) -> None:
    key, awa = world.asset(), person("officer")
    posting = db.session.get_one(postings.Officer, awa).postings[0]
    posting_id, since = posting.id, posting.since
    admin, keeper = officer(inside, "administrator"), officer(inside, "storekeeper")
    with clock.standing_at(clock.now() + timedelta(days=3)):
        postings.end(posting_id, since, by=admin)
        with pytest.raises(Refused, match="no posting today"):
            custody.hand_over([key], HandOver(awa), by=keeper)
    assert asset(key).holder_id is None


def test_what_does_not_work_goes_to_no_lane_and_no_person(inside: Flask, world: World) -> None:
    key = world.asset()
    step(inside, key, "fault", reason="no light")
    for name, said in (
        ("place", {"location_id": world.lane}),
        ("give", {"holder_id": person("officer")}),
    ):
        with pytest.raises(Refused, match="out of service"):
            step(inside, key, name, **said)
    step(inside, key, "repair")
    with pytest.raises(Refused, match="in repair"):
        step(inside, key, "place", location_id=world.lane)


def test_a_calibration_that_ended_keeps_a_thing_from_the_lane(inside: Flask, world: World) -> None:
    yesterday = clock.today("Africa/Bamako") - timedelta(days=1)
    key = world.asset(calibrated_until=yesterday)

    with pytest.raises(Refused, match="calibration of AAA-0001 ended"):
        step(inside, key, "place", location_id=world.lane)
    step(inside, key, "place", location_id=world.room)
    assert asset(key).location_id == world.room


def test_another_posts_store_is_no_place_for_a_thing(inside: Flask, world: World) -> None:
    key = world.asset()

    with pytest.raises(Refused, match="location of this post"):
        step(inside, key, "store", location_id=world.other_store)
    with pytest.raises(Refused):
        register.enter(world.post, Facts(world.reader), Start(location_id=world.room), by=None)


def test_a_repaired_thing_needs_its_test(inside: Flask, world: World) -> None:
    key = world.asset()
    step(inside, key, "fault", reason="cracked")
    step(inside, key, "repair")
    with pytest.raises(Refused):
        step(inside, key, "test", location_id=world.store)
    step(
        inside, key, "test", location_id=world.store, reason="read ten passports", condition="good"
    )

    assert (asset(key).status, asset(key).condition) == ("in_store", "good")
    assert kinds(key) == ["register", "fault", "repair", "test"]


def test_every_event_has_its_audit_line_without_names(inside: Flask, world: World) -> None:
    key = world.asset(serial="SECRET-9")
    step(inside, key, "give", holder_id=person("officer"))
    wanted = sa.select(AuditLine).where(AuditLine.subject_id == str(key)).order_by(AuditLine.seq)
    lines = db.session.scalars(wanted).all()

    assert [line.act for line in lines] == ["equipment:asset:register", "equipment:asset:step"]
    assert "SECRET" not in str([line.details for line in lines])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE asset_events SET reason = 'other'",
        "DELETE FROM asset_events",
        "DELETE FROM assets",
        "INSERT OR REPLACE INTO asset_events SELECT * FROM asset_events",
        "INSERT OR REPLACE INTO assets SELECT * FROM assets",
    ],
)
def test_the_database_itself_refuses(world: World, statement: str) -> None:
    world.asset()

    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE assets SET status = 'in_service'",
            "status is in_service, its events say in_store",
        ),
        ("UPDATE assets SET serial = '8'", "serial is 8, its events say 7"),
        ("UPDATE assets SET cost = 5", "cost is 0.05, its events say "),
        ("UPDATE asset_events SET reason = 'x'", "event 1 was altered"),
        ("DELETE FROM asset_events", "is in the register without an event"),
    ],
)
def test_verify_finds_what_was_altered(
    inside: Flask, world: World, statement: str, said: str
) -> None:
    world.asset(serial="7")
    before = list(verification.faults())
    with db.engine.begin() as link:
        for name in ("asset_events_refuse_update", "asset_events_refuse_delete"):
            link.exec_driver_sql(f"DROP TRIGGER {name}")
        link.exec_driver_sql(statement)
    db.session.rollback()

    assert before == []
    assert any(said in fault for fault in verification.faults())
    assert inside.test_cli_runner().invoke(args=["equipment", "verify"]).exit_code == 1


def test_a_scan_of_any_age_finds_the_thing(world: World) -> None:
    key = world.asset(tag="GOG-7", serial="SN 12/3", former_tag="OIM-2014-0007")
    texts = (
        "GOG-7", " gog-7 ", "BP1:A:GOG-7", "BP&MQMGOG)è", "https://old.example/assets/GOG-7/",
        "https://old.example/show?tag=gog-7", "OIM-2014-0007", "sn123",
    )  # fmt: skip

    assert {text: [row.id for row in assets.meant(text, world.post)] for text in texts} == {
        text: [key] for text in texts
    }
    assert assets.meant("GOG-8", world.post) == assets.meant("", world.post) == []


def test_a_person_and_a_location_remember_everything(inside: Flask, world: World) -> None:
    key, awa = world.asset(), person("officer")
    step(inside, key, "give", holder_id=awa)
    step(inside, key, "return", location_id=world.store)
    step(inside, key, "place", location_id=world.room)
    held = [row.kind for row in db.session.scalars(assets.held_by(awa, world.post))]
    store = [row.kind for row in db.session.scalars(assets.kept_at(world.store, world.post))]

    assert held == ["return", "give"]
    assert store == ["place", "return", "give", "register"]


def test_a_step_said_with_nothing_changes_nothing(inside: Flask, world: World) -> None:
    key = world.asset()

    with pytest.raises(Refused):
        register.step(key, "give", StepSaid(), by=officer(inside, "storekeeper"))
    assert asset(key).version == 1
