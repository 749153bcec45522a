"""Papers beside the document: what meets a rule, what does not, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossings.rules.book import Requirement, Rule
from crossings.rules.case import Case
from crossings.rules.explaining import Explanation, explain, mark
from crossings.rules.granting import By, PastStay
from crossings.rules.supporting import Lack, SupportingDocument
from crossings.rules.supporting import SupportingKind as Kind
from crossings.shipped_rules import shipped

DAY = date(2026, 11, 27)
VISA = SupportingDocument(Kind.VISA, "MLI", "V100", "2026-11-01", "2027-02-28", "2", 30, 0)
PERMIT = SupportingDocument(Kind.PERMIT, "MLI", "R7", "", "2028-01-31")
FRENCH = Case("FRA", "P", "E", DAY, "MLI")
GROUPS = shipped().groups


def asked(requirement: Requirement = Requirement.VISA_REQUIRED, **more: object) -> Rule:
    plain = Rule("T1", ("MLI",), requirement, effective_from="2020", verified=True)
    return replace(plain, **more)  # type: ignore[arg-type]


def told(*supporting: SupportingDocument, rule: Rule | None = None, **more: object) -> Explanation:
    case = replace(FRENCH, supporting=supporting, **more)  # type: ignore[arg-type]
    return explain(case, [rule or asked()], GROUPS)


@pytest.mark.parametrize("requirement", [Requirement.VISA_REQUIRED, Requirement.EVISA_REQUIRED])
@pytest.mark.parametrize("document", [VISA, PERMIT])
def test_a_visa_or_a_permit_that_holds_meets_the_rule(
    requirement: Requirement, document: SupportingDocument
) -> None:
    found = told(document, rule=asked(requirement))

    assert found.admissible is True
    assert found.met_by == document


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"until": "2026-11-26"}, Lack.EXPIRED),
        ({"since": "2026-11-28"}, Lack.NOT_YET),
        ({"used": 2}, Lack.USED_UP),
        ({"issuer": "MRT"}, Lack.OTHER_STATE),
        ({"until": ""}, Lack.NO_END),
    ],
)
def test_what_does_not_hold_meets_nothing_and_says_why(
    change: dict[str, object], lack: Lack
) -> None:
    found = told(replace(VISA, **change))  # type: ignore[arg-type]

    assert found.admissible is False
    assert found.met_by is None
    assert [one.lack for one in found.supporting] == [lack]


@pytest.mark.parametrize(
    "change",
    [
        {"until": "2026-11-27"},  # its last day
        {"since": "2026-11-27"},  # its first day
        {"used": 1},
        {"entries": "MULT", "used": 99},
        {"entries": "", "used": 99},  # nobody said how many: held against nobody
        {"used": None},
    ],
)
def test_at_its_edges_a_visa_holds(change: dict[str, object]) -> None:
    assert told(replace(VISA, **change)).admissible is True  # type: ignore[arg-type]


def test_one_paper_that_holds_is_enough() -> None:
    expired = replace(VISA, number="V99", until="2026-01-01")

    assert told(expired, VISA).met_by == VISA
    assert told(VISA, expired).met_by == VISA


def test_neither_a_vaccination_nor_an_authorisation_is_a_visa() -> None:
    others = [
        SupportingDocument(Kind.VACCINATION, "MLI"),
        SupportingDocument(Kind.AUTHORISATION, "MLI"),
    ]

    assert told(*others).admissible is False


def test_an_authorisation_meets_the_rule_that_asks_for_one() -> None:
    rule = asked(Requirement.AUTHORISATION_REQUIRED, direction="X", categories=("minor",))
    leaving = {"direction": "X", "categories": frozenset({"minor"})}
    document = SupportingDocument(Kind.AUTHORISATION, "Mother and father", until="2026-12-31")

    assert told(rule=rule, **leaving).admissible is False
    assert told(document, rule=rule, **leaving).admissible is True
    late = replace(document, until="2026-11-26")
    assert told(late, rule=rule, **leaving).admissible is False


def test_no_visa_opens_a_suspension_that_names_no_exception() -> None:
    assert told(VISA, rule=asked(Requirement.ENTRY_SUSPENDED)).admissible is False


def test_a_suspension_that_leaves_out_visa_holders_lets_the_next_rule_answer() -> None:
    suspended = asked(
        Requirement.ENTRY_SUSPENDED, nationals=("FRA",), except_categories=("visa_holder",)
    )
    rules = [suspended, replace(asked(), code="T2")]
    case = replace(FRENCH, supporting=(VISA,))

    assert explain(FRENCH, rules, GROUPS).requirement is Requirement.ENTRY_SUSPENDED
    assert explain(case, rules, GROUPS).admissible is True
    void = replace(case, supporting=(replace(VISA, used=2),))
    assert explain(void, rules, GROUPS).requirement is Requirement.ENTRY_SUSPENDED


def test_a_permit_answers_where_the_text_leaves_out_residents() -> None:
    book = shipped()
    case = replace(FRENCH, supporting=(PERMIT,))
    found = explain(case, book.rules, book.groups)

    assert (found.rule and found.rule.code, found.met_by) == ("R15", PERMIT)
    assert found.admissible is True
    ended = replace(case, supporting=(replace(PERMIT, until="2026-11-26"),))
    assert explain(ended, book.rules, book.groups).admissible is False


def test_a_document_that_ends_too_early_is_not_made_good_by_a_visa() -> None:
    rule = asked(passport_months=6)

    assert told(VISA, rule=rule, expiry="2027-05-26").admissible is False
    assert told(VISA, rule=rule, expiry="2027-05-27").admissible is True


@pytest.mark.parametrize(
    ("rule_days", "visa", "last", "by"),
    [
        (90, {}, "2026-12-26", By.SUPPORTING),  # 30 days of the visa, the first one counted
        (10, {}, "2026-12-06", By.RULE),
        (90, {"max_days": None}, "2027-02-24", By.RULE),
        (None, {"max_days": None}, "2027-02-28", By.SUPPORTING_END),
        (90, {"until": "2026-12-01"}, "2026-12-01", By.SUPPORTING_END),
    ],
)
def test_the_smaller_of_rule_and_visa_sets_the_last_lawful_day(
    rule_days: int | None, visa: dict[str, object], last: str, by: By
) -> None:
    found = told(replace(VISA, **visa), rule=asked(max_days=rule_days))  # type: ignore[arg-type]

    assert (str(found.last_lawful_day), found.grant.by) == (last, by)


def stay(first: str, last: str | None, **more: object) -> PastStay:
    gone = date.fromisoformat(last) if last else None
    return PastStay(date.fromisoformat(first), gone, **more)  # type: ignore[arg-type]


WINDOW = asked(Requirement.VISA_EXEMPT, max_days=90, window_days=180)


def test_past_stays_are_counted_in_the_window_of_the_rule() -> None:
    found = told(rule=WINDOW, past=(stay("2026-09-01", "2026-10-10"),))
    counted = found.grant.counted

    assert counted is not None
    assert (counted.sure.used, counted.sure.left) == (40, 50)
    assert counted.opens == date(2026, 6, 1)
    assert found.last_lawful_day == DAY + timedelta(days=49)
    assert found.grant.by == By.WINDOW
    assert found.admissible is True


def test_a_window_that_is_used_up_is_not_met() -> None:
    found = told(rule=WINDOW, past=(stay("2026-08-01", "2026-10-29"),))

    assert found.admissible is False
    assert found.last_lawful_day is None
    assert found.grant.counted and found.grant.counted.is_full


def test_days_under_a_permit_do_not_count() -> None:
    found = told(rule=WINDOW, past=(stay("2026-07-01", "2026-11-20", permit=True),))

    assert found.grant.counted and found.grant.counted.sure.used == 0
    assert found.last_lawful_day == DAY + timedelta(days=89)


def test_who_has_a_permit_now_is_not_counted_at_all() -> None:
    rule = replace(WINDOW, requirement=Requirement.VISA_REQUIRED)
    found = told(PERMIT, rule=rule, past=(stay("2026-06-01", "2026-11-20"),))

    assert found.grant.counted is None
    assert str(found.last_lawful_day) == "2028-01-31"
    assert found.max_days is None


def test_an_exit_that_nobody_saw_is_a_question_and_not_a_count() -> None:
    found = told(rule=WINDOW, past=(stay("2026-07-01", None),))
    counted = found.grant.counted

    assert counted is not None
    assert (counted.sure.used, counted.unseen, counted.might_be_over) == (1, 1, True)
    assert found.admissible is True


def test_an_exit_that_nobody_saw_long_ago_asks_nothing() -> None:
    past = (stay("2025-01-01", None, before=date(2025, 3, 1)),)
    counted = told(rule=WINDOW, past=past).grant.counted

    assert counted is not None
    assert (counted.sure.used, counted.unseen, counted.might_be_over) == (0, 0, False)


def test_where_nobody_looked_at_stays_nothing_is_counted() -> None:
    assert told(rule=WINDOW).grant.counted is None
    assert told(rule=WINDOW).last_lawful_day == DAY + timedelta(days=89)


def test_without_a_window_earlier_stays_take_nothing_away() -> None:
    found = told(
        rule=asked(Requirement.VISA_EXEMPT, max_days=90), past=(stay("2026-08-01", "2026-11-20"),)
    )

    assert found.last_lawful_day == DAY + timedelta(days=89)


def test_the_mark_changes_with_papers_and_stays() -> None:
    rules = [asked()]
    plain, with_visa = FRENCH, replace(FRENCH, supporting=(VISA,))
    used = replace(FRENCH, supporting=(replace(VISA, used=1),))

    assert len({mark(case, rules, GROUPS) for case in (plain, with_visa, used)}) == 3
    marks = {
        mark(replace(FRENCH, past=past), [WINDOW], GROUPS)
        for past in (None, (), (stay("2026-09-01", "2026-09-02"),))
    }
    assert len(marks) == 3


PAST = st.lists(
    st.builds(
        lambda start, length, seen: PastStay(
            DAY - timedelta(days=start),
            DAY - timedelta(days=max(0, start - length)) if seen else None,
        ),
        st.integers(0, 400),
        st.integers(0, 120),
        st.booleans(),
    ),
    max_size=5,
)


@given(PAST)
def test_what_is_sure_is_never_more_than_what_might_be(past: list[PastStay]) -> None:
    counted = told(rule=WINDOW, past=tuple(past)).grant.counted

    assert counted is not None
    assert counted.sure.used <= counted.most.used
    assert counted.is_full is (told(rule=WINDOW, past=tuple(past)).admissible is False)


@given(PAST, st.integers(1, 200))
def test_nothing_makes_the_last_lawful_day_later_than_the_rule(
    past: list[PastStay], days: int
) -> None:
    rule = replace(WINDOW, requirement=Requirement.VISA_REQUIRED, max_days=min(days, 180))
    found = told(VISA, rule=rule, past=tuple(past))
    most = DAY + timedelta(days=min(days, 180) - 1)

    assert found.last_lawful_day is None or DAY <= found.last_lawful_day <= most
