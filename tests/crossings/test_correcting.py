"""Correcting a decided crossing: a new row with its reason, once, by whom it is given to."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings import codes
from crossings import sheet as sheets
from crossings.models import Crossing, CrossingName, Inspection
from crossings.queries import register
from crossings.services import correcting
from crossings.services.correcting import Correction
from crossings.verification import faults
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts, all_crossings, asked, crossed
from tests.desk import browser, officer


def correction(row: Crossing, **changes: Any) -> Correction:
    """The crossing as it stands, and what should change."""
    sheet = sheets.from_plain(row.evidence["fields"])
    as_it_was = Correction(
        fields={name: entry.value for name, entry in sheet.items()},
        direction=row.direction,
        decision="admit" if row.decision == "exit_ok" else row.decision,
        reasons=tuple(row.reason_codes.split()),
        reason_text=row.reason_text,
        purpose=row.purpose,
        destination=row.destination,
        transport=row.transport,
        why="Typed wrongly",
    )
    if "fields" in changes:
        changes["fields"] = {**as_it_was.fields, **changes["fields"]}
    return replace(as_it_was, **changes)


def correct(row: Crossing, by: SignedIn, **changes: Any) -> Crossing:
    return correcting.correct(row.id, correction(row, **changes), by=by, roles=by.roles)


def test_a_correction_is_a_new_row_and_the_old_one_stays(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa, purpose="TRD")
    old_id, old_ref = old.id, old.human_ref
    new = correct(old, awa, fields={"surname": "Cissé"}, direction="X", destination="Ayoun")
    kept = db.session.scalars(select(Crossing).where(Crossing.id == old_id)).one()

    assert (kept.surname, kept.direction, kept.destination) == ("CISSE", "E", "")
    assert (new.surname, new.direction, new.decision) == ("Cissé", "X", "exit_ok")
    assert (new.supersedes_id, new.correction_reason) == (old_id, "Typed wrongly")
    assert new.human_ref != old_ref
    assert (new.occurred_at, new.occurred_on) == (kept.occurred_at, kept.occurred_on)
    assert new.evidence["fields"]["surname"]["was"] == "CISSE"
    assert (new.purpose, new.person_id) == ("TRD", kept.person_id)
    assert acts()[-1] == "crossings:crossing:correct"
    assert list(faults()) == []


def test_the_register_shows_what_holds_now(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)
    new = correct(old, awa, fields={"surname": "Sissoko"})
    found = db.session.scalars(register.register(register.Wanted(), awa.post_id)).all()
    words = db.session.scalars(
        select(CrossingName.word).where(CrossingName.crossing_id == new.id)
    ).all()

    assert [row.id for row in found] == [new.id]
    assert "SISSOKO" in words


@pytest.mark.parametrize("why", ["", "   "])
def test_a_correction_needs_its_reason(inside: Flask, why: str) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)

    with pytest.raises(Refused) as refusal:
        correct(old, awa, why=why)
    assert refusal.value.field == "why"


def test_a_crossing_is_corrected_once_and_then_its_correction_is(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)
    second = correct(old, awa, direction="X")

    with pytest.raises(Refused):
        correct(old, awa, direction="E")
    third = correct(second, awa, direction="E")
    assert (third.supersedes_id, third.direction, third.decision) == (second.id, "E", "admit")


def test_an_officer_corrects_an_own_crossing_for_half_an_hour(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old, late = crossed(awa), crossed(awa, zone(MOUSSA))
    now = clock.now()
    with clock.standing_at(now + timedelta(minutes=29)):
        correct(old, awa, destination="Kayes")
    with clock.standing_at(now + timedelta(minutes=31)), pytest.raises(Refused):
        correct(late, awa, destination="Kayes")


def test_correcting_a_correction_does_not_start_the_half_hour_again(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old, now = crossed(awa), clock.now()
    with clock.standing_at(now + timedelta(minutes=29)):
        second = correct(old, awa, destination="Kayes")
    with clock.standing_at(now + timedelta(minutes=31)), pytest.raises(Refused):
        correct(second, awa, destination="Nioro")


def test_an_officer_does_not_correct_anothers_crossing(inside: Flask) -> None:
    row = crossed(officer(inside, "supervisor"))

    with pytest.raises(Refused):
        correct(row, officer(inside, "officer"), destination="Kayes")


def test_a_supervisor_always_may(inside: Flask) -> None:
    row, chief = crossed(officer(inside, "officer")), officer(inside, "supervisor")
    with clock.standing_at(clock.now() + timedelta(days=40)):
        new = correct(row, chief, destination="Kayes")

    assert new.officer_id == chief.officer_id
    assert new.occurred_at == row.occurred_at


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"decision": "refuse"}, "reasons"),
        ({"decision": "refuse", "reasons": ("ML-99",)}, "reasons"),
        ({"decision": "detain"}, "decision"),
        ({"direction": "Q"}, "direction"),
        ({"purpose": "XYZ"}, "purpose"),
        ({"transport": "UFO"}, "transport"),
        ({"fields": {"surname": "  "}}, "surname"),
        ({"fields": {"document_number": ""}}, "document_number"),
        ({"fields": {"nationality": ""}}, "nationality"),
    ],
)
def test_a_correction_is_held_to_the_same_rules(
    inside: Flask, changes: dict[str, Any], at: str
) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)

    with pytest.raises(Refused) as refusal:
        correct(old, awa, **changes)
    assert refusal.value.field == at
    assert len(db.session.scalars(select(Crossing)).all()) == 1


def test_an_admission_becomes_a_refusal_with_its_reason(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa, zone(MOUSSA))
    asked(db.session.get_one(Inspection, old.inspection_id), awa)
    new = correct(old, awa, decision="refuse", reasons=("ML-03",))

    assert (new.decision, new.reason_codes) == ("refuse", "ML-03")


@pytest.mark.parametrize("direction", codes.DIRECTIONS)
def test_every_direction_can_be_recorded(inside: Flask, direction: str) -> None:
    awa = officer(inside, "officer")

    assert correct(crossed(awa), awa, direction=direction).direction == direction


def form(row: Crossing, **changes: str) -> dict[str, str]:
    told = correction(row)
    return {**told.fields, "direction": told.direction, "decision": told.decision,
            "why": "Faute de frappe", **changes}  # fmt: skip


def test_a_crossing_is_corrected_on_its_page(machine: Flask) -> None:
    with machine.app_context():
        old = crossed(officer(machine, "officer"))
        address, sent = f"/register/{old.id}", form(old, surname="Sissoko")
    awa = browser(machine, "officer")
    page, answer = awa.get(f"{address}/correct").text, awa.send(f"{address}/correct", **sent)
    new = all_crossings(machine)[1]

    assert 'value="CISSE"' in page
    assert answer.location == f"/register/{new.id}"
    assert str(new.id) in awa.get(address).text
    assert "Faute de frappe" in awa.get(f"/register/{new.id}").text


@pytest.mark.parametrize("changes", [{"why": ""}, {"birth_date": "1988-02-30"}, {"surname": " "}])
def test_a_bad_correction_is_told_and_keeps_what_was_typed(
    machine: Flask, changes: dict[str, str]
) -> None:
    with machine.app_context():
        old = crossed(officer(machine, "officer"))
        address, sent = f"/register/{old.id}/correct", form(old, **changes, destination="Yélimané")
    answer = browser(machine, "officer").send(address, **sent)

    assert answer.status_code == 200
    assert "field-error" in answer.text
    assert 'value="Yélimané"' in answer.text
    assert len(all_crossings(machine)) == 1


def test_a_double_click_corrects_once(machine: Flask) -> None:
    with machine.app_context():
        old = crossed(officer(machine, "officer"))
        address, sent = f"/register/{old.id}/correct", form(old, surname="Sissoko")
    awa, key = browser(machine, "officer"), uuid.uuid4()
    answers = [awa.send(address, key, **sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert len(all_crossings(machine)) == 2


def test_who_may_no_longer_correct_is_told_on_the_page(machine: Flask) -> None:
    with machine.app_context():
        old = crossed(officer(machine, "officer"))
        address, sent = f"/register/{old.id}", form(old)
    with time_machine.travel(clock.now() + timedelta(minutes=45)):
        awa = browser(machine, "officer")
        page = awa.get(address).text
        answer = awa.send(f"{address}/correct", **sent)

    assert f"{address}/correct" not in page
    assert answer.status_code == 200
    assert len(all_crossings(machine)) == 1
