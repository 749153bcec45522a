"""The pages of the rule book: looked up, asked, proposed, decided, loaded from a file."""

from __future__ import annotations

import csv
import io
import json
import uuid
from dataclasses import replace

import pytest
from flask import Flask

from crossings import Act
from crossings.queries import rules as reading
from crossings.rule_forms import present
from crossings.services import rule_book
from crossings.services.rule_book import Change
from crossings.shipped_rules import as_json, read, shipped
from tests.crossings.rules.test_at_the_desk import lines
from tests.crossings.work import acts, crossed
from tests.desk import Browser, browser, officer


def at(app: Flask, username: str) -> Browser:
    found = browser(app, username)
    found.send("/language", locale="en")
    return found


def form_of(**changed: object) -> dict[str, object]:
    """What the form would send for a rule."""
    rule = shipped().rule("R06")
    assert rule is not None
    told = present(rule) | {"why": "A text was found", "base_version": "1"} | changed
    return {name: value for name, value in told.items() if value not in (None, False, [])}


def proposed(app: Flask, by: str = "analyst", **more: object) -> str:
    """The address of a proposal to change R06."""
    rule = reading.book().rule("R06")
    assert rule is not None
    change = Change(replace(rule, **more), "A text was found", rule.version)  # type: ignore[arg-type]
    return f"/rules/proposals/{rule_book.propose(change, by=officer(app, by)).id}"


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", ["R00", "R03A", "R15"], []),
        ("q=tchad", ["R10"], ["R06"]),
        ("q=visaindex", ["R07", "R08"], ["R06"]),
        ("country=mrt", ["R06", "R07", "R08", "R09"], ["R10", "R11"]),
        ("nationality=SEN", ["R01", "R03", "R09"], ["R06", "R10"]),
        ("standing=idle", ["R11", "R13", "R14"], ["R06"]),
        ("standing=unverified", ["R00", "R03A", "R12"], ["R06"]),
    ],
)
def test_the_book_is_searched(
    inside: Flask, query: str, shown: list[str], hidden: list[str]
) -> None:
    page = at(inside, "officer").get(f"/rules/?{query}").text

    assert [code for code in shown if f"/rules/{code}" not in page] == []
    assert [code for code in hidden if f'/rules/{code}"' in page] == []


def test_an_empty_search_says_what_to_do(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/?q=nothing+like+this").text

    assert "No rule fits this search." in page
    assert "Three letters" in at(inside, "officer").get("/rules/?country=Mali").text


def test_the_book_is_sorted_by_its_columns(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/?sort=-code").text

    assert page.index('/rules/R15"') < page.index('/rules/R06"') < page.index('/rules/R00"')


def test_the_found_rules_come_as_a_file(inside: Flask) -> None:
    text = at(inside, "auditor").get("/rules/export.csv?country=TCD").text
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text[1:]))}

    assert rows["R10"]["max_days"] == "90"
    assert rows["R10"]["citation"] == "nyelenimagazine.org ?p=240"
    assert "R06" not in rows
    assert at(inside, "auditor").get("/rules/export.xlsx").data[:2] == b"PK"


def test_a_rule_has_its_source_its_versions_and_its_people(inside: Flask) -> None:
    first = at(inside, "officer").get("/rules/R06").text
    row = proposed(inside, max_days=30).rpartition("/")[2]
    rule_book.approve(reading.proposals()[0].id, by=officer(inside, "administrator"))
    page = at(inside, "officer").get("/rules/R06").text

    assert "Nobody has changed it." in first
    assert row
    assert "avomm.com a15035 (APA)" in page
    assert "30 days" in page
    assert "Analyst" in page
    assert "Administrator" in page
    assert "came with the program" in page
    assert "Propose a change" not in page
    assert "Propose a change" in at(inside, "analyst").get("/rules/R06").text


def test_an_undated_rule_and_a_group_say_what_they_are(inside: Flask) -> None:
    officer_at = at(inside, "officer")

    assert "This rule is known and has no date." in officer_at.get("/rules/R11").text
    assert "ghanabusinessnews.com 2025-01-29" in officer_at.get("/rules/ECOWAS").text
    assert officer_at.get("/rules/R77").status_code == 404


