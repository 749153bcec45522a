"""Who may have a pass: by a rule in force, screened, one good pass each, by two people if asked."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings.models import Document, Person
from lanes import pass_verification, shipped_pass_rules
from lanes.models import BorderPass, PassRule
from lanes.services import pass_ending, pass_issuing, pass_rules
from tests.desk import officer, post_id
from tests.lanes.neighbours import HOLDER, code, in_days, issued, order, rule, scanned, today


def refused(rule_id: Any, app: Flask, **other: Any) -> tuple[str, str]:
    """The sentence and the field of a pass that is not issued."""
    before = db.session.scalar(db.select(db.func.count(BorderPass.id)))
    with pytest.raises(Refused) as told:
        issued(officer(app, "officer"), rule_id, **other)
    assert db.session.scalar(db.select(db.func.count(BorderPass.id))) == before
    return str(told.value.sentence), told.value.field


def test_a_pass_files_its_holder_and_itself_as_a_document(inside: Flask) -> None:
    row = issued(officer(inside, "officer"))

    person, document = db.session.get_one(Person, row.person_id), None
    document = db.session.scalars(db.select(Document)).one()
    assert (person.surname, person.nationality) == ("Ould Sidi", "MRT")
    assert (document.kind, document.issuer, document.number) == ("BRP", "MLI", row.number)
    assert row.number.startswith("AAA-P") and row.zone == "Gogui"
    assert (row.valid_until - row.valid_from).days == 364
    assert list(pass_verification.faults()) == []


def test_numbers_follow_each_other_and_a_refused_pass_takes_none(inside: Flask) -> None:
    by, rule_id = officer(inside, "officer"), rule()
    first = issued(by, rule_id).serial
    refused(rule_id, inside, typed=HOLDER | {"nationality": "FRA", "surname": "Martin"})
    second = issued(by, rule_id, typed=HOLDER | {"surname": "Ba"}).serial
    assert (first, second) == (1, 2)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"typed": HOLDER | {"nationality": "SEN"}}, "rule_id"),
        ({"typed": HOLDER | {"birth_date": "2020-01-01"}}, "rule_id"),
        ({"typed": HOLDER | {"birth_date": ""}}, "rule_id"),  # may be younger
        ({"valid_from": in_days(-1)}, "valid_from"),
        ({"valid_until": in_days(365)}, "valid_until"),
        ({"valid_from": in_days(3), "valid_until": in_days(2)}, "valid_until"),
    ],
)
def test_what_the_rule_does_not_allow_is_refused_at_its_field(
    inside: Flask, told: dict[str, Any], field: str
) -> None:
    assert refused(rule(), inside, **told)[1] == field


def test_a_rule_that_ended_or_has_not_begun_issues_nothing(inside: Flask) -> None:
    ended = rule()
    pass_rules.end(ended, in_days(-1), by=None)
    coming = rule(code="LATER", starts_on=in_days(1))
    for one in (ended, coming):
        assert refused(one, inside)[1] == "rule_id"


def test_a_known_person_has_one_good_pass(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by)
    person_id, rule_id = row.person_id, row.rule_id
    sentence, _field = refused(rule_id, inside, person_id=person_id, typed={})
    assert row.number in sentence
    later = issued(by, rule_id, person_id=person_id, typed={}, replaces_id=row.id)
    assert (later.person_id, later.number) != (person_id, row.number)
    assert db.session.get_one(BorderPass, row.id).state == "replaced"
    with pytest.raises(Refused):
        pass_issuing.issue(order(rule_id, person_id=person_id, replaces_id=row.id), by=by)


def test_a_revoked_pass_is_not_replaced_and_a_lost_one_stays_lost(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = issued(by)
    old_id, person_id, rule_id = row.id, row.person_id, row.rule_id
    pass_ending.lose(old_id, "In the river", by=by)
    later = issued(by, rule_id, person_id=person_id, typed={}, replaces_id=old_id)
    pass_ending.revoke(later.id, "Lent", by=officer(inside, "supervisor"))
    assert db.session.get_one(BorderPass, old_id).state == "lost"
    refused(rule_id, inside, person_id=person_id, typed={}, replaces_id=later.id)


def test_a_rule_for_two_people_lets_the_second_one_approve(inside: Flask) -> None:
    by, chief = officer(inside, "supervisor"), officer(inside, "supervisor")
    row = issued(by, rule(needs_two=True))
    pass_id, text = row.id, code(row)
    with pytest.raises(Refused):
        scanned(text, officer(inside, "officer"))
    with pytest.raises(Refused):
        pass_ending.approve(pass_id, by=chief)
    attempts = db.session.scalars(db.select(AuditLine.act)).all()
    assert attempts.count("lanes:pass:attempt") == 1

    pass_ending.approve(pass_id, by=officer(inside, "second_line_officer"))
    scanned(text, officer(inside, "officer"))


def test_the_database_itself_refuses_one_person_in_both_places(inside: Flask) -> None:
    row = issued(officer(inside, "officer"), rule(needs_two=True))
    with pytest.raises(IntegrityError), transaction() as session:
        session.get_one(BorderPass, row.id).approved_by = row.created_by


def test_losing_and_revoking_need_a_reason_and_happen_once(inside: Flask) -> None:
    by = officer(inside, "supervisor")
    row = issued(by)
    pass_id = row.id
    for act in (pass_ending.lose, pass_ending.revoke):
        with pytest.raises(Refused):
            act(pass_id, "  ", by=by)
    pass_ending.revoke(pass_id, "Lent to a cousin", by=by)
    with pytest.raises(Refused):
        pass_ending.lose(pass_id, "Again", by=by)


def test_the_example_is_taken_over_as_not_verified(inside: Flask) -> None:
    facts = list(shipped_pass_rules.rules(post_id(), today()))
    pass_rules.take_over(facts, by=None)
    row = db.session.scalars(db.select(PassRule)).one()
    assert not row.is_verified and "NON VÉRIFIÉ" in row.basis
    with pytest.raises(Refused):
        pass_rules.take_over(facts, by=None)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"basis": ""}, "basis"),
        ({"starts_on": in_days(-1)}, "starts_on"),
        ({"ends_on": in_days(-1)}, "ends_on"),
        ({}, "code"),  # there is one for these days
    ],
)
def test_a_rule_needs_its_text_and_its_days(
    inside: Flask, told: dict[str, Any], field: str
) -> None:
    rule()
    with pytest.raises(Refused) as refusal:
        rule(**({"code": "OTHER"} | told if told else {}))
    assert refusal.value.field == field


def test_a_pass_is_erased_with_its_photo_and_uses_when_its_time_is_over(inside: Flask) -> None:
    from datetime import timedelta

    import time_machine

    from borderpost import clock
    from lanes.models import PassUse

    by = officer(inside, "officer")
    row = issued(by, valid_until=in_days(10))
    scanned(code(row), by)
    later = issued(by, row.rule_id, person_id=row.person_id, typed={}, replaces_id=row.id)
    later_id = later.id
    with time_machine.travel(clock.now() + timedelta(days=101), tick=False):
        assert pass_ending.purge(timedelta(days=100)) == 1
    kept = db.session.scalars(db.select(BorderPass)).one()
    assert (kept.id, kept.replaces_id) == (later_id, None)
    assert db.session.scalars(db.select(PassUse)).all() == []
