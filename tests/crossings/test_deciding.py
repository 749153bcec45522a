"""The decision: written once, whole, on the sheet that was seen, with what it needs."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.papers import required
from crossings.rules.against import Override
from crossings.services import deciding, inspecting
from docreader import How
from tests.crossings.documents import ICAO, MOUSSA, zone
from tests.crossings.work import asked, at_lane, crossed, opened, order
from tests.desk import lane_id, officer


def refused(inspection: Inspection, by: object, **changes: object) -> Refused:
    """The refusal of a decision that may not be."""
    wanted = replace(order(inspection), **changes)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        deciding.decide(inspection.id, wanted, by=by)  # type: ignore[arg-type]
    assert db.session.scalars(select(Crossing)).first() is None
    return refusal.value


def doubtful(inspection: Inspection, *names: str) -> None:
    """Have the reader hesitate at these fields."""
    with transaction():
        sheet = dict(sheets.from_plain(inspection.sheet))
        for name in names:
            sheet[name] = replace(sheet[name], how=How.AMBIGUOUS)
        inspection.sheet = sheets.to_plain(sheet)


@pytest.mark.parametrize(
    ("direction", "decision", "recorded"),
    [("E", "admit", "admit"), ("X", "admit", "exit_ok"), ("X", "refuse", "refuse"),
     ("E", "withdrawn", "withdrawn")],
)  # fmt: skip
def test_the_record_names_the_decision_by_its_direction(
    inside: Flask, direction: str, decision: str, recorded: str
) -> None:
    awa = at_lane(officer(inside, "officer"), lane_id(), direction)

    assert crossed(awa, decision=decision).decision == recorded


def test_a_refusal_needs_a_reason(inside: Flask) -> None:
    awa = officer(inside, "officer")

    assert refused(opened(awa), awa, decision="refuse").field == "reasons"


@pytest.mark.parametrize("reasons", [("ML-99",), ("ML-01", "ML-99"), ("",), ("'; --",)])
def test_a_reason_is_on_the_list(inside: Flask, reasons: tuple[str, ...]) -> None:
    awa = officer(inside, "officer")

    assert refused(opened(awa), awa, decision="refuse", reasons=reasons).field == "reasons"


def test_several_reasons_are_kept_each_once(inside: Flask) -> None:
    many = ("ML-01", "ML-03") * 20
    row = crossed(officer(inside, "officer"), decision="refuse", reasons=many, reason_text="Visa")

    assert (row.reason_codes, row.reason_text) == ("ML-01 ML-03", "Visa")


@pytest.mark.parametrize("decision", ["admit", "withdrawn"])
@pytest.mark.parametrize("reason", ["ML-01", "no such code"])
def test_only_a_refusal_has_reasons(inside: Flask, decision: str, reason: str) -> None:
    row = crossed(officer(inside, "officer"), decision=decision, reasons=(reason,))

    assert row.reason_codes == ""


def test_the_database_itself_refuses_a_refusal_without_a_reason(inside: Flask) -> None:
    row = crossed(officer(inside, "officer"))
    copy = {column.key: getattr(row, column.key) for column in Crossing.__table__.columns}
    copy |= {"id": uuid.uuid4(), "human_ref": "X", "form_key": None, "decision": "refuse"}

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Crossing(**copy))


@pytest.mark.parametrize("decision", ["", "detain", "exit_ok", "count_only", "ADMIT"])
def test_an_unknown_decision_is_refused(inside: Flask, decision: str) -> None:
    awa = officer(inside, "officer")

    assert refused(opened(awa), awa, decision=decision).field == "decision"


@pytest.mark.parametrize(("name", "value"), [("purpose", "XYZ"), ("transport", "UFO")])
def test_purpose_and_transport_are_on_their_lists(inside: Flask, name: str, value: str) -> None:
    awa = officer(inside, "officer")

    assert refused(opened(awa), awa, **{name: value}).field == name


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_decision_on_another_version_of_the_sheet_is_refused(inside: Flask, version: int) -> None:
    awa = officer(inside, "officer")
    refused(opened(awa), awa, version=version)


def test_a_decision_on_a_sheet_that_was_corrected_meanwhile_is_refused(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    seen = order(inspection)
    inspecting.correct_fields(inspection.id, {"surname": "CISSÉ"}, by=awa)

    with pytest.raises(Refused):
        deciding.decide(inspection.id, seen, by=awa)


@pytest.mark.parametrize("decision", ["admit", "refuse", "withdrawn"])
def test_nobody_is_decided_without_a_name_or_a_number(inside: Flask, decision: str) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa, "no zone at all")

    assert refused(inspection, awa, decision=decision, reasons=("ML-01",)).field == "surname"


@pytest.mark.parametrize("name", required("P"))
def test_each_required_field_is_asked_for(inside: Flask, name: str) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    inspecting.correct_fields(inspection.id, {name: ""}, by=awa)

    assert refused(inspection, awa).field == name


def test_doubtful_fields_are_compared_before_an_admission(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    doubtful(inspection, "surname", "birth_date")

    assert refused(inspection, awa).field == "surname"
    assert refused(inspection, awa, compared=frozenset({"surname"})).field == "birth_date"
    both = frozenset({"surname", "birth_date", "no_such_field"})
    row = deciding.decide(inspection.id, order(inspection, compared=both), by=awa)
    assert row.evidence["compared"] == ["birth_date", "surname"]


def test_a_traveller_may_be_refused_without_comparing(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = asked(opened(awa, zone(MOUSSA)), awa)
    doubtful(inspection, "surname")
    told = order(inspection, "refuse", reasons=("ML-02",))

    assert deciding.decide(inspection.id, told, by=awa).decision == "refuse"


def test_a_specimen_admits_nobody_at_a_live_post(inside: Flask) -> None:
    awa = officer(inside, "officer")

    assert refused(opened(awa, ICAO), awa).field == "issuing_state"


def test_a_specimen_of_either_state_admits_nobody(inside: Flask) -> None:
    awa = officer(inside, "officer")
    for changes in ({"nationality": "UTO"}, {"issuing_state": "UTO"}):
        refused(opened(awa, zone(**changes)), awa)


def test_a_sandbox_takes_specimens(inside: Flask) -> None:
    seen = {"specimens_allowed": True, "override": Override("visa")}

    assert crossed(officer(inside, "officer"), ICAO, **seen).nationality == "UTO"


def test_a_traveller_is_decided_once(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    deciding.decide(inspection.id, order(inspection), by=awa)

    with pytest.raises(Refused):
        deciding.decide(inspection.id, order(inspection), by=awa)
    assert len(db.session.scalars(select(Crossing)).all()) == 1


def test_a_sheet_that_was_left_is_not_decided(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    inspecting.leave(inspection.id, by=awa)
    refused(inspection, awa)


def test_a_clock_behind_the_last_crossing_is_refused(inside: Flask) -> None:
    awa = officer(inside, "officer")
    crossed(awa)
    inspection = opened(awa, zone(MOUSSA))
    with clock.standing_at(clock.now() - timedelta(minutes=3)), pytest.raises(Refused):
        deciding.decide(inspection.id, order(inspection), by=awa)
    with clock.standing_at(clock.now() - timedelta(minutes=1)):
        row = deciding.decide(inspection.id, order(inspection), by=awa)

    assert row.human_ref.split("-")[2] == "0002"
