"""The gate before a refusal: open until somebody asked, and while an answer waits."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from borderpost import FEATURES, create_app, gates
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import gated
from crossings.models import Inspection
from protection.answers import NO, QUESTIONS, YES, Answers, of_plain
from protection.gate import RETURNS
from protection.queries import screenings
from protection.services import asking
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import asked, opened
from tests.desk import officer


def is_open(inspection: Inspection, decision: str = "refuse") -> bool:
    return gates.blocking(gated.of(inspection), decision) is not None


@pytest.mark.parametrize("decision", sorted(RETURNS))
def test_nobody_is_sent_back_before_the_questions(inside: Flask, decision: str) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa, zone(MOUSSA))

    assert is_open(inspection, decision)
    asked(inspection, awa)
    assert not is_open(inspection, decision)


@pytest.mark.parametrize("decision", ["admit", "withdrawn", "detain"])
def test_other_decisions_ask_nothing(inside: Flask, decision: str) -> None:
    inspection = opened(officer(inside, "officer"), zone(MOUSSA))

    assert list(gates.asked(gated.of(inspection), decision)) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_positive_answer_stops_the_refusal_until_the_focal_point_closes_it(
    inside: Flask, name: str
) -> None:
    awa, focal = officer(inside, "officer"), officer(inside, "protection_focal_point")
    inspection = asked(opened(awa, zone(MOUSSA)), awa, **{name: YES})

    assert is_open(inspection)
    row = db.session.scalars(screenings.listed(awa.post_id)).one()
    asking.close(row.id, "referred", by=focal)
    assert not is_open(inspection)


def test_a_second_round_of_answers_takes_nothing_back(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = asked(opened(awa, zone(MOUSSA)), awa, fear=YES)
    asked(inspection, awa)

    assert is_open(inspection)


def test_neither_does_another_sheet_of_the_same_document(inside: Flask) -> None:
    awa = officer(inside, "officer")
    asked(opened(awa, zone(MOUSSA)), awa, fear=YES)
    again = asked(opened(awa, zone(MOUSSA)), awa)
    stranger = asked(opened(awa, zone(MOUSSA, document_number="C11111111")), awa)

    assert is_open(again)
    assert not is_open(stranger)


def test_the_gate_says_the_same_whether_nobody_asked_or_an_answer_waits(inside: Flask) -> None:
    awa = officer(inside, "officer")
    never = opened(awa, zone(MOUSSA))
    (before,) = gates.asked(gated.of(never), "refuse")
    (after,) = gates.asked(gated.of(asked(never, awa, medical=YES)), "refuse")

    assert before == after
    assert str(before.words) == "en suspens"


def test_without_an_answer_to_each_nothing_is_sealed(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = gated.of(opened(awa, zone(MOUSSA)))
    assert awa.post_id

    with pytest.raises(Refused) as refusal:
        asking.ask(sheet, awa.post_id, Answers({"fear": NO, "alone": "maybe"}), by=awa)
    assert refusal.value.field == "alone"
    assert db.session.scalars(screenings.listed(awa.post_id)).all() == []


def test_a_screening_is_closed_once_and_with_an_outcome(inside: Flask) -> None:
    awa, focal = officer(inside, "officer"), officer(inside, "protection_focal_point")
    asked(opened(awa, zone(MOUSSA)), awa, fear=YES)
    row = db.session.scalars(screenings.listed(awa.post_id)).one()

    for outcome, field in (("", "outcome"), ("refused", "outcome")):
        with pytest.raises(Refused) as refusal:
            asking.close(row.id, outcome, by=focal)
        assert refusal.value.field == field
    asking.close(row.id, "declined", by=focal)
    with pytest.raises(Refused):
        asking.close(row.id, "referred", by=focal)


def test_the_database_holds_no_answer_and_no_sheet_in_plain(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = asked(opened(awa, zone(MOUSSA)), awa, alone=YES)
    stored = db.session.execute(text("SELECT * FROM protection_screenings")).mappings().one()
    plain = " ".join(str(value) for name, value in stored.items() if name != "content")

    assert b"alone" not in stored["content"]
    assert inspection.id.hex not in plain.replace("-", "")
    for word in (*QUESTIONS, YES, MOUSSA.document_number, "unaccompanied_child"):
        assert word not in plain


def test_a_row_of_the_register_has_no_place_for_protection() -> None:
    from crossings.models import Crossing

    named = {column.key for column in Crossing.__table__.columns}

    assert [name for name in named if "protect" in name or "screen" in name] == []


def test_a_child_alone_is_due_in_an_hour() -> None:
    child = Answers({**dict.fromkeys(QUESTIONS, NO), "alone": YES})

    assert child.due is not None
    assert child.due.total_seconds() == 3600
    assert of_plain(child.plain()) == child
    assert Answers(dict.fromkeys(QUESTIONS, NO)).due is None


def test_without_the_package_there_is_no_gate(inside: Flask) -> None:
    names = tuple(name for name in FEATURES if name != "protection")
    app = create_app({"INSTANCE": inside.config["INSTANCE"], "TESTING": True}, names=names)
    inspection = opened(officer(inside, "officer"), zone(MOUSSA))
    sheet = gated.of(inspection)
    with app.app_context():
        assert list(gates.asked(sheet, "refuse")) == []
