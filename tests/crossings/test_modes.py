"""How much the desk asks: one key down, one key back, and what each crossing says of it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.posts import services as posts
from borderpost.posts.services import LaneFacts
from borderpost.refusal import Refused
from crossings.digest import digest
from crossings.models import DeskModeChange
from crossings.models.desk_mode import Mode
from crossings.policies import Ask, Policy
from crossings.queries import desk_modes
from crossings.services import deciding, policies, switching
from crossings.services.switching import Switch
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts, at_lane, crossed, inspect, opened, order
from tests.desk import browser, english, lane_id, officer, post_id

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SURGE = Switch(Mode.ESSENTIAL, "surge", "80 coaches from Nouakchott")


def mode_here() -> Mode:
    return desk_modes.in_force(post_id(), lane_id()).mode


def test_a_desk_that_nobody_changed_asks_everything(inside: Flask) -> None:
    assert mode_here() is Mode.FULL
    assert crossed(officer(inside, "officer")).desk_mode is None


def test_one_key_goes_down_twice_for_one_reason_and_one_goes_back(inside: Flask) -> None:
    awa = officer(inside, "officer")
    for told in (SURGE, Switch(Mode.COUNT), Switch(Mode.FULL)):
        switching.switch(told, by=awa)

    rows = db.session.scalars(desk_modes.history(post_id())).all()[::-1]
    assert [(row.mode, row.reason, row.words) for row in rows] == [
        ("essential", "surge", SURGE.words),
        ("count", "surge", SURGE.words),
        ("full", "", ""),
    ]
    assert {row.created_by for row in rows} == {awa.officer_id}
    assert acts()[-3:] == ["crossings:desk_mode:switch"] * 3
    assert mode_here() is Mode.FULL


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Switch(Mode.ESSENTIAL), "reason"),
        (Switch(Mode.COUNT, "weather"), "reason"),
        (Switch(Mode.COUNT, "other"), "words"),
        (Switch("nothing", "surge"), "mode"),
        (Switch(Mode.FULL), ""),
        (Switch(Mode.COUNT, "law", until=NOON - timedelta(minutes=1)), "until"),
    ],
)
def test_less_is_asked_for_a_reason_only(inside: Flask, told: Switch, field: str) -> None:
    with clock.standing_at(NOON), pytest.raises(Refused) as refused:
        switching.switch(told, by=officer(inside, "officer"))

    assert refused.value.field == field
    assert mode_here() is Mode.FULL


def test_the_same_mode_twice_is_refused(inside: Flask) -> None:
    awa = officer(inside, "officer")
    switching.switch(SURGE, by=awa)

    with pytest.raises(Refused) as refused:
        switching.switch(SURGE, by=awa)
    assert refused.value.field == "mode"


def test_a_law_ends_on_its_day_by_itself(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(NOON):
        law = Switch(Mode.COUNT, "law", "decree", until=NOON + timedelta(days=1))
        switching.switch(law, by=awa)
        assert mode_here() is Mode.COUNT
    with clock.standing_at(NOON + timedelta(days=1)):
        assert mode_here() is Mode.FULL
        (span,) = desk_modes.spans(post_id(), NOON, NOON + timedelta(days=3))

    assert span.ended_at == NOON + timedelta(days=1)


def test_one_lane_asks_less_and_the_others_do_not(inside: Flask) -> None:
    other = posts.create_lane(post_id(), LaneFacts("2", "Coaches", "E"), by=None).id
    first = db.session.scalars(select(posts.Lane.id).where(posts.Lane.code == "1")).first()
    assert first is not None
    awa = at_lane(officer(inside, "officer"), other, "E")
    switching.switch(Switch(Mode.COUNT, "surge", own_lane=True), by=awa)

    assert desk_modes.in_force(post_id(), other).mode is Mode.COUNT
    assert desk_modes.in_force(post_id(), first).mode is Mode.FULL
    assert desk_modes.in_force(post_id(), None).mode is Mode.FULL
    switching.switch(SURGE, by=awa)
    assert desk_modes.in_force(post_id(), other).mode is Mode.ESSENTIAL
    assert desk_modes.in_force(post_id(), first).mode is Mode.ESSENTIAL


def test_a_crossing_says_that_only_the_essential_was_asked(inside: Flask) -> None:
    awa = officer(inside, "officer")
    before = crossed(awa)
    switching.switch(SURGE, by=awa)
    essential = crossed(awa, zone(MOUSSA))
    switching.switch(Switch(Mode.COUNT), by=awa)
    beside = crossed(awa, decision="withdrawn")

    assert (before.desk_mode, essential.desk_mode, beside.desk_mode) == (
        None,
        "essential",
        "essential",
    )
    seen = digest(essential)
    assert seen != digest(before)


def test_a_photo_holds_nobody_up_while_the_essential_is_asked(inside: Flask) -> None:
    awa = officer(inside, "officer")
    policies.change(post_id(), Policy(face=Ask.ASKED), by=None)
    sheet = opened(awa)
    with pytest.raises(Refused) as held:
        deciding.decide(sheet.id, order(sheet), by=awa)
    assert held.value.field == "without_face"
    switching.switch(SURGE, by=awa)

    assert deciding.decide(sheet.id, order(sheet), by=awa).desk_mode == "essential"


def test_the_health_certificate_and_the_protection_questions_stay(inside: Flask) -> None:
    awa = officer(inside, "officer")
    policies.change(post_id(), Policy(health=Ask.ASKED), by=None)
    switching.switch(SURGE, by=awa)
    sheet = opened(awa, zone(MOUSSA))
    for decision, field in (("admit", "health_outcome"), ("refuse", "gates")):
        with pytest.raises(Refused) as held:
            deciding.decide(sheet.id, order(sheet, decision, reasons=("ML-01",)), by=awa)
        assert held.value.field == field


def test_the_sheet_asks_no_journey_and_keeps_every_decision(machine: Flask) -> None:
    desk = english(machine, "officer")
    assert 'name="destination"' in desk.get(inspect(desk)).text
    desk.send("/desk/mode/", mode="essential", reason="surge", where="post")
    page = desk.get(inspect(desk, zone(MOUSSA))).text

    assert 'name="destination"' not in page
    assert 'name="transport"' not in page
    for needed in ('id="admit-button"', 'id="refer"', 'id="refuse"', "Essential only"):
        assert needed in page


def test_the_desk_says_why_since_when_and_who_as_long_as_it_lasts(machine: Flask) -> None:
    desk = english(machine, "officer")
    assert "Shift+F2" in desk.get("/desk/").text
    answer = desk.send(
        "/desk/mode/", mode="essential", reason="surge", words="80 coaches", where="post"
    )
    page = desk.get("/desk/").text

    assert answer.status_code == 302
    for told in ("Essential only", "80 coaches", "the whole post", "Test Officer", "Shift+F3"):
        assert told in page
    assert 'aria-live="assertive"' in page
    desk.send("/desk/mode/to", mode="count")
    assert "Count with the keypad" in desk.get("/desk/").text
    desk.send("/desk/mode/to", mode="full")
    assert 'id="desk-mode"' not in desk.get("/desk/").text


def test_a_form_without_a_reason_comes_back_with_what_was_typed(machine: Flask) -> None:
    desk = english(machine, "officer")
    answer = desk.send("/desk/mode/", mode="count", reason="", words="decree 12", where="post")

    assert answer.status_code == 422
    assert 'value="decree 12"' in answer.text
    assert "Say why less is asked" in answer.text


def test_one_key_down_without_a_reason_is_refused_and_changes_nothing(machine: Flask) -> None:
    desk = english(machine, "officer")
    desk.send("/desk/mode/to", mode="count")

    assert "Say why less is asked" in desk.told("/desk/")
    with machine.app_context():
        assert db.session.scalars(select(DeskModeChange)).all() == []


def test_the_key_pressed_twice_counts_once(machine: Flask) -> None:
    desk, key = browser(machine, "officer"), uuid.uuid4()
    for _press in range(2):
        desk.send("/desk/mode/", key, mode="essential", reason="surge", where="post")

    with machine.app_context():
        assert len(db.session.scalars(select(DeskModeChange)).all()) == 1


def test_whoever_does_not_work_at_the_desk_does_not_change_it(machine: Flask) -> None:
    for role in ("analyst", "auditor", "storekeeper"):
        answer = browser(machine, role).send("/desk/mode/to", mode="essential")
        assert answer.status_code == 403


def test_the_log_comes_as_a_file(machine: Flask) -> None:
    desk = english(machine, "officer")
    desk.send("/desk/mode/", mode="count", reason="law", words="decree", where="post")
    text = desk.get("/desk/mode/history.csv").text

    assert "count" in text
    assert "decree" in text


@pytest.mark.parametrize("change", ["UPDATE {} SET words = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_log(inside: Flask, change: str) -> None:
    switching.switch(SURGE, by=officer(inside, "officer"))
    with pytest.raises(DatabaseError, match="never changed"), transaction() as session:
        session.execute(db.text(change.format("desk_mode_changes")))
