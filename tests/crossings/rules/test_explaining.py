"""Which rule answers: the most specific, then the newest, whatever the order of the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossings.rules.book import Book, Group, Member, Requirement, Rule
from crossings.rules.case import Case, categories_of
from crossings.rules.dates import first_day, has_ended, last_day
from crossings.rules.explaining import explain, mark, purposes_that_matter
from crossings.shipped_rules import as_json, read, shipped

DAY = date(2025, 6, 15)
MALI = Case("MRT", "P", "E", DAY, "MLI")
EXEMPT, VISA = Requirement.VISA_EXEMPT, Requirement.VISA_REQUIRED
STATES = st.sampled_from(["MLI", "MRT", "SEN", "GHA", "FRA", "USA", "XXB", "NER"])
NAMES = st.one_of(STATES, st.sampled_from(["ECOWAS", "AES", "OWN"]))
PURPOSES = st.sampled_from(["TRD", "WRK", "HOL"])
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
GROUPS = shipped().groups


def rule(code: str = "T1", **more: object) -> Rule:
    plain = Rule(code, ("MLI",), EXEMPT, effective_from="2020", verified=True)
    return replace(plain, **more)  # type: ignore[arg-type]


def chosen(*rules: Rule, case: Case = MALI) -> str:
    found = explain(case, rules, GROUPS).rule
    return found.code if found else ""


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=2, unique=True).map(tuple)


RULES = st.builds(
    Rule,
    code=st.integers(1, 999).map("X{}".format),
    at=some(NAMES),
    requirement=st.sampled_from(list(Requirement)),
    nationals=some(NAMES),
    but_not=some(STATES),
    documents=some(st.sampled_from(["P", "I", "ETC"])),
    purposes=some(PURPOSES),
    direction=st.sampled_from(["E", "X", "EX"]),
    effective_from=st.one_of(st.just(""), DAYS.map(str), st.sampled_from(["2024", "2025-03"])),
    effective_to=st.one_of(st.just(""), DAYS.map(str)),
    max_days=st.one_of(st.none(), st.integers(1, 400)),
    active=st.booleans(),
    verified=st.booleans(),
)
BOOKS = st.lists(RULES, max_size=6, unique_by=lambda one: one.code)
CASES = st.builds(
    Case, STATES, st.sampled_from(["P", "I", "BC"]), st.sampled_from("EX"), DAYS, STATES, PURPOSES
)


@given(CASES, BOOKS, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_never_matters(case: Case, rules: list[Rule], dice: object) -> None:
    mixed = list(rules)
    dice.shuffle(mixed)  # type: ignore[attr-defined]

    assert explain(case, mixed, GROUPS) == explain(case, rules, GROUPS)
    assert mark(case, mixed, GROUPS) == mark(case, rules, GROUPS)


@given(CASES, BOOKS, RULES)
def test_a_rule_that_does_not_match_changes_nothing(
    case: Case, rules: list[Rule], more: Rule
) -> None:
    alone = explain(case, [more], GROUPS)
    if alone.rule or alone.beside or alone.undated or more.code in {one.code for one in rules}:
        return
    before, after = (explain(case, book, GROUPS) for book in (rules, [*rules, more]))

    assert after.outcome == before.outcome
    assert after.rule == before.rule
    assert [one for one in after.near if one.rule is not more] == list(before.near)


@given(CASES, BOOKS)
def test_no_book_makes_a_national_a_foreigner_at_home(case: Case, rules: list[Rule]) -> None:
    home = replace(case, country=case.nationality, direction="E")
    found = explain(home, rules, GROUPS)

    assert found.requirement is Requirement.NATIONAL_VERIFICATION
    assert found.admissible is True


@given(CASES, BOOKS)
def test_what_answers_is_in_force_and_was_switched_on(case: Case, rules: list[Rule]) -> None:
    found = explain(case, rules, GROUPS).rule

    if found:
        assert found.active
        assert first_day(found.effective_from) <= case.day
        assert not has_ended(found.effective_to, case.day)
        assert found.decides


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (rule("A", nationals=("MRT",)), rule("B", nationals=("AES", "ECOWAS"))),
        (rule("A", nationals=("MRT",), effective_from="1960"), rule("B", effective_from="2025")),
        (rule("A", categories=("resident",)), rule("B", nationals=("MRT",))),
        (rule("A", nationals=("MRT",)), rule("B", purposes=("TRD",), effective_from="2025")),
        (rule("A", purposes=("TRD",)), rule("B", effective_from="2025-06")),
        (rule("A", effective_from="2025-06-15"), rule("B", effective_from="2025-06-14")),
        (rule("A", effective_from="2025-01"), rule("B", effective_from="2024-12-31")),
        (rule("A", effective_from="2024-05-01"), rule("B", documents=("P",))),
        (rule("Z", verified=True), rule("B", verified=False)),
        (rule("A"), rule("B")),
    ],
)
def test_the_most_specific_wins_then_the_newest_then_the_verified(
    winner: Rule, loser: Rule
) -> None:
    case = replace(MALI, purpose="TRD", categories=frozenset({"resident"}))

    assert chosen(winner, loser, case=case) == winner.code
    assert chosen(loser, winner, case=case) == winner.code


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12-14", date(2024, 12, 14), date(2024, 12, 14)),
    ],
)
def test_a_date_is_as_precise_as_its_source(told: str, first: date, last: date) -> None:
    assert (first_day(told), last_day(told)) == (first, last)


@pytest.mark.parametrize("told", ["", "25", "2025-13", "2025-02-30", "in force", "2025-1-1"])
def test_what_is_no_date_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        first_day(told)


def test_a_rule_holds_on_its_first_and_its_last_day() -> None:
    bounded = rule(effective_from="2025-06-15", effective_to="2025-06-15")
    days = (date(2025, 6, 14), DAY, date(2025, 6, 16))

    assert [chosen(bounded, case=replace(MALI, day=day)) for day in days] == ["", "T1", ""]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"effective_from": ""}, "undated"),
        ({"active": False}, "switched_off"),
        ({"effective_from": "2025-07"}, "not_yet"),
        ({"effective_to": "2025-05"}, "ended"),
        ({"documents": ("ETC",)}, "document"),
        ({"purposes": ("WRK",)}, "purpose"),
    ],
)
def test_a_rule_that_nearly_fits_is_told_with_its_reason(
    change: dict[str, object], expected: str
) -> None:
    found = explain(MALI, [rule(**change)], GROUPS)

    assert found.rule is None
    assert [(one.rule.code, str(one.fault.why)) for one in found.near] == [("T1", expected)]


def test_a_rule_that_fails_twice_is_not_told() -> None:
    strange = rule(effective_to="2025-05", documents=("ETC",))

    assert explain(MALI, [strange], GROUPS).near == ()


@pytest.mark.parametrize(
    ("expiry", "early"),
    [("2025-12-15", False), ("2025-12-14", True), ("2025-12", False), ("", None), ("2025", False)],
)
def test_a_passport_that_ends_too_soon_is_not_enough(expiry: str, early: bool | None) -> None:
    found = explain(replace(MALI, expiry=expiry), [rule(passport_months=6)], GROUPS)

    assert found.expires_early is early
    assert found.admissible is not bool(early)


def test_a_purpose_that_changes_the_answer_is_told_before_it_is_chosen() -> None:
    rules = [rule("A"), rule("B", purposes=("WRK",), requirement=VISA)]
    told = purposes_that_matter(MALI, rules, GROUPS)

    assert [(one.case.purpose, one.requirement) for one in told] == [("WRK", VISA)]
    assert mark(MALI, rules, GROUPS) == mark(MALI.on("WRK"), rules, GROUPS)


@pytest.mark.parametrize(
    "changed", [{"version": 2}, {"max_days": 30}, {"requirement": VISA}, {"active": False}]
)
def test_the_mark_of_a_sheet_changes_with_what_it_shows(changed: dict[str, object]) -> None:
    assert mark(MALI, [rule()], GROUPS) != mark(MALI, [rule(**changed)], GROUPS)


def test_a_change_for_others_leaves_the_mark() -> None:
    other = rule("B", nationals=("FRA",))

    assert mark(MALI, [rule(), other], GROUPS) == mark(MALI, [rule()], GROUPS)


def test_a_member_is_one_on_its_first_and_last_day() -> None:
    group = Group("G", (Member("MRT", since="2025-06-15", until="2025-06-15"),))
    days = (date(2025, 6, 14), DAY, date(2025, 6, 16))

    assert [group.holds("MRT", day) for day in days] == [False, True, False]


@pytest.mark.parametrize(
    ("nationality", "code", "said"),
    [
        ("FRA", "PD", {"diplomat"}),
        ("XXA", "P", {"stateless"}),
        ("XXB", "PR", {"refugee"}),
        ("MLI", "CSJ", {"resident"}),
        ("MLI", "P", set()),
    ],
)
def test_the_papers_say_what_the_traveller_is(nationality: str, code: str, said: set[str]) -> None:
    assert categories_of(nationality, code) == said


def test_a_book_reads_back_from_its_own_file() -> None:
    book = read(as_json(shipped()))

    assert sorted(book.rules, key=lambda one: one.code) == sorted(
        shipped().rules, key=lambda one: one.code
    )
    assert book.groups == shipped().groups


def test_a_rule_without_a_start_or_a_source_is_never_applied_as_shipped() -> None:
    undated = {one.code for one in shipped().rules if not one.effective_from}

    assert undated == {"R11", "R14", "R14C"}
    assert {one.code for one in shipped().rules if not one.is_applied} == undated
    assert all(one.citation and one.consulted for one in shipped().rules)


def test_a_book_takes_a_rule_in_the_place_of_its_namesake() -> None:
    book = Book((rule(),), {}).with_rule(rule(max_days=5)).with_rule(rule("B"))

    assert [(one.code, one.max_days) for one in book.rules] == [("T1", 5), ("B", None)]
