"""What must not be done is refused and leaves a line, though everything else of it is undone."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from crossings.models import Crossing, RefusalCounter
from crossings.services import correcting, deciding, inspecting, interviewing, referring
from crossings.services.correcting import Correction
from protection.answers import YES
from tests.crossings.attempts import attempts, refused
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import all_crossings, answer_no, asked, crossed, inspect, opened, order
from tests.desk import browser, officer


def test_a_refusal_without_a_reason(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = asked(opened(awa, zone(MOUSSA)), awa)

    assert refused(lambda: deciding.decide(sheet.id, order(sheet, "refuse"), by=awa)) == [
        "no_reason"
    ]


@pytest.mark.parametrize("answers", [None, {}, {"fear": YES}])
def test_a_refusal_with_open_protection_questions(
    inside: Flask, answers: dict[str, str] | None
) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa, zone(MOUSSA))
    if answers:
        asked(sheet, awa, **answers)
    told = order(sheet, "refuse", reasons=("ML-03",))
    if answers == {}:
        told = replace(told, reason_text="protection=answered", authority="gate")

    assert refused(lambda: deciding.decide(sheet.id, told, by=awa)) == ["gate_open"]
    assert db.session.scalars(select(RefusalCounter)).first() is None


def test_a_forged_form_opens_no_gate_and_may_be_sent_again(machine: Flask) -> None:
    awa, key = browser(machine, "officer"), uuid.uuid4()
    sheet = inspect(awa, zone(MOUSSA))
    told = {"decision": "refuse", "reasons": "ML-03", "version": "1", "fear": "no", "alone": "no"}
    forged = awa.send(f"{sheet}/decide", key, **told)
    answer_no(awa, sheet)
    again = awa.send(f"{sheet}/decide", key, **told)

    assert (forged.status_code, again.status_code) == (422, 302)
    assert "/refusals/" in again.location
    with machine.app_context():
        assert attempts() == ["gate_open"]
    assert [row.decision for row in all_crossings(machine)] == ["refuse"]


def test_a_decision_on_a_stale_sheet(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)
    old = order(sheet)
    inspecting.correct_fields(sheet.id, {"surname": "CISSÉ"}, by=awa)

    assert refused(lambda: deciding.decide(sheet.id, old, by=awa)) == ["stale_sheet"]


def test_a_second_decision_and_an_edit_of_a_decided_sheet(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)
    deciding.decide(sheet.id, order(sheet), by=awa)

    refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa))
    told = refused(lambda: inspecting.correct_fields(sheet.id, {"surname": "X"}, by=awa))
    assert told == ["decided", "decided"]


def correction(old: Crossing, **changes: object) -> Correction:
    facts = Correction({}, old.direction, "admit", (), "", "", "", "", "Erreur")
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_a_correction_of_somebody_elses_crossing_or_of_an_old_one(inside: Flask) -> None:
    awa, second = officer(inside, "officer"), officer(inside, "second_line_officer")
    old = crossed(awa)
    roles = second.roles

    def correct() -> object:
        return correcting.correct(old.id, correction(old), by=second, roles=roles)

    assert refused(correct) == ["not_own_crossing"]
    with clock.standing_at(clock.now() + correcting.OWN_FOR):
        told = refused(lambda: correcting.correct(old.id, correction(old), by=awa, roles=awa.roles))
    assert told == ["not_own_crossing"] * 2


def test_a_correction_makes_no_refusal_past_the_gate(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa, zone(MOUSSA))
    told = correction(old, decision="refuse", reasons=("ML-03",))

    assert refused(lambda: correcting.correct(old.id, told, by=awa, roles=awa.roles)) == [
        "gate_open"
    ]


def test_a_national_is_not_refused_entry(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = asked(opened(awa), awa)  # of Mali, at a post of Mali
    told = order(sheet, "refuse", reasons=("ML-03",))

    assert refused(lambda: deciding.decide(sheet.id, told, by=awa)) == ["national"]


def test_the_desk_decides_nobody_who_waits_and_nobody_decides_anothers_interview(
    inside: Flask,
) -> None:
    awa, second = officer(inside, "officer"), officer(inside, "second_line_officer")
    chief = officer(inside, "supervisor")
    sheet = opened(awa)
    referral = referring.refer(sheet.id, "Photo", version=1, by=awa)
    interviewing.take(referral.id, by=second)

    refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa))
    refused(lambda: deciding.decide(sheet.id, order(sheet), by=chief))
    refused(lambda: interviewing.note(referral.id, {"route": "X"}, by=chief))
    told = refused(lambda: interviewing.release(referral.id, by=chief))

    assert told == ["not_second_line", *["another_s_interview"] * 3]


def test_an_honest_mistake_is_no_attempt(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa)

    assert refused(lambda: deciding.decide(sheet.id, order(sheet, purpose="XYZ"), by=awa)) == []


def test_an_attempt_names_who_and_which_sheet_and_nothing_else(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = opened(awa, zone(MOUSSA))
    refused(lambda: deciding.decide(sheet.id, order(sheet, "refuse"), by=awa))
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()

    assert line is not None
    assert (line.officer_id, line.subject_id) == (awa.officer_id, str(sheet.id))
    assert line.details == {"attempt": "no_reason"}
