"""What a decision writes: the crossing, its line in the log, the person's file, its number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import codes, reading, references
from crossings.digest import digest
from crossings.models import CrossingName, CrossingZone, Inspection, Person
from crossings.models.inspection import Source, State
from crossings.services import deciding, inspecting
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.work import acts, crossed, opened, order
from tests.desk import lane_id, officer, post_id


def test_a_crossing_says_who_where_when_which_way_and_on_what(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC)):
        inspection = opened(awa)
        told = order(inspection, purpose="TRD", destination="Nioro", transport="BUS")
        row = deciding.decide(inspection.id, told, by=awa)

    assert (row.surname, row.given_names, row.nationality) == ("CISSE", "FANTA MARIA", "MLI")
    assert (row.name_mrz, row.name_key) == ("CISSE<<FANTA<MARIA", "CISSE FANTA MARIA")
    assert (row.document_kind, row.document_issuer) == ("P", "MLI")
    assert row.document_number == row.document_number_key == "AB1234567"
    assert (row.birth_date, row.birth_precision, row.sex) == ("1988-02-13", "D", "F")
    assert (row.direction, row.decision, row.purpose, row.transport) == ("E", "admit", "TRD", "BUS")
    assert (row.post_id, row.lane_id, row.officer_id) == (post_id(), lane_id(), awa.officer_id)
    assert (row.occurred_on.isoformat(), row.occurred_at) == ("2026-11-23", row.recorded_at)
    assert (row.mrz_format, row.capture_source, row.capture_mode) == ("TD3", "wedge", "live")
    assert set(row.mrz_checks.values()) <= {"ok", "absent"}


def test_what_nobody_checked_is_recorded_as_not_checked(inside: Flask) -> None:
    row = crossed(officer(inside, "officer"))
    results = {row.chip_result, row.stolen_document_result, row.rule_result}

    assert results == {"not_checked"}
    assert (row.alert_result, row.alert_list_version, row.alert_list_hours) == (
        "no_list",
        None,
        None,
    )


def test_crossing_log_and_file_are_written_together(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = crossed(awa)
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()
    sheet = db.session.get_one(Inspection, row.inspection_id)

    assert line and line.act == "crossings:crossing:decide"
    assert line.subject_id == str(row.id)
    assert line.details == {"decision": "admit", "digest": digest(row)}
    assert (sheet.state, sheet.crossing_id) == (State.DECIDED, row.id)
    assert db.session.get_one(CrossingZone, row.id).lines == zone().splitlines()


def test_the_log_holds_no_name_number_or_birth_date(inside: Flask) -> None:
    crossed(officer(inside, "officer"))
    details = " ".join(str(row) for row in db.session.scalars(select(AuditLine.details)))

    for secret in ("CISSE", "FANTA", "AB1234567", "1988"):
        assert secret not in details


def test_crossings_are_counted_for_each_post_and_day(inside: Flask) -> None:
    awa, now = officer(inside, "officer"), clock.now()
    refs = []
    for days in (0, 0, 1):
        with clock.standing_at(now + timedelta(days=days)):
            refs.append(crossed(awa).human_ref)
    days = [(now + timedelta(days=days)).strftime("%Y%m%d") for days in (0, 0, 1)]

    assert [ref.split("-")[:3] for ref in refs] == [
        ["AAA", days[0], "0001"], ["AAA", days[1], "0002"], ["AAA", days[2], "0001"],
    ]  # fmt: skip
    assert all(references.is_valid(ref) for ref in refs)


def test_a_refused_decision_leaves_no_gap_in_the_numbers(inside: Flask) -> None:
    awa = officer(inside, "officer")
    inspection = opened(awa)
    with pytest.raises(Refused):
        deciding.decide(inspection.id, order(inspection, purpose="XYZ"), by=awa)

    assert crossed(awa).human_ref.split("-")[2] == "0001"


@pytest.mark.parametrize(
    "statement", ["UPDATE crossings SET surname = 'X'", "DELETE FROM crossings"]
)
def test_the_database_itself_refuses_to_change_a_crossing(inside: Flask, statement: str) -> None:
    crossed(officer(inside, "officer"))

    with pytest.raises(DatabaseError), transaction() as session:
        session.execute(db.text(statement))


def test_the_name_is_filed_by_its_words(inside: Flask) -> None:
    row = crossed(officer(inside, "officer"), zone(surname="Ould Sidi", given_names="Sidi"))
    words = db.session.scalars(
        select(CrossingName.word).where(CrossingName.crossing_id == row.id)
    ).all()

    assert sorted(words) == ["OULD", "SIDI"]


def test_a_known_document_finds_its_person_again(inside: Flask) -> None:
    awa = officer(inside, "officer")
    first, again = crossed(awa), crossed(awa)
    other = crossed(awa, zone(MOUSSA))

    assert first.person_id == again.person_id != other.person_id
    assert first.document_id == again.document_id
    assert len(db.session.scalars(select(Person)).all()) == 2


def test_a_number_alone_is_not_a_person(inside: Flask) -> None:
    awa = officer(inside, "officer")
    first = crossed(awa)
    rows = [
        crossed(awa, zone(birth_date="1990-01-02")),
        crossed(awa, zone(issuing_state="MRT")),
        crossed(awa, zone(FANTA, "TD1")),
    ]

    assert len({first.person_id, *(row.person_id for row in rows)}) == 4


def test_a_document_typed_by_hand_is_recorded_so(inside: Flask) -> None:
    awa = officer(inside, "officer")
    values = {"surname": "Fofana", "document_code": "CC", "issuing_state": "MRT",
              "document_number": "12/45", "nationality": "MLI", "birth_date": "1979"}  # fmt: skip
    inspection = inspecting.open_inspection(reading.by_hand(values, {}), by=awa, keep_days=30)
    row = deciding.decide(inspection.id, order(inspection), by=awa)

    assert (row.capture_source, row.mrz_format, row.document_kind) == (Source.MANUAL, "NONE", "CC")
    assert (row.birth_precision, row.sex, row.document_number_key) == ("Y", "U", "1245")
    assert row.evidence["warnings"] == ["typed_by_hand"]
    assert db.session.get(CrossingZone, row.id) is None


def test_every_code_of_the_lists_can_be_recorded(inside: Flask) -> None:
    awa = officer(inside, "officer")
    for purpose, transport in zip(
        codes.PURPOSES, [*codes.TRANSPORT, *codes.TRANSPORT], strict=False
    ):
        assert crossed(awa, purpose=purpose, transport=transport).purpose == purpose
    assert acts().count("crossings:crossing:decide") == len(codes.PURPOSES)
