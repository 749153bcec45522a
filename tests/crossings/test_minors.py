"""Minors: who accompanies them, the parents' authorisation, and what a child alone may not meet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, text

from borderpost.db import db
from borderpost.refusal import Refused
from crossings.accompaniment import Authorisation
from crossings.digest import digest
from crossings.models import GuardianLink, Inspection
from crossings.queries import minors, rules
from crossings.services import accompanying, correcting, deciding, inspecting, referring, undoing
from crossings.verification import faults
from protection.answers import YES
from tests.crossings.family import (
    TYPED,
    authorised,
    child,
    father,
    leaving,
    linked,
    mother,
    unknown_age,
)
from tests.crossings.work import asked, crossed, order
from tests.desk import officer

NOT_SEEN = Authorisation(state="not_seen")


def second_line(app: Flask, sheet: Inspection) -> tuple[Inspection, object]:
    """The sheet once it is referred, and the officer of second line."""
    awa = officer(app, "officer")
    referring.refer(sheet.id, "Enfant", version=sheet.version, by=awa)
    return sheet, officer(app, "second_line_officer")


def test_a_child_with_its_mother_enters_and_either_crossing_names_the_other(inside: Flask) -> None:
    awa = officer(inside, "officer")
    hers = mother(awa)
    sheet = linked(child(awa), hers.id, awa)
    his = deciding.decide(hers.id, order(hers), by=awa)
    row = deciding.decide(sheet.id, order(sheet), by=awa)

    assert (row.minor, row.authorisation, row.accompanied_by) == (
        "certain", None, f"mother={his.human_ref}",
    )  # fmt: skip
    assert [(one.relation, one.crossing) for one in minors.adults_of(row)] == [("mother", his)]
    assert [(one.relation, one.crossing) for one in minors.children_of(his)] == [("mother", row)]
    assert list(faults()) == []


def test_it_does_not_matter_who_is_decided_first(inside: Flask) -> None:
    awa = officer(inside, "officer")
    hers = mother(awa)
    sheet = linked(child(awa), hers.id, awa)
    row = deciding.decide(sheet.id, order(sheet), by=awa)
    before = minors.adults_of(row)[0]
    late = deciding.decide(hers.id, order(hers), by=awa)

    assert (row.accompanied_by, before.crossing) == ("mother", None)
    assert late.accompanies == row.human_ref
    assert minors.adults_of(row)[0].crossing == late
    assert minors.children_of(late)[0].crossing == row


def test_an_adult_whose_decision_was_taken_back_is_named_without_a_crossing(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet, hers = child(awa), mother(awa)
    linked(sheet, hers.id, awa)
    undoing.undo(deciding.decide(hers.id, order(hers), by=awa).id, by=awa)
    row = deciding.decide(sheet.id, order(sheet), by=awa)

    assert row.accompanied_by == "mother"
    assert row.evidence["minor"]["adults"][0]["crossing_id"] == ""


def test_a_correction_keeps_the_family_together(inside: Flask) -> None:
    awa = officer(inside, "officer")
    hers = crossed(awa)
    sheet = linked(child(awa), hers.inspection_id, awa)  # type: ignore[arg-type]
    row = deciding.decide(sheet.id, order(sheet), by=awa)
    told = correcting.Correction({}, "E", "admit", (), "", "VFR", "", "", "Motif")
    newer = correcting.correct(row.id, told, by=awa, roles=awa.roles)
    hers_now = correcting.correct(hers.id, told, by=awa, roles=awa.roles)

    assert (newer.minor, newer.accompanied_by) == ("certain", f"mother={hers.human_ref}")
    assert minors.adults_of(newer)[0].crossing == hers_now
    assert [one.crossing for one in minors.children_of(hers_now)] == [newer]


def test_the_names_of_a_family_lie_sealed(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = linked(child(awa), mother(awa).id, awa)
    authorised(sheet, awa)
    deciding.decide(sheet.id, order(sheet), by=awa)
    for table in ("inspections", "guardian_links", "audit_lines"):
        for row in db.session.execute(text(f"SELECT * FROM {table}")):  # noqa: S608
            assert "Mairie" not in str(row)
            assert "FANTA" not in str(row).upper()


@pytest.mark.parametrize("relation", ["mother", "father", "guardian", "relative", "teacher"])
def test_one_adult_is_no_authorisation_to_leave_mali(inside: Flask, relation: str) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = linked(child(awa), mother(awa).id, awa, relation)

    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, order(sheet), by=awa)
    assert refusal.value.attempt == "no_authorisation"
    row = deciding.decide(authorised(sheet, awa).id, order(sheet), by=awa)
    assert (row.decision, row.authorisation) == ("exit_ok", "seen")
    assert row.evidence["minor"]["authorisation"]["number"] == "112/2026"
    assert (row.evidence["minor"]["age_rule"], row.evidence["minor"]["asked_by"]) == (
        "R13", "R13",
    )  # fmt: skip


def test_both_parents_travel_and_the_authorisation_is_not_asked(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = linked(child(awa), mother(awa).id, awa)
    both = Authorisation(state="both_parents")
    with pytest.raises(Refused) as refusal:
        authorised(sheet, awa, both)
    linked(sheet, father(awa).id, awa, "father")
    row = deciding.decide(authorised(sheet, awa, both).id, order(sheet), by=awa)

    assert refusal.value.attempt == "parents_not_linked"
    assert (row.authorisation, row.accompanied_by) == ("both_parents", "mother father")


def test_both_parents_are_no_longer_both_once_one_is_taken_away(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = linked(linked(child(awa), mother(awa).id, awa), father(awa).id, awa, "father")
    authorised(sheet, awa, Authorisation(state="both_parents"))
    accompanying.unlink(sheet.id, 1, version=sheet.version, by=awa)

    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, order(sheet), by=awa)
    assert refusal.value.attempt == "no_authorisation"


def test_a_child_without_it_is_refused_with_its_reason(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = asked(linked(child(awa), mother(awa).id, awa), awa)
    authorised(sheet, awa, NOT_SEEN)
    row = deciding.decide(sheet.id, order(sheet, "refuse", reasons=("ML-09",)), by=awa)

    assert (row.decision, row.reason_codes, row.authorisation) == ("refuse", "ML-09", "not_seen")


def test_second_line_lets_pass_without_it_for_a_reason(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = authorised(linked(child(awa), mother(awa).id, awa), awa, NOT_SEEN)
    sheet, second = second_line(inside, sheet)

    for decision in ("admit", "protect"):  # whoever reads the register learns nothing of it
        asked(sheet, second)  # type: ignore[arg-type]
        with pytest.raises(Refused) as refusal:
            deciding.decide(sheet.id, order(sheet, decision), by=second)  # type: ignore[arg-type]
        assert refusal.value.field == "without_authorisation"
    told = order(sheet, reason_text="Soins urgents à Nioro, parents joints par téléphone")
    row = deciding.decide(sheet.id, told, by=second)  # type: ignore[arg-type]
    assert (row.decision, row.authorisation) == ("exit_ok", "not_seen")
    assert row.reason_text.startswith("Soins")


def test_second_line_decides_a_child_alone_once_the_questions_are_answered(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet, second = second_line(inside, child(awa))

    for decision in ("admit", "withdrawn", "refuse"):
        told = order(sheet, decision, reasons=("ML-01",))
        with pytest.raises(Refused) as refusal:
            deciding.decide(sheet.id, told, by=second)  # type: ignore[arg-type]
        assert refusal.value.attempt in {"gate_open", "national"}
    asked(sheet, second)  # type: ignore[arg-type]
    row = deciding.decide(sheet.id, order(sheet), by=second)  # type: ignore[arg-type]
    assert (row.minor, row.accompanied_by) == ("certain", None)


def test_a_child_that_says_it_is_alone_waits_for_the_focal_point_or_is_protected(
    inside: Flask,
) -> None:
    awa = officer(inside, "officer")
    sheet, second = second_line(inside, child(awa))
    asked(sheet, second, alone=YES)  # type: ignore[arg-type]

    with pytest.raises(Refused):
        deciding.decide(sheet.id, order(sheet), by=second)  # type: ignore[arg-type]
    assert deciding.decide(sheet.id, order(sheet, "protect"), by=second)  # type: ignore[arg-type]


@pytest.mark.parametrize("birth_date", ["", "2008", "2008-11", "2008-01-01"])
@pytest.mark.parametrize("decision", ["admit", "refuse", "withdrawn"])
def test_who_may_be_a_minor_is_asked_about(inside: Flask, birth_date: str, decision: str) -> None:
    awa = officer(inside, "officer")
    sheet = asked(unknown_age(awa, birth_date), awa)
    told = order(sheet, decision, compared=frozenset(sheet.sheet), reasons=("ML-01",))

    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, told, by=awa)
    assert (refusal.value.field, refusal.value.attempt) == ("minor", "")
    accompanying.say_age(sheet.id, "adult", version=sheet.version, by=awa)
    row = deciding.decide(sheet.id, replace(told, version=sheet.version), by=awa)
    assert row.minor == "said_adult"


def test_who_is_said_to_be_a_minor_is_one(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = unknown_age(awa)
    accompanying.say_age(sheet.id, "minor", version=sheet.version, by=awa)
    told = order(sheet, compared=frozenset(sheet.sheet))

    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, told, by=awa)
    assert refusal.value.attempt == "child_alone"
    authorised(linked(sheet, mother(awa).id, awa, "relative"), awa)
    row = deciding.decide(sheet.id, replace(told, version=sheet.version), by=awa)
    assert (row.minor, row.authorisation) == ("said_minor", "seen")


def test_what_was_said_of_an_age_falls_with_the_birth_date(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = unknown_age(awa)
    accompanying.say_age(sheet.id, "adult", version=sheet.version, by=awa)
    inspecting.correct_fields(sheet.id, {"birth_date": "2009"}, by=awa)

    assert minors.standing(sheet, rules.book()).is_minor


def test_an_adult_is_not_asked_and_the_digest_stays_the_old_one(inside: Flask) -> None:
    row = crossed(officer(inside, "officer"))

    assert (row.minor, row.accompanied_by, row.accompanies, row.authorisation) == (None,) * 4
    assert "minor" not in row.evidence
    assert digest(row)


def test_a_typed_adult_accompanies_and_leaves_no_link(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = child(awa)
    accompanying.link_typed(sheet.id, TYPED, version=sheet.version, by=awa)
    row = deciding.decide(sheet.id, order(sheet), by=awa)

    assert row.accompanied_by == "teacher"
    assert db.session.scalars(select(GuardianLink)).all() == []
    assert minors.adults_of(row)[0].adult == TYPED


def test_the_desk_offers_adults_of_the_last_hours_and_no_children(inside: Flask) -> None:
    awa = officer(inside, "officer")
    hers, sheet = mother(awa), child(awa)
    other = child(awa, document_number="AB0000001", given_names="Ali")
    his = crossed(awa, decision="admit")  # the mother's document again, decided
    offered = [one.key for one in minors.candidates(sheet)]

    assert set(offered) == {str(hers.id), str(his.inspection_id)}
    assert str(other.id) not in offered
    assert [one.key for one in minors.candidates(sheet, "CISSE")] == [str(his.inspection_id)]
