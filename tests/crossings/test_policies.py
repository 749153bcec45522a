"""What a post keeps and asks for: of whom, said by whom, and nothing while nobody said."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import DeskPolicy
from crossings.policies import OLDEST, Ask, Page, Policy, ages
from crossings.queries import policies
from crossings.services.policies import change
from tests.crossings.work import acts
from tests.desk import browser, officer, post_id

TODAY = date(2026, 11, 23)
CHILDREN = Policy(health=Ask.ASKED, health_directions="EX", health_age_from=1, health_age_until=5)


def page_of(code: str = "AAA") -> str:
    return f"/posts/{post_id(code)}/desk-policies/"


@pytest.mark.parametrize(
    ("page", "decision", "was_referred", "kept"),
    [
        ("never", "refuse", True, False),
        ("exceptions", "refuse", False, True),
        ("exceptions", "admit", True, True),
        ("exceptions", "admit", False, False),
        ("exceptions", "withdrawn", False, False),
        ("always", "admit", False, True),
        ("always", "withdrawn", False, True),
    ],
)
def test_a_page_is_kept_for_whom_the_policy_says(
    page: str, decision: str, was_referred: bool, kept: bool
) -> None:
    assert Policy(page=Page(page)).keeps_page(decision, was_referred=was_referred) is kept


@pytest.mark.parametrize(
    ("birth_date", "youngest", "oldest"),
    [
        ("2000-11-23", 26, 26),
        ("2000-11-24", 25, 25),
        ("2004-02-29", 22, 22),
        ("2000-11", 25, 26),
        ("2000-10", 26, 26),
        ("2000", 25, 26),
        ("2026", 0, 0),
        ("", 0, OLDEST),
    ],
)
def test_an_age_is_as_exact_as_the_birth_date(birth_date: str, youngest: int, oldest: int) -> None:
    assert ages(birth_date, TODAY) == (youngest, oldest)


@pytest.mark.parametrize(
    ("birth_date", "asked"),
    [
        ("2026-03-01", False),  # not one year old
        ("2025-11-23", True),  # one year today
        ("2025-11-24", False),  # tomorrow
        ("2020-11-24", True),  # five until tomorrow
        ("2020-11-23", False),  # six today
        ("2020", True),  # five or six
        ("", True),
    ],
)
def test_a_certificate_is_asked_of_an_age_and_of_whoever_may_have_it(
    birth_date: str, asked: bool
) -> None:
    assert CHILDREN.health_of("E", birth_date, TODAY) is (Ask.ASKED if asked else Ask.OFF)


@pytest.mark.parametrize(("directions", "asked"), [("E", "E"), ("X", "X"), ("EX", "EX"), ("", "")])
def test_a_certificate_is_asked_in_its_directions(directions: str, asked: str) -> None:
    policy = Policy(health=Ask.OFFERED, health_directions=directions)
    found = [way for way in "EXTR" if policy.health_of(way, "1990", TODAY) is not Ask.OFF]

    assert "".join(found) == asked


def test_a_post_that_said_nothing_keeps_and_asks_nothing(inside: Flask) -> None:
    policy = policies.policy(post_id())

    assert policy == Policy()
    assert (policy.page, policy.face, policy.health) == (Page.NEVER, Ask.OFF, Ask.OFF)


def test_a_change_is_dated_signed_and_told_with_what_was_before(inside: Flask) -> None:
    chief = officer(inside, "supervisor")
    change(post_id(), Policy(page=Page.ALWAYS), by=chief)
    row = change(post_id(), CHILDREN, by=chief)
    line = db.session.scalars(
        select(AuditLine)
        .where(AuditLine.act == Act.POLICIES_CHANGED)
        .order_by(AuditLine.seq.desc())
    ).first()

    assert policies.policy(post_id()) == CHILDREN
    assert (row.changed_by, row.changed_at is not None) == (chief.officer_id, True)
    assert line is not None
    assert line.details["before"]["page"] == "always"
    assert line.details["now"]["health"] == "asked"
    assert acts().count(Act.POLICIES_CHANGED) == 2
    assert len(db.session.scalars(select(DeskPolicy)).all()) == 1


def test_one_post_does_not_speak_for_another(inside: Flask) -> None:
    change(post_id("BBB"), CHILDREN, by=None)

    assert policies.policy(post_id("AAA")) == Policy()


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (Policy(health=Ask.ASKED, health_directions=""), "health_directions"),
        (Policy(health_directions="EZ"), "health_directions"),
        (Policy(health_age_from=-1), "health_age_from"),
        (Policy(health_age_until=OLDEST + 1), "health_age_from"),
        (Policy(health_age_from=9, health_age_until=8), "health_age_until"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(inside: Flask, policy: Policy, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        change(post_id(), policy, by=None)

    assert refusal.value.field == field
    assert policies.row(post_id()) is None


def test_the_supervisor_sets_the_own_post(inside: Flask) -> None:
    chief, page = browser(inside, "supervisor"), page_of()
    answer = chief.send(
        page, page="exceptions", face="offered", health="asked", health_directions=["E", "X"],
        health_age_from="1", verify_nationals="y",
    )  # fmt: skip
    shown = chief.get(page).text

    assert answer.status_code == 302
    assert policies.policy(post_id()) == Policy(
        Page.EXCEPTIONS, Ask.OFFERED, Ask.ASKED, "EX", health_age_from=1
    )
    assert "Supervisor" in shown
    assert 'value="exceptions" selected' in shown or 'selected value="exceptions"' in shown


def test_another_posts_policies_are_not_there_but_for_who_may_change_posts(inside: Flask) -> None:
    page = page_of("BBB")

    assert browser(inside, "supervisor").get(page).status_code == 404
    assert browser(inside, "supervisor").send(page, page="always").status_code == 404
    assert browser(inside, "administrator").get(page).status_code == 200
    assert policies.policy(post_id("BBB")) == Policy()


@pytest.mark.parametrize("username", ["officer", "second_line_officer", "analyst", "auditor"])
def test_nobody_else_sets_policies(inside: Flask, username: str) -> None:
    at, page = browser(inside, username), page_of()

    assert at.get(page).status_code == 403
    assert at.send(page, page="always", face="off", health="off").status_code == 403
    assert policies.row(post_id()) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"page": "for ever"},
        {"face": "maybe"},
        {"health_directions": "T"},
        {"health_age_from": "old"},
        {"health_age_until": "999"},
        {"health": "asked", "health_directions": ""},
    ],
)
def test_a_bad_form_changes_nothing_and_keeps_what_was_typed(
    inside: Flask, changed: dict[str, str]
) -> None:
    sent = {"page": "always", "face": "off", "health": "off", "health_directions": "E"}
    if changed.get("health_directions") == "":
        sent.pop("health_directions")
        changed = {"health": "asked"}
    answer = browser(inside, "supervisor").send(page_of(), **{**sent, **changed})

    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert policies.row(post_id()) is None


def test_the_posts_page_leads_to_the_own_policies(inside: Flask) -> None:
    chief = browser(inside, "supervisor").get("/posts/").text
    admin = browser(inside, "administrator").get("/posts/").text

    assert chief.count("/desk-policies/") == 1
    assert admin.count("/desk-policies/") == 2
