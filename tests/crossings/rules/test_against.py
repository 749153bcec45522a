"""Nobody is admitted against the rule by one key: the officer says what was seen, or why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Crossing
from crossings.queries import rules as reading
from crossings.rules.against import Override
from crossings.rules.book import Requirement
from crossings.services import correcting, deciding, rule_book
from crossings.services.correcting import Correction
from crossings.services.rule_book import Change
from crossings.views import sheet_page
from docreader.specimens import specimen_lines, specimen_people
from tests.crossings.work import admit, all_crossings, asked, at_lane, inspect, opened, order
from tests.desk import Browser, english, lane_id, officer

ADMIT = re.compile(r'<button[^>]*id="admit-button"[^>]*>')


def lines(state: str, **changes: str) -> str:
    """A passport of a state: of India a visa is asked (R15), of Mauritania none (R06)."""
    person = replace(specimen_people(9, 1, (state,))[0], **changes)
    return "\n".join(specimen_lines(person, "TD3"))


@pytest.fixture
def awa(inside: Flask) -> Browser:
    return english(inside, "officer")


def crossed_once(at: Browser, state: str) -> None:
    """The traveller is known here, and was admitted as the rule wants it."""
    assert admit(at, inspect(at, lines(state)), rule_seen="visa") == 302


def test_one_key_admits_the_known_traveller_whom_the_rule_admits(awa: Browser) -> None:
    crossed_once(awa, "MRT")
    page = awa.get(inspect(awa, lines("MRT"))).text

    found = ADMIT.search(page)
    assert found
    assert "autofocus" in found.group()
    assert "data-enter" in found.group()
    assert 'id="against"' not in page


def test_no_key_admits_the_known_traveller_whom_the_rule_asks_for_a_visa(awa: Browser) -> None:
    crossed_once(awa, "IND")
    page = awa.get(inspect(awa, lines("IND"))).text

    found = ADMIT.search(page)
    assert found
    assert "autofocus" not in found.group()
    assert "data-enter" not in found.group()
    assert "<kbd>Enter</kbd>" not in page.partition('id="admit-button"')[2][:400]
    tick = re.search(r'<input type="checkbox" name="rule_seen" value="visa"[^>]*>', page)
    assert tick
    assert "autofocus" in tick.group()
    assert page.count(" autofocus") == 1


def test_the_panel_is_not_ready_against_a_rule(inside: Flask) -> None:
    by = officer(inside, "officer")
    sheet = opened(by, lines("IND"))
    deciding.decide(sheet.id, order(sheet, override=Override("visa")), by=by)
    again, exempt = opened(by, lines("IND")), opened(by, lines("MRT"))
    with inside.test_request_context():
        from flask_login import login_user

        login_user(by)
        panel, other = sheet_page.panel_of(again), sheet_page.panel_of(exempt)

        assert panel.last is not None
        assert panel.standing == "proven"
        assert not panel.is_ready
        assert not panel.is_by_enter
        assert other.is_by_enter


def test_the_page_alone_does_not_admit_and_says_what_to_do(awa: Browser, inside: Flask) -> None:
    sheet = inspect(awa, lines("IND"))
    answer = awa.send(f"{sheet}/decide", decision="admit", version="1", destination="Nioro")

    assert answer.status_code == 422
    assert "Tick what you saw" in answer.text
    assert 'value="Nioro"' in answer.text
    assert all_crossings(inside) == []


def test_what_was_seen_is_recorded_as_an_override(awa: Browser, inside: Flask) -> None:
    assert admit(awa, inspect(awa, lines("IND")), rule_seen="visa") == 302

    row = all_crossings(inside)[0]
    assert (row.rule_override, row.rule_override_why) == ("visa", None)
    page = awa.get(f"/register/{row.id}").text
    assert "the officer saw a valid visa" in page


def test_a_reason_in_words_is_recorded_as_an_override(awa: Browser, inside: Flask) -> None:
    told = "  Medical emergency,  hospital of Nioro "
    assert admit(awa, inspect(awa, lines("IND")), rule_why=told) == 302

    row = all_crossings(inside)[0]
    assert (row.rule_override, row.rule_override_why) == (
        "words", "Medical emergency, hospital of Nioro",
    )  # fmt: skip
    assert "hospital of Nioro" in awa.get(f"/register/{row.id}").text


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"rule_seen": "evisa"},
        {"rule_seen": "x"},
        {"rule_why": "   "},
        {"rule_seen": "authorisation"},
    ],
)
def test_nothing_else_opens_the_way(awa: Browser, inside: Flask, said: dict[str, str]) -> None:
    assert admit(awa, inspect(awa, lines("IND")), **said) == 422
    assert all_crossings(inside) == []


def test_leaving_the_rule_out_of_the_form_opens_nothing(inside: Flask) -> None:
    by = officer(inside, "officer")
    sheet = opened(by, lines("IND"))
    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, order(sheet, rule_shown=""), by=by)

    assert refusal.value.field == "rule_seen"
    line = db.session.scalars(db.select(AuditLine).order_by(AuditLine.seq.desc())).first()
    assert line is not None
    assert line.details["attempt"] == "against_rule"


@pytest.mark.parametrize("decision", ["refuse", "withdrawn"])
def test_other_decisions_need_no_override(inside: Flask, decision: str) -> None:
    by = officer(inside, "officer")
    sheet = asked(opened(by, lines("IND")), by)
    told = order(sheet, decision, reasons=("ML-03",), override=Override("visa"))

    assert deciding.decide(sheet.id, told, by=by).rule_override is None


def test_where_the_rule_asks_for_nothing_more_nothing_is_recorded(inside: Flask) -> None:
    by = officer(inside, "officer")
    sheet = opened(by, lines("MRT"))

    row = deciding.decide(sheet.id, order(sheet, override=Override("visa", "x")), by=by)
    assert (row.rule_override, row.rule_override_why) == (None, None)


def test_a_foreigner_leaves_without_a_visa_being_asked(inside: Flask) -> None:
    by = at_lane(officer(inside, "officer"), lane_id(), "X")
    sheet = opened(by, lines("IND"))

    assert deciding.decide(sheet.id, order(sheet), by=by).decision == "exit_ok"


def put_in_force(app: Flask, code: str, requirement: Requirement) -> None:
    """The rule asks for something else from now on; two people agreed."""
    rule = reading.book().rule(code)
    assert rule is not None
    change = Change(replace(rule, requirement=requirement), "Test", rule.version)
    row = rule_book.propose(change, by=officer(app, "analyst"))
    rule_book.approve(row.id, by=officer(app, "administrator"))


@pytest.mark.parametrize(
    ("requirement", "seen"),
    [(Requirement.EVISA_REQUIRED, "evisa"), (Requirement.ENTRY_SUSPENDED, "exception"),
     (Requirement.AUTHORISATION_REQUIRED, "authorisation")],
)  # fmt: skip
def test_each_requirement_has_what_satisfies_it(
    inside: Flask, awa: Browser, requirement: Requirement, seen: str
) -> None:
    put_in_force(inside, "R15", requirement)
    sheet = inspect(awa, lines("IND"))

    assert f'name="rule_seen" value="{seen}"' in awa.get(sheet).text
    assert admit(awa, sheet, rule_seen="visa") == 422
    assert admit(awa, sheet, rule_seen=seen) == 302
    assert all_crossings(inside)[0].rule_override == seen


def test_a_correction_keeps_the_override_with_the_rule_and_lets_both_go(inside: Flask) -> None:
    by, chief = officer(inside, "officer"), officer(inside, "supervisor")
    sheet = opened(by, lines("IND"))
    old = deciding.decide(sheet.id, order(sheet, override=Override("visa")), by=by)
    same = correcting.correct(old.id, correction(old), by=chief, roles=chief.roles)
    other = correcting.correct(
        same.id, correction(same, nationality="SEN"), by=chief, roles=chief.roles
    )

    assert (same.rule_override, other.rule_override) == ("visa", None)


def correction(row: Crossing, **fields: str) -> Correction:
    return Correction(
        fields=fields, direction=row.direction, decision="admit", reasons=(), reason_text="",
        purpose=row.purpose, destination="Kayes", transport=row.transport, why="A letter",
    )  # fmt: skip
