"""A rule changes when one person proposes and another approves, and never otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import RuleProposal, RuleVersion
from crossings.queries import rules as reading
from crossings.rules.book import Group, Member, Requirement, Rule
from crossings.services import rule_book
from crossings.services.rule_book import Change
from crossings.shipped_rules import shipped
from tests.crossings.work import acts
from tests.desk import officer


@pytest.fixture(autouse=True)
def in_english(inside: Flask) -> Iterator[None]:
    """Refusals are compared in the code's own words."""
    with force_locale("en"):
        yield


@pytest.fixture
def analyst(inside: Flask) -> SignedIn:
    return officer(inside, "analyst")


@pytest.fixture
def admin(inside: Flask) -> SignedIn:
    return officer(inside, "administrator")


def change(code: str = "R06", **more: object) -> Change:
    rule = reading.book().rule(code)
    assert rule is not None
    return Change(replace(rule, **more), "A text was found", rule.version)  # type: ignore[arg-type]


def test_an_approved_change_is_the_next_version_at_once(analyst: SignedIn, admin: SignedIn) -> None:
    row = rule_book.propose(change(max_days=30), by=analyst)
    before = reading.book().rule("R06")
    made = rule_book.approve(row.id, by=admin)
    after = reading.book().rule("R06")

    assert before and before.max_days is None
    assert after and (after.max_days, after.version) == (30, 2)
    assert (made.proposed_by, made.approved_by) == (analyst.officer_id, admin.officer_id)
    assert [one.version for one in reading.versions("R06")] == [2, 1]
    assert acts() == [*acts()[:-3], Act.RULES_LOADED, Act.RULE_PROPOSED, Act.RULE_APPROVED]


def test_nobody_approves_the_own_proposal_and_the_try_is_written_down(admin: SignedIn) -> None:
    row_id = rule_book.propose(change(max_days=30), by=admin).id
    with pytest.raises(Refused, match="Another person"):
        rule_book.approve(row_id, by=admin)

    assert acts()[-1] == Act.RULE_OWN_REFUSED
    assert reading.book().rule("R06") == shipped().rule("R06")
    assert db.session.get_one(RuleProposal, row_id).state == "open"


def test_the_first_write_takes_the_shipped_book_over_whole(analyst: SignedIn) -> None:
    rule_book.propose(change(max_days=30), by=analyst)
    book = reading.book()

    assert {one.code: one for one in book.rules} == {one.code: one for one in shipped().rules}
    assert book.groups == shipped().groups


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rule_versions SET version = 9",
        "DELETE FROM rule_versions",
        "INSERT OR REPLACE INTO rule_versions SELECT * FROM rule_versions",
    ],
)
def test_the_database_refuses_to_change_a_version(analyst: SignedIn, statement: str) -> None:
    rule_book.load()
    before = db.session.scalars(select(RuleVersion.version)).all()
    with pytest.raises(DatabaseError, match="never changed"), db.engine.begin() as connection:
        connection.exec_driver_sql(statement)

    assert db.session.scalars(select(RuleVersion.version)).all() == before


def test_a_proposal_on_an_older_version_is_not_approved(analyst: SignedIn, admin: SignedIn) -> None:
    first = rule_book.propose(change(max_days=30), by=analyst)
    second = rule_book.propose(change(max_days=60), by=analyst)
    first_id, second_id = first.id, second.id
    rule_book.approve(first_id, by=admin)
    with pytest.raises(Refused, match="changed since"):
        rule_book.approve(second_id, by=admin)

    found = reading.book().rule("R06")
    assert found and found.max_days == 30


@pytest.mark.parametrize("decided", ["approve", "reject", "withdraw"])
def test_what_is_decided_is_not_decided_again(
    analyst: SignedIn, admin: SignedIn, decided: str
) -> None:
    row_id = rule_book.propose(change(max_days=30), by=analyst).id
    if decided == "approve":
        rule_book.approve(row_id, by=admin)
    elif decided == "reject":
        rule_book.reject(row_id, "No text says so", by=admin)
    else:
        rule_book.withdraw(row_id, "A mistake", by=analyst)
    with pytest.raises(Refused, match="decided already"):
        rule_book.approve(row_id, by=admin)
    with pytest.raises(Refused, match="decided already"):
        rule_book.reject(row_id, "Again", by=admin)


def test_only_the_proposer_withdraws(analyst: SignedIn, admin: SignedIn) -> None:
    row_id = rule_book.propose(change(max_days=30), by=analyst).id
    with pytest.raises(Refused, match="Only who proposed"):
        rule_book.withdraw(row_id, "Mine now", by=admin)


def test_a_no_needs_its_reason(analyst: SignedIn, admin: SignedIn) -> None:
    row_id = rule_book.propose(change(max_days=30), by=analyst).id
    with pytest.raises(Refused) as refusal:
        rule_book.reject(row_id, "  ", by=admin)

    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"at": ("Mali",)}, "at"),
        ({"at": ("OWN",)}, "at"),
        ({"nationals": ("EUROPE",)}, "nationals"),
        ({"but_not": ("ECOWAS",)}, "but_not"),
        ({"direction": "Z"}, "direction"),
        ({"effective_from": "in force"}, "effective_from"),
        ({"effective_from": ""}, "effective_from"),
        ({"effective_to": "1960"}, "effective_to"),
        ({"effective_to": "2025-02-30"}, "effective_to"),
        ({"max_days": 0}, "max_days"),
        ({"max_days": 90, "window_days": 30}, "window_days"),
        ({"passport_months": 0}, "passport_months"),
        ({"title": {"en": "Only English"}}, "title_fr"),
        ({"citation": " "}, "citation"),
        ({"consulted": "lately"}, "consulted"),
        ({"categories": ("tall",)}, "categories"),
        ({"subject": "camel"}, "subject"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_field(
    analyst: SignedIn, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        rule_book.propose(change(**changed), by=analyst)

    assert refusal.value.field == field
    assert reading.proposals() == []
    assert reading.is_empty()  # nothing half written


def test_a_proposal_says_why_and_changes_something(analyst: SignedIn) -> None:
    rule = reading.book().rule("R06")
    assert rule
    with pytest.raises(Refused) as refusal:
        rule_book.propose(Change(rule, " ", 1), by=analyst)
    with pytest.raises(Refused, match="Nothing is changed"):
        rule_book.propose(Change(rule, "No reason", 1), by=analyst)

    assert refusal.value.field == "why"


def test_a_new_code_is_new(analyst: SignedIn) -> None:
    again = Rule(
        "R06", ("MLI",), Requirement.VISA_EXEMPT, effective_from="2026", title={"fr": "Neuve"},
        citation="Decree",
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        rule_book.propose(Change(again, "New", 0), by=analyst)

    assert refusal.value.field == "code"


def test_a_group_changes_the_same_way(analyst: SignedIn, admin: SignedIn) -> None:
    group = reading.book().groups["AES"]
    wider = Group("AES", (*group.members, Member("TCD", since="2026-01-01")))
    row = rule_book.propose(Change(wider, "Chad joined", 1), by=analyst)
    rule_book.approve(row.id, by=admin)

    assert reading.book().groups["AES"].times_of("TCD")
    with pytest.raises(Refused) as refusal:
        rule_book.propose(Change(Group("AES", (Member("Chad"),)), "Wrong", 2), by=analyst)
    assert refusal.value.field == "members"
