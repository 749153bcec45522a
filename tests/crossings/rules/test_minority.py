"""Who is a minor, by the dated rules of the book: asked where the birth date leaves it open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crossings.rules.book import Requirement, Rule
from crossings.rules.case import Case
from crossings.rules.checking import Fault, faults_of_rule
from crossings.rules.explaining import explain
from crossings.rules.minority import Age, Majority, asking, majority
from crossings.shipped_rules import shipped

DAY = date(2026, 11, 27)
LEAVES = Case("MLI", "P", "X", DAY, "MLI")
BOOK = shipped()


def of(*rules: Rule, case: Case = LEAVES) -> Majority | None:
    return majority(case, rules, BOOK.groups)


def rule(**more: object) -> Rule:
    made = Rule(
        "T1", ("MLI",), Requirement.NONE, categories=("minor",), direction="EX",
        effective_from="2020", under_age=18, citation="Text", title={"fr": "Titre"},
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2008-11-27", Age.ADULT),  # eighteen on the day
        ("2008-11-28", Age.MINOR),
        ("2008-11", Age.UNSURE),
        ("2008-10", Age.ADULT),
        ("2008", Age.UNSURE),
        ("2007", Age.ADULT),
        ("2009", Age.MINOR),
        ("2008-01-01", Age.UNSURE),  # what clerks write for some day of that year
        ("", Age.UNSURE),
    ],
)
def test_an_age_is_said_as_far_as_the_birth_date_goes(born: str, said: Age) -> None:
    found = of(*BOOK.rules)

    assert found is not None
    assert found.of(born, DAY) is said


def test_the_highest_age_in_force_here_is_the_one_that_protects() -> None:
    higher = rule(code="T2", under_age=21)

    assert of(rule(), higher) == Majority(21, higher)
    assert of(rule(), replace(higher, at=("MRT",))) == Majority(18, rule())
    assert of(rule(), replace(higher, effective_from="2027")) == Majority(18, rule())
    assert of(rule(), replace(higher, active=False)) == Majority(18, rule())


def test_a_book_of_before_protects_at_eighteen_and_a_rule_of_one_direction_holds_in_it() -> None:
    assert of() == Majority(18, None)
    assert of(rule(direction="X"), case=replace(LEAVES, direction="E")) is None


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (replace(LEAVES, youngest=17), "R13"),
        (replace(LEAVES, nationality="FRA", youngest=0), "R13"),
        (replace(LEAVES, categories=frozenset({"minor"})), "R13"),
        (replace(LEAVES, youngest=18), ""),
        (LEAVES, ""),  # without a birth date nobody is taken for a minor: it is asked
        (replace(LEAVES, direction="E", youngest=5), ""),
        (replace(LEAVES, country="MRT", youngest=5), ""),
    ],
)
def test_the_authorisation_is_asked_of_minors_who_leave_mali(case: Case, code: str) -> None:
    found = asking(case, BOOK.rules, BOOK.groups)

    assert (found.code if found else "") == code


def test_another_rule_that_answers_takes_nothing_away() -> None:
    stronger = rule(
        code="T3", requirement=Requirement.VISA_EXEMPT, nationals=("MLI",), effective_from="2026-11"
    )
    case = replace(LEAVES, youngest=10)
    rules = (*BOOK.rules, stronger)

    assert explain(case, rules, BOOK.groups).rule == stronger
    assert asking(case, rules, BOOK.groups) == BOOK.rule("R13")


def test_each_rule_has_its_own_age() -> None:
    case = replace(LEAVES, youngest=16)

    assert explain(case, [rule(under_age=16)], {}).beside == ()
    assert explain(case, [rule(under_age=17)], {}).beside == (rule(under_age=17),)


@pytest.mark.parametrize("wrong", [{"under_age": 0}, {"under_age": 31}, {"categories": ()}])
def test_an_age_that_makes_no_sense_is_no_rule(wrong: dict[str, object]) -> None:
    assert list(faults_of_rule(rule(**wrong), {})) == [Fault.AGE]


def test_the_rules_about_minors_are_not_verified_and_say_their_source() -> None:
    for code in ("R13", "R13A"):
        found = BOOK.rule(code)
        assert found is not None
        assert (found.verified, bool(found.citation), found.is_applied) == (False, True, True)
