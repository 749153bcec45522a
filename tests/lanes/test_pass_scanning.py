"""A pass at the desk: used both ways in a day, and refused with a sentence where it does not
hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from borderpost import clock, post_key
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.queries import files
from lanes import pass_codes
from lanes.models import BorderPass, PassUse
from lanes.pass_codes import PassText, pass_number
from lanes.pass_standing import Why
from lanes.services import pass_ending, pass_rules
from tests.desk import officer
from tests.lanes import neighbours
from tests.lanes.neighbours import admitted, code, in_days, issued, scanned, today


@pytest.fixture
def inside(machine: Flask) -> Iterator[Flask]:
    """The machine, whose sentences are in English, and we are in its context."""
    machine.config["DEFAULT_LOCALE"] = "en"
    with machine.app_context():
        yield machine


def uses() -> list[str]:
    return list(db.session.scalars(db.select(PassUse.outcome).order_by(PassUse.id)))


def refused(text: str, app: Flask) -> str:
    """The sentence of a refusal; no sheet is opened by it."""
    before = db.session.scalar(db.select(db.func.count(Inspection.id)))
    with pytest.raises(Refused) as told:
        scanned(text, officer(app, "officer"))
    assert db.session.scalar(db.select(db.func.count(Inspection.id))) == before
    return str(told.value.sentence)


def test_a_pass_is_used_both_ways_in_a_day_and_the_last_crossing_fills_the_next(
    inside: Flask,
) -> None:
    by = officer(inside, "officer")
    text = code(issued(by))

    first = admitted(scanned(text, by), by)
    sheet = scanned(text, by)
    facts = sheets.from_plain(sheet.sheet)
    known = files.of_sheet(facts)
    last = files.last_crossing(known.person_id, by.post_id) if known else None
    second = admitted(sheet, by)

    assert (first.direction, first.decision) == ("E", "admit")
    assert (second.direction, second.decision) == ("X", "exit_ok")
    assert (first.document_kind, first.capture_source) == ("BRP", "pass")
    assert first.person_id == second.person_id
    assert last and (last.purpose, last.destination, last.transport) == ("VFR", "Nioro", "FOOT")
    assert uses() == ["opened", "opened"]


def test_the_sheet_is_proven_by_the_code_and_not_by_a_typed_number(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by)
    by_code, by_number = scanned(code(row), by), scanned(row.number.lower(), by)

    for sheet, standing in ((by_code, "proven"), (by_number, "look")):
        facts = sheets.from_plain(sheet.sheet)
        found = sheets.standing(facts, sheet.reading, today(), specimens_allowed=False)
        assert found == standing
        assert facts["surname"].value == "Ould Sidi"
        assert facts["document_code"].value == "BRP"
    assert by_number.source == "manual"


def test_an_altered_or_copied_code_is_refused_and_written_down(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by)
    text, rule_id = code(row), row.rule_id
    other = issued(by, rule_id, typed=neighbours.HOLDER | {"surname": "Diarra"})
    copied = text.replace(row.number, other.number)
    later = text.replace(f"{row.valid_until:%Y%m%d}", f"{in_days(9999):%Y%m%d}")
    foreign = pass_codes.signed(PassText(row.number, row.valid_from, row.valid_until), bytes(32))

    for wrong in (copied, later, foreign, text[:-1] + ("A" if text[-1] != "A" else "Q")):
        assert "altered" in refused(wrong, inside)

    assert uses() == [Why.ALTERED] * 4
    acts = db.session.scalars(db.select(AuditLine.act)).all()
    assert acts.count("lanes:pass:refuse") == 4


def test_a_code_signed_with_other_days_than_the_register_has_is_refused(inside: Flask) -> None:
    row = issued(officer(inside, "officer"))
    said = PassText(row.number, row.valid_from, in_days(9000))
    assert "altered" in refused(pass_codes.signed(said, post_key.secret()), inside)


def test_a_signed_pass_that_the_register_does_not_know_is_refused(inside: Flask) -> None:
    said = PassText(pass_number("AAA", 2026, 99), today(), in_days(9))
    assert "register" in refused(pass_codes.signed(said, post_key.secret()), inside)


ENDS: dict[str, tuple[Callable[[BorderPass, Flask], object], str]] = {
    "lost": (
        lambda row, app: pass_ending.lose(row.id, "Stolen", by=officer(app, "officer")), "lost",
    ),
    "revoked": (
        lambda row, app: pass_ending.revoke(row.id, "Lent", by=officer(app, "supervisor")),
        "revoked",
    ),
    "replaced": (
        lambda row, app: issued(
            officer(app, "officer"), row.rule_id, person_id=row.person_id, replaces_id=row.id
        ),
        "replaced",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", ENDS)
def test_a_pass_that_was_ended_is_refused_by_code_and_by_number(inside: Flask, how: str) -> None:
    end, word = ENDS[how]
    row = issued(officer(inside, "officer"))
    text, number, pass_id = code(row), row.number, row.id
    end(row, inside)

    for told in (text, number):
        sentence = refused(told, inside)
        assert word in sentence and number in sentence and "another" in sentence
    found = db.session.scalars(db.select(PassUse)).all()
    assert [(one.outcome, one.pass_id) for one in found] == [(how, pass_id)] * 2


def test_a_pass_is_refused_before_its_first_and_after_its_last_day(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by, valid_from=in_days(2), valid_until=in_days(4))
    text, now = code(row), clock.now()

    assert "valid from" in refused(text, inside)
    for days in (2, 4):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            scanned(text, officer(inside, "officer"))
    with time_machine.travel(now + timedelta(days=5), tick=False):
        assert "expired" in refused(text, inside)


def test_a_pass_ends_with_its_rule(inside: Flask) -> None:
    row = issued(officer(inside, "officer"))
    text = code(row)
    pass_rules.end(row.rule_id, today() - timedelta(days=1), by=None)
    assert "rule" in refused(text, inside)


def test_a_direction_that_the_rule_does_not_allow_is_refused(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by, neighbours.rule(directions="E"))
    text = code(row)
    admitted(scanned(text, by), by)
    assert "direction" in refused(text, inside)


def test_a_refused_pass_keeps_nobody_from_crossing_by_another_document(inside: Flask) -> None:
    from crossings import reading
    from crossings.services import inspecting

    by = officer(inside, "officer")
    row = issued(by)
    text = code(row)
    pass_ending.lose(row.id, "Stolen", by=by)
    refused(text, inside)
    values = neighbours.HOLDER | {
        "document_code": "CNI", "issuing_state": "MRT", "document_number": "MR0042",
    }  # fmt: skip
    sheet = inspecting.open_inspection(reading.by_hand(values, {}), by=by, keep_days=30)
    assert admitted(sheet, by).decision == "admit"


def test_who_stayed_away_longer_than_the_rule_allows_is_asked_and_not_refused(
    inside: Flask,
) -> None:
    by = officer(inside, "officer")
    text, now = code(issued(by)), clock.now()  # three days away at most
    admitted(scanned(text, by), by)
    for days, standing in ((2, "proven"), (3, "look")):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            sheet = scanned(text, officer(inside, "officer"))
            facts = sheets.from_plain(sheet.sheet)
            found = sheets.standing(facts, sheet.reading, today(), specimens_allowed=False)
            assert (sheet.direction, found) == ("X", standing)


def test_a_refused_crossing_does_not_turn_the_direction(inside: Flask) -> None:
    from crossings.services import deciding
    from crossings.services.deciding import Order

    by = officer(inside, "officer")
    text = code(issued(by))
    sheet = scanned(text, by)
    deciding.decide(sheet.id, Order(decision="withdrawn", version=1), by=by)
    assert scanned(text, by).direction == "E"
    assert db.session.scalars(db.select(Crossing.decision)).all() == ["withdrawn"]