def test_what_if_answers_as_the_desk_does(inside: Flask) -> None:
    page = (
        at(inside, "officer")
        .get("/rules/what-if?nationality=gha&document=P&direction=E&day=2024-12-13&country=MLI")
        .text
    )

    assert "90 days, the day of entry counted: the last lawful day is 12 March 2025." in page
    assert "rule R01, in force since 1979" in page
    assert "ECOWAS Protocol 1979" in page
    assert "R03: not in force before this date: 14 December 2024." in page


def test_what_if_takes_what_a_traveller_is(inside: Flask) -> None:
    address = "/rules/what-if?nationality=MLI&document=P&direction=X&day=2025-01-10&country=MLI"
    page = at(inside, "officer").get(f"{address}&categories=minor").text

    assert "Rule R13 is known but has no date" in page


@pytest.mark.parametrize(
    "query",
    ["nationality=Ghana", "nationality=", "nationality=GHA&day=2025-02-30&country=MLI",
     "nationality=GHA&day=2025-02-03&country=Mali"],
)  # fmt: skip
def test_a_question_that_makes_no_sense_says_so_at_its_field(inside: Flask, query: str) -> None:
    page = at(inside, "officer").get(f"/rules/what-if?{query}").text

    assert page.count("field-error") > 1
    assert "rule-sentence" not in page


def test_an_empty_question_has_no_error(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/what-if").text

    assert page.count("field-error") == 1  # the lock's own, empty


def test_a_change_is_proposed_through_its_form(inside: Flask) -> None:
    chief = at(inside, "supervisor")
    sent = chief.send("/rules/R06/change", **form_of(max_days="30"))
    page = chief.get(sent.location).text

    assert sent.status_code == 302
    assert "You proposed this yourself." in page
    assert ">30</span>" in page
    assert acts()[-1] == Act.RULE_PROPOSED
    found = reading.book().rule("R06")
    assert found and found.max_days is None


def test_a_new_rule_is_proposed_through_its_form(inside: Flask) -> None:
    form = form_of(code="r16", title_fr="Neuve", base_version="0")
    sent = at(inside, "analyst").send("/rules/new", **form)

    assert sent.status_code == 302
    assert reading.proposals()[0].code == "R16"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"max_days": "0"}, "Days are between 1 and 3650."),
        ({"max_days": "many"}, "field-error"),
        ({"at": "Mali"}, "Three-letter states or groups of the book"),
        ({"effective_from": "soon"}, "Write year-month-day"),
        ({"citation": ""}, "Name the source"),
        ({"why": ""}, "Fill this in."),
        ({"base_version": "7"}, "The rule changed since you opened it."),
        ({}, "Nothing is changed."),
    ],
)
def test_a_bad_form_proposes_nothing_and_keeps_what_was_typed(
    inside: Flask, changed: dict[str, object], said: str
) -> None:
    form = form_of(**changed)
    answer = at(inside, "analyst").send("/rules/R06/change", **form)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="MLI MRT"' in answer.text or 'value="Mali"' in answer.text
    assert reading.proposals() == []


def test_the_proposal_shows_its_replay_with_examples_for_who_may_read(inside: Flask) -> None:
    crossing_id = crossed(officer(inside, "officer"), lines("MRT")).id
    address = proposed(inside, max_days=30)
    chief, admin = at(inside, "supervisor").get(address).text, at(inside, "administrator")
    shown = admin.get(address).text

    assert "1 of 1 crossings replayed" in chief
    assert "R06 No visa needed, 30 days" in chief
    assert f"/register/{crossing_id}" in chief
    assert "R06 No visa needed, 30 days" in shown
    assert "/register/" not in shown
    assert "Older ones were not looked at." not in shown


def test_an_administrator_approves_and_it_holds_at_once(inside: Flask) -> None:
    address = proposed(inside, max_days=30)
    admin = at(inside, "administrator")
    sent = admin.send(f"{address}/approve")

    assert sent.status_code == 302
    assert "approved" in admin.get(address).text
    found = reading.book().rule("R06")
    assert found and (found.version, found.max_days) == (2, 30)


