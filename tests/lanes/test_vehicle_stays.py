"""The clock of a vehicle: inclusive days by use and registration, and what ends a stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crossings.shipped_rules import shipped
from lanes.vehicle_papers import Fault, Papers, faults
from lanes.vehicle_stays import End, Passage, clock, stays

BOOK = shipped()
DAY = date(2026, 11, 28)


def in_force(code: str) -> object:
    """The shipped book with one of its vehicle rules switched on at Malian posts."""
    rule = BOOK.rule(code)
    assert rule is not None
    changed = replace(rule, at=("MLI",), active=True, effective_from="2026-01-01", verified=True)
    return BOOK.with_rule(changed)


@pytest.mark.parametrize(
    ("use", "last"), [("private", date(2027, 2, 25)), ("commercial", date(2026, 12, 12))]
)
def test_the_day_of_entry_is_the_first_of_the_days(use: str, last: date) -> None:
    found = clock(BOOK, use, "SEN", "MLI", DAY)

    assert found is not None
    assert found.last_day == last
    assert (last - DAY).days + 1 == found.days == {"private": 90, "commercial": 15}[use]


def test_the_shipped_rule_is_a_guide_and_not_in_force() -> None:
    found = clock(BOOK, "private", "SEN", "MLI", DAY)

    assert found is not None
    assert (found.rule, found.is_sure) == ("R14", False)


def test_a_rule_switched_on_is_sure() -> None:
    found = clock(in_force("R14"), "private", "SEN", "MLI", DAY)  # type: ignore[arg-type]

    assert found is not None
    assert found.is_sure


def test_a_rule_in_force_says_nothing_before_it_begins() -> None:
    before = clock(in_force("R14"), "private", "SEN", "MLI", date(2025, 12, 31))  # type: ignore[arg-type]

    assert before is None


@pytest.mark.parametrize("registered", ["MRT", "MLI", "BFA"])
def test_no_number_is_known_at_home_nor_outside_the_group(registered: str) -> None:
    assert clock(BOOK, "private", registered, "MLI", DAY) is None


def test_an_exit_ends_the_stay() -> None:
    (stay,) = stays([Passage("E", DAY, date(2026, 12, 2)), Passage("X", date(2026, 12, 4))])

    assert (stay.end, stay.exit) == (End.EXIT, date(2026, 12, 4))
    assert stay.beyond(date(2027, 1, 1)) == 2


def test_a_second_entry_without_an_exit_ends_it_and_accuses_nobody() -> None:
    first, second = stays([Passage("E", DAY, DAY), Passage("E", date(2027, 1, 1), None)])

    assert (first.end, first.beyond(date(2027, 1, 1))) == (End.AGAIN, 0)
    assert second.end is End.LASTS


def test_an_exit_without_an_entry_is_no_stay() -> None:
    assert stays([Passage("X", DAY)]) == []


def test_the_last_lawful_day_is_not_beyond_and_the_next_one_is() -> None:
    (stay,) = stays([Passage("E", DAY, date(2026, 12, 12))])

    assert stay.beyond(date(2026, 12, 12)) == 0
    assert stay.beyond(date(2026, 12, 13)) == 1


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        (Papers(), [Fault.NO_INSURANCE, Fault.NO_CUSTOMS]),
        (Papers("B", date(2026, 11, 27), "T", date(2026, 11, 27)),
         [Fault.INSURANCE_OVER, Fault.CUSTOMS_OVER]),
        (Papers("B", DAY, "T", DAY), [Fault.INSURANCE_SHORT, Fault.CUSTOMS_SHORT]),
        (Papers("B", date(2026, 12, 12), "T", date(2026, 12, 12)), []),
    ],
)  # fmt: skip
def test_papers_are_compared_with_today_and_the_last_day(papers: Papers, told: list[Fault]) -> None:
    assert faults(papers, "CAR", DAY, date(2026, 12, 12), foreign=True) == told


def test_a_cart_needs_no_papers() -> None:
    assert faults(Papers(), "CART", DAY, None, foreign=True) == []
