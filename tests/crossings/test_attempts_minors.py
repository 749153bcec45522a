"""Ways round what protects minors: each is refused and leaves its line."""

from __future__ import annotations

import uuid
from uuid import UUID

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from crossings.accompaniment import Authorisation
from crossings.models import Inspection
from crossings.services import accompanying, correcting, deciding, inspecting, referring
from crossings.services.correcting import Correction
from tests.crossings import family
from tests.crossings.attempts import refused
from tests.crossings.work import asked, at_lane, crossed, order
from tests.desk import lane_id, officer, post_id


def child_of(app: Flask, direction: str = "E") -> tuple[SignedIn, Inspection]:
    awa = at_lane(officer(app, "officer"), lane_id(), direction)
    return awa, family.child(awa)


@pytest.mark.parametrize("decision", ["admit", "refuse", "withdrawn"])
@pytest.mark.parametrize("username", ["officer", "second_line_officer", "supervisor"])
def test_a_child_alone_in_the_first_line(inside: Flask, decision: str, username: str) -> None:
    _awa, sheet = child_of(inside, "X")
    who = officer(inside, username)
    told = order(asked(sheet, who), decision, reasons=("ML-09",), reason_text="Pressé")

    assert refused(lambda: deciding.decide(sheet.id, told, by=who)) == ["child_alone"]


@pytest.mark.parametrize("said", ["", "not_seen"])
def test_a_minor_leaves_without_the_authorisation(inside: Flask, said: str) -> None:
    awa, sheet = child_of(inside, "X")
    family.linked(sheet, family.mother(awa).id, awa)
    if said:
        family.authorised(sheet, awa, Authorisation(state=said))
    told = order(sheet, reason_text="Les parents sont d’accord")

    assert refused(lambda: deciding.decide(sheet.id, told, by=awa)) == ["no_authorisation"]


def test_second_line_without_a_reason_or_with_open_questions(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    referring.refer(sheet.id, "Seul", version=1, by=awa)
    second = officer(inside, "second_line_officer")
    told = order(sheet, reason_text="Tante au téléphone")

    refused(lambda: deciding.decide(sheet.id, told, by=second))
    asked(sheet, second)
    bare = order(sheet)
    assert refused(lambda: deciding.decide(sheet.id, bare, by=second)) == [
        "gate_open", "no_authorisation",
    ]  # fmt: skip
    assert deciding.decide(sheet.id, told, by=second)


def test_links_that_are_no_adults(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    brother = family.child(awa, document_number="AB0000001", given_names="Ali")
    gone = family.mother(awa)
    inspecting.leave(gone.id, by=awa)

    def link(adult: UUID) -> list[str]:
        return refused(lambda: family.linked(sheet, adult, awa))

    link(sheet.id)  # the child itself
    link(family.child(awa).id)  # the child's document again
    link(brother.id)
    link(gone.id)
    assert link(uuid.uuid4()) == [
        "child_as_adult", "child_as_adult", "minor_as_adult", "adult_not_here", "adult_not_here",
    ]  # fmt: skip


def test_an_adult_who_does_not_stay_one(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    hers = family.mother(awa)
    family.linked(sheet, hers.id, awa)
    inspecting.correct_fields(hers.id, {"birth_date": "2012-02-03"}, by=awa)
    refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa))
    inspecting.leave(hers.id, by=awa)

    assert refused(lambda: deciding.decide(sheet.id, order(sheet), by=awa)) == ["adult_gone"] * 2


def test_an_adult_of_another_post(inside: Flask) -> None:
    awa, sheet = child_of(inside)
    theirs = family.mother(awa)
    theirs.post_id = post_id("BBB")
    db.session.commit()

    assert refused(lambda: family.linked(sheet, theirs.id, awa)) == ["adult_not_here"]


def test_a_word_against_the_birth_date_and_one_parent_for_both(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    family.linked(sheet, family.mother(awa).id, awa)

    def say(said: str) -> None:
        accompanying.say_age(sheet.id, said, version=sheet.version, by=awa)

    refused(lambda: say("adult"))
    told = Authorisation(state="both_parents")
    assert refused(lambda: family.authorised(sheet, awa, told)) == [
        "age_against_date", "parents_not_linked",
    ]  # fmt: skip


def test_the_first_line_says_nothing_of_a_child_that_waits(inside: Flask) -> None:
    awa, sheet = child_of(inside, "X")
    referring.refer(sheet.id, "Seul", version=1, by=awa)

    assert refused(lambda: family.authorised(sheet, awa)) == ["not_second_line"]


def test_a_correction_decides_no_child_alone(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)
    born = {"birth_date": "2015-02-03"}
    told = Correction(born, "E", "withdrawn", (), "", "", "", "", "Erreur")

    assert refused(lambda: correcting.correct(old.id, told, by=awa, roles=awa.roles)) == [
        "child_alone"
    ]
