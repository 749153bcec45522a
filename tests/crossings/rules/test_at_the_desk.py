"""The sheet says the rule; the decision keeps what was shown, or is refused as stale."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_login import login_user
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from crossings.digest import digest
from crossings.models import Crossing, RuleVersion
from crossings.queries import rules as reading
from crossings.rules.book import Requirement
from crossings.services import correcting, deciding, rule_book
from crossings.services.correcting import Correction
from crossings.services.rule_book import Change
from crossings.views import sheet_page
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from tests.crossings.work import all_crossings, answer_no, at_lane, inspect, opened, order
from tests.desk import Browser, english, field, lane_id, officer


def traveller(state: str) -> SpecimenPerson:
    return specimen_people(7, 1, (state,))[0]


def lines(state: str) -> str:
    return "\n".join(specimen_lines(traveller(state), "TD3"))


def put_in_force(app: Flask, code: str, **more: object) -> None:
    """A change of a rule that two people agreed on."""
    rule = reading.book().rule(code)
    assert rule is not None
    item = replace(rule, **more)  # type: ignore[arg-type]
    row = rule_book.propose(Change(item, "Test", rule.version), by=officer(app, "analyst"))
    rule_book.approve(row.id, by=officer(app, "administrator"))


@pytest.fixture
def awa(inside: Flask) -> Browser:
    return english(inside, "officer")


def decided(at: Browser, state: str, **more: str) -> int:
    sheet = inspect(at, lines(state))
    page = at.get(sheet).text
    shown = field(page, "rule_shown")
    sent = {"decision": "admit", "version": "1", "rule_shown": shown} | more
    return at.send(f"{sheet}/decide", **sent).status_code


def test_the_sheet_says_the_sentence_with_rule_and_source(awa: Browser) -> None:
    page = awa.get(inspect(awa, lines("MRT"))).text

    assert "Mauritania: no visa is needed to enter Mali, by rule R06" in page
    assert "avomm.com a15035 (APA)" in page
    assert "rule-visa_exempt" in page
    assert "R15 fits too; R06 is more specific." in page
    assert "Other conditions of the text: see the rule." in page


def test_an_unverified_rule_is_marked(awa: Browser) -> None:
    assert "unverified" in awa.get(inspect(awa, lines("NER"))).text
    assert "unverified" not in awa.get(inspect(awa, lines("MRT"))).text.partition("rule-source")[0]


@pytest.mark.parametrize(
    ("state", "band", "words"),
    [
        ("MRT", "proven", "Check digits agree<br>"),
        ("FRA", "look", "Check digits agree; the rule asks for more: see below<br>"),
    ],
)
def test_the_band_is_green_only_where_the_rule_asks_for_nothing_more(
    awa: Browser, state: str, band: str, words: str
) -> None:
    page = awa.get(inspect(awa, lines(state))).text

    assert f"standing-{band}" in page
    assert words in page
    assert f'data-tone="{"good" if band == "proven" else "look"}"' in page


def test_days_and_the_last_lawful_day_stand_in_words(inside: Flask, awa: Browser) -> None:
    put_in_force(inside, "R06", max_days=90)
    page = awa.get(inspect(awa, lines("MRT"))).text

    assert re.search(
        r"90 days, the day of entry counted: the last lawful day is \d+ \w+ \d{4}", page
    )


def test_no_rule_is_told_as_such_and_never_as_clear(awa: Browser) -> None:
    page = awa.get(inspect(awa, lines("XXA"))).text

    assert "No rule is known here for Stateless" in page
    assert "rule-unknown" in page
    assert "Entry rules: not checked, none is known for this traveller." in page


def test_the_decision_keeps_what_was_shown(inside: Flask, awa: Browser) -> None:
    put_in_force(inside, "R06", max_days=90)
    assert decided(awa, "MRT") == 302
    row = all_crossings(inside)[-1]

    assert (row.rule_code, row.rule_version, row.rule_result) == ("R06", 2, "visa_exempt")
    assert (row.rule_language, row.days_granted) == ("en", 90)
    assert row.authorised_until == row.occurred_on + timedelta(days=89)
    assert row.rule_sentence and row.rule_sentence.startswith("Mauritania: no visa is needed")
    page = awa.get(f"/register/{row.id}").text
    assert row.rule_sentence in page
    assert "version 2" in page
    assert "Last lawful day" in awa.get(f"/register/{row.id}/paper").text
    assert "Last lawful day" in awa.get(f"/register/{row.id}/slip?lang=en").text


def test_what_a_crossing_names_is_in_the_book_for_ever(inside: Flask, awa: Browser) -> None:
    assert reading.is_empty()
    assert decided(awa, "MRT") == 302
    row = all_crossings(inside)[-1]
    kept = reading.version(row.rule_code or "", row.rule_version)

    assert kept is not None
    assert kept.why == "shipped"


def test_a_traveller_without_a_rule_is_recorded_as_not_checked(inside: Flask, awa: Browser) -> None:
    assert decided(awa, "XXA") == 302
    row = all_crossings(inside)[-1]

    assert (row.rule_result, row.rule_code, row.authorised_until) == ("not_checked", None, None)
    assert row.rule_sentence and "No rule is known here" in row.rule_sentence


def test_a_form_that_showed_no_rule_records_none(inside: Flask, awa: Browser) -> None:
    assert decided(awa, "MRT", rule_shown="") == 302
    row = all_crossings(inside)[-1]

    assert (row.rule_result, row.rule_code, row.rule_sentence) == ("not_checked", None, None)


def test_a_refusal_keeps_the_rule_and_grants_no_day(inside: Flask, awa: Browser) -> None:
    put_in_force(inside, "R06", max_days=90)
    sheet = inspect(awa, lines("MRT"))
    answer_no(awa, sheet)
    shown = field(awa.get(sheet).text, "rule_shown")
    sent = {"decision": "refuse", "reasons": "ML-01", "version": "1", "rule_shown": shown}
    assert awa.send(f"{sheet}/decide", **sent).status_code == 302
    row = all_crossings(inside)[-1]

    assert (row.rule_code, row.days_granted, row.authorised_until) == ("R06", None, None)


def test_an_approval_in_between_makes_the_sheet_stale(inside: Flask, awa: Browser) -> None:
    sheet = inspect(awa, lines("MRT"))
    shown = field(awa.get(sheet).text, "rule_shown")
    put_in_force(inside, "R06", max_days=30)
    answer = awa.send(f"{sheet}/decide", decision="admit", version="1", rule_shown=shown,
                      destination="Nioro")  # fmt: skip
    again = field(answer.text, "rule_shown")

    assert answer.status_code == 422
    assert "The rule for this traveller changed since you saw it." in answer.text
    assert "30 days" in answer.text
    assert 'value="Nioro"' in answer.text
    assert all_crossings(inside) == []
    sent = awa.send(f"{sheet}/decide", decision="admit", version="1", rule_shown=again)
    assert sent.status_code == 302


def test_an_approval_for_others_leaves_the_sheet_fresh(inside: Flask, awa: Browser) -> None:
    sheet = inspect(awa, lines("MRT"))
    shown = field(awa.get(sheet).text, "rule_shown")
    put_in_force(inside, "R10", max_days=30)

    assert awa.send(f"{sheet}/decide", decision="admit", version="1",
                    rule_shown=shown).status_code == 302  # fmt: skip


def test_a_purpose_that_changes_the_rule_is_told_and_kept(inside: Flask, awa: Browser) -> None:
    put_in_force(inside, "R15", requirement=Requirement.VISA_REQUIRED, purposes=("WRK",))
    page = awa.get(inspect(awa, lines("USA"))).text
    assert "No rule is known here" in page
    assert "rule-purpose" in page

    assert decided(awa, "USA", purpose="WRK", rule_seen="visa") == 302
    assert all_crossings(inside)[-1].rule_code == "R15"


def test_an_exit_grants_nothing(inside: Flask) -> None:
    put_in_force(inside, "R06", max_days=90, direction="EX")
    by = at_lane(officer(inside, "officer"), lane_id(), "X")
    sheet = opened(by, lines("MRT"))
    with inside.test_request_context():
        login_user(by)
        mark = sheet_page.panel_of(sheet).rule.mark
    row = deciding.decide(sheet.id, order(sheet, rule_shown=mark), by=by)

    assert (row.rule_code, row.days_granted, row.authorised_until) == ("R06", None, None)


def test_the_digest_covers_the_rule(inside: Flask, awa: Browser) -> None:
    assert decided(awa, "MRT") == 302
    row = all_crossings(inside)[-1]
    before = digest(row)
    row.rule_sentence = "something else"

    assert digest(row) != before


def correction(row: Crossing, **more: object) -> Correction:
    fields = {name: one["value"] for name, one in row.evidence["fields"].items()}
    told = Correction(
        fields=fields | dict(more.pop("fields", {})),  # type: ignore[call-overload]
        direction=row.direction,
        decision=row.decision,
        reasons=(),
        reason_text="",
        purpose=row.purpose,
        destination="Kayes",
        transport=row.transport,
        why="A letter was wrong",
    )
    return replace(told, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "code"),
    [({}, "R06"), ({"nationality": "SEN"}, "R03"), ({"surname": "Other"}, "R06")],
)
def test_a_correction_keeps_the_rule_or_works_it_out_anew(
    inside: Flask, awa: Browser, fields: dict[str, str], code: str
) -> None:
    assert decided(awa, "MRT") == 302
    old = db.session.scalars(select(Crossing)).one()
    chief = officer(inside, "supervisor")
    new = correcting.correct(old.id, correction(old, fields=fields), by=chief, roles=chief.roles)

    assert new.rule_code == code
    assert new.rule_result == "visa_exempt"


def test_a_stale_decision_writes_nothing(inside: Flask) -> None:
    by = officer(inside, "officer")
    sheet = opened(by, lines("MRT"))
    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, order(sheet, rule_shown="0" * 16), by=by)

    assert refusal.value.field == "rule"
    assert db.session.scalars(select(Crossing)).all() == []
    assert db.session.scalars(select(RuleVersion)).all() == []