def test_the_own_proposal_is_refused_through_the_page_and_told(inside: Flask) -> None:
    address = proposed(inside, "administrator", max_days=30)
    admin = at(inside, "administrator")
    page = admin.get(address).text
    admin.send(f"{address}/approve")

    assert f"{address}/approve" not in page
    assert "Another person must approve it." in admin.told()
    assert acts()[-1] == Act.RULE_OWN_REFUSED
    found = reading.book().rule("R06")
    assert found and found.version == 1


def test_a_rejection_needs_its_reason_and_shows_it(inside: Flask) -> None:
    address = proposed(inside, max_days=30)
    admin = at(inside, "administrator")
    empty = admin.send(f"{address}/reject", reason="")
    admin.send(f"{address}/reject", reason="No text says thirty")

    assert empty.status_code == 422
    assert "No text says thirty" in admin.get(address).text
    assert acts()[-1] == Act.RULE_REJECTED


def test_the_proposer_withdraws(inside: Flask) -> None:
    address = proposed(inside, max_days=30)
    analyst = at(inside, "analyst")
    analyst.send(f"{address}/withdraw", reason="A mistake")

    assert "withdrawn" in analyst.get(address).text
    assert acts()[-1] == Act.RULE_WITHDRAWN


@pytest.mark.parametrize("username", ["officer", "supervisor", "analyst", "auditor"])
def test_nobody_else_approves(inside: Flask, username: str) -> None:
    address = proposed(inside, max_days=30)

    assert browser(inside, username).send(f"{address}/approve").status_code == 403
    found = reading.book().rule("R06")
    assert found and found.version == 1


def file(at: Browser, text: str, why: str = "Decree") -> str:
    answer = at.send("/rules/import", file=(io.BytesIO(text.encode()), "book.json"), why=why)
    return answer.text


def test_the_whole_book_goes_out_and_comes_back_without_a_difference(inside: Flask) -> None:
    analyst = at(inside, "analyst")
    text = analyst.get("/rules/book.json").text

    assert read(text).groups == shipped().groups
    assert "There is nothing to propose." in file(analyst, text)
    assert reading.proposals() == []


def test_a_file_becomes_proposals_and_changes_nothing_itself(inside: Flask) -> None:
    told = json.loads(as_json(shipped()))
    told["rule"][10]["max_days"] = 45
    told["group"][0]["members"].append({"state": "TCD", "since": "2026"})
    analyst = at(inside, "analyst")
    page = file(analyst, json.dumps(told))
    assert "Propose 2 changes" in page
    assert reading.proposals() == []

    analyst.send("/rules/import/propose", text=json.dumps(told), why="Decree")
    book = reading.book()
    assert {row.code for row in reading.proposals()} == {told["rule"][10]["code"], "AES"}
    assert {one.code: one for one in book.rules} == {one.code: one for one in shipped().rules}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a file first."),
        ("no book at all", "This is no rule book"),
        ('{"rule": [{"code": "R1"}]}', "This is no rule book"),
        ('{"rule": 5}', "This is no rule book"),
        ('{"rule": [{"code": "R1", "at": "MLI", "requirement": "none"}]}', "This is no rule book"),
        ('{"rule": [{"code": "R1", "at": [], "requirement": "maybe"}]}', "This is no rule book"),
        ('{"rule": [{"code": "R1", "at": [], "requirement": "none", "x": 1}]}', "unknown: x"),
        ('{"rule": [{"code": "r 1", "at": [], "requirement": "none"}]}', "r 1: Capital letters"),
        ('{"group": [{"code": "G", "members": []}]}', "G: Each member needs"),
        ('{"group": [{"code": "G", "members": [{"state": 5}]}]}', "This is no rule book"),
        ("[[rule]]\ncode = 5", "This is no rule book"),
    ],
)
def test_a_file_that_is_no_book_is_refused(inside: Flask, text: str, said: str) -> None:
    page = file(at(inside, "analyst"), text)

    assert said in page
    assert "Propose 1 change" not in page
    assert reading.proposals() == []


def test_a_second_click_proposes_once(inside: Flask) -> None:
    analyst, key = at(inside, "analyst"), uuid.uuid4()
    for _time in range(2):
        analyst.send("/rules/R06/change", key=key, **form_of(max_days="30"))

    assert len(reading.proposals()) == 1
