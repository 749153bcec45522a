"""What must not be done is refused and leaves a line, though everything else of it is undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.accompaniment import Authorisation
from crossings.models import Crossing, HandOver, Inspection, RefusalCounter
from crossings.services import (
    accompanying,
    correcting,
    deciding,
    handing_over,
    inspecting,
    interviewing,
    referring,
)
from crossings.services.correcting import Correction
from protection.answers import YES
from tests.crossings import family
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import (
    all_crossings,
    answer_no,
    asked,
    at_lane,
    crossed,
    inspect,
    opened,
    order,
)
from tests.desk import browser, lane_id, officer, post_id


def attempts() -> list[str]:
    """What the log says was tried, oldest first."""
    wanted = select(AuditLine).where(AuditLine.act == "crossings:decision:attempt")
    lines = db.session.scalars(wanted.order_by(AuditLine.seq)).all()
    return [line.details["attempt"] for line in lines]


def refused(act: Callable[[], object]) -> list[str]:
    """What the log says after an act that must be refused."""
    before = len(db.session.scalars(select(Crossing)).all())
    with pytest.raises(Refused):
        act()
    assert len(db.session.scalars(select(Crossing)).all()) == before
    assert audit.verify().fault == ""
    return attempts()


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


def child_of(app: Flask, direction: str = "E") -> tuple[SignedIn, Inspection]:
    awa = at_lane(officer(app, "officer"), lane_id(), direction)
    return awa, family.child(awa)


@pytest.mark.parametrize("decision", ["admit", "refuse", "withdrawn"])
@pytest.mark.parametrize("username", ["officer", "second_line_officer", "supervisor"])
def test_a_child_alone_in_the_first_line(inside: Flask, decision: str, username: str) -> None:
    _awa, sheet = child_of(inside, "X")
    who = officer(inside, username)
    told = order(asked(sheet, who), decision, reasons=("ML-09",), reason_text="Pressé")

    assert refused(lambda: deciding.decide(sheet.id, told, by=who)) == ["child_alone"]


@pytest.mark.parametrize("said", ["", "not_seen"])
def test_a_minor_leaves_without_the_authorisation(inside: Flask, said: str) -> None:
    awa, sheet = child_of(inside, "X")
    family.linked(sheet, family.mother(awa).id, awa)
    if said:
        family.authorised(sheet, awa, Authorisation(state=said))
    told = order(sheet, reason_text="Les parents sont d’accord")

    assert refused(lambda: deciding.decide(sheet.id, told, by=awa)) == ["no_authorisation"]


def test_second_line_without_a_reason_or_with_open_questions(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    referring.refer(sheet.id, "Seul", version=1, by=awa)
    second = officer(inside, "second_line_officer")
    told = order(sheet, reason_text="Tante au téléphone")

    refused(lambda: deciding.decide(sheet.id, told, by=second))
    asked(sheet, second)
    bare = order(sheet)
    assert refused(lambda: deciding.decide(sheet.id, bare, by=second)) == [
        "gate_open", "no_authorisation",
    ]  # fmt: skip
    assert deciding.decide(sheet.id, told, by=second)


def test_links_that_are_no_adults(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    brother = family.child(awa, document_number="AB0000001", given_names="Ali")
    gone = family.mother(awa)
    inspecting.leave(gone.id, by=awa)

    def link(adult: UUID) -> list[str]:
        return refused(lambda: family.linked(sheet, adult, awa))

    link(sheet.id)  # the child itself
    link(family.child(awa).id)  # the child's document again
    link(brother.id)
    link(gone.id)
    assert link(uuid.uuid4()) == [
        "child_as_adult", "child_as_adult", "minor_as_adult", "adult_not_here", "adult_not_here",
    ]  # fmt: skip


def test_an_adult_who_does_not_stay_one(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    hers = family.mother(awa)
    family.linked(sheet, hers.id, awa)
    inspecting.correct_fields(hers.id, {"birth_date": "2012-02-03"}, by=awa)
    refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa))
    inspecting.leave(hers.id, by=awa)

    assert refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa)) == ["adult_gone"] * 2


def test_an_adult_of_another_post(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    theirs = family.mother(awa)
    theirs.post_id = post_id("BBB")
    db.session.commit()

    assert refused(lambda: family.linked(sheet, theirs.id, awa)) == ["adult_not_here"]


def test_a_word_against_the_birth_date_and_one_parent_for_both(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    family.linked(sheet, family.mother(awa).id, awa)

    def say(said: str) -> None:
        accompanying.say_age(sheet.id, said, version=sheet.version, by=awa)

    refused(lambda: say("adult"))
    told = Authorisation(state="both_parents")
    assert refused(lambda: family.authorised(sheet, awa, told)) == [
        "age_against_date", "parents_not_linked",
    ]  # fmt: skip


def test_the_first_line_says_nothing_of_a_child_that_waits(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    referring.refer(sheet.id, "Seul", version=1, by=awa)

    assert refused(lambda: family.authorised(sheet, awa)) == ["not_second_line"]


def test_a_correction_decides_no_child_alone(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)
    told = correction(old, fields={"birth_date": "2015-02-03"}, decision="withdrawn")

    assert refused(lambda: correcting.correct(old.id, told, by=awa, roles=awa.roles)) == [
        "child_alone"
    ]


def offered(app: Flask) -> tuple[SignedIn, SignedIn, HandOver]:
    awa, chief = officer(app, "officer"), officer(app, "supervisor")
    sheet = opened(awa, zone(MOUSSA))
    row = handing_over.offer([f"sheet:{sheet.id}"], chief.officer_id, "", by=awa)
    return awa, chief, row


def test_a_hand_over_to_oneself_or_to_a_stranger_or_of_others_work(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    stranger, analyst = officer(inside, "stranger"), officer(inside, "analyst")
    own, others = f"sheet:{opened(awa).id}", f"sheet:{opened(chief).id}"

    def give(key: str, to: SignedIn) -> list[str]:
        return refused(lambda: handing_over.offer([key], to.officer_id, "", by=awa))

    give(own, awa)
    give(own, stranger)
    give(own, analyst)
    assert give(others, chief) == [
        "hand_over_to_self", "hand_over_to_stranger", "hand_over_to_stranger", "hand_over_not_own",
    ]  # fmt: skip


def test_an_interview_to_somebody_who_has_no_second_line(inside: Flask) -> None:
    awa, grace = officer(inside, "officer"), officer(inside, "second_line_officer")
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    interviewing.take(referral.id, by=grace)
    key = f"interview:{referral.id}"

    assert refused(lambda: handing_over.offer([key], awa.officer_id, "", by=grace)) == [
        "hand_over_not_second_line"
    ]


def test_a_taker_who_lost_the_role_meanwhile(inside: Flask) -> None:
    awa, grace = officer(inside, "officer"), officer(inside, "second_line_officer")
    chief = officer(inside, "supervisor")
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    interviewing.take(referral.id, by=grace)
    row = handing_over.offer([f"interview:{referral.id}"], chief.officer_id, "", by=grace)
    chief.permissions = awa.permissions

    assert refused(lambda: handing_over.accept(row.id, by=chief)) == ["hand_over_not_second_line"]
    assert referral.taken_by == grace.officer_id


def test_an_offer_is_answered_once_by_whom_it_is_for_and_taken_back_by_who_made_it(
    inside: Flask,
) -> None:
    awa, chief, row = offered(inside)
    third = officer(inside, "second_line_officer")

    refused(lambda: handing_over.accept(row.id, by=awa))
    refused(lambda: handing_over.accept(row.id, by=third))
    refused(lambda: handing_over.decline(row.id, by=third))
    refused(lambda: handing_over.withdraw(row.id, by=chief))
    handing_over.accept(row.id, by=chief)
    refused(lambda: handing_over.withdraw(row.id, by=awa))
    assert refused(lambda: handing_over.accept(row.id, by=chief)) == [
        *["hand_over_not_theirs"] * 4, *["hand_over_twice"] * 2,
    ]  # fmt: skip


def test_an_offer_that_was_withdrawn_or_is_of_another_post(inside: Flask) -> None:
    awa, chief, row = offered(inside)
    chief.post_id = post_id("BBB")
    refused(lambda: handing_over.accept(row.id, by=chief))
    chief.post_id = post_id()
    handing_over.withdraw(row.id, by=awa)

    assert refused(lambda: handing_over.accept(row.id, by=chief)) == [
        "hand_over_other_post", "hand_over_withdrawn",
    ]  # fmt: skip
