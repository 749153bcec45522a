"""Changing the book by its pages: proposed, replayed, decided, loaded from a file."""

from __future__ import annotations

import io
import json
import uuid

import pytest
from flask import Flask

from crossings import Act
from crossings.queries import rules as reading
from crossings.shipped_rules import as_json, read, shipped
from tests.crossings.rules.rule_pages import at, form_of, proposed
from tests.crossings.rules.test_at_the_desk import lines
from tests.crossings.work import acts, crossed
from tests.desk import Browser, browser, officer


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
