"""Two-digit years, unknown parts, and days that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest

from docreader.dates import birth_date, expiry_date, precision
from tests.docreader.zones import TODAY


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("261123", "2026-11-23"),
        ("261124", "1926-11-24"),
        ("270101", "1927-01-01"),
        ("251231", "2025-12-31"),
        ("700000", "1970"),
        ("79<<<<", "1979"),
        ("7912<<", "1979-12"),
        ("79<<12", "1979"),
        ("26<<<<", "2026"),
        ("2612<<", "1926-12"),
        ("000229", "2000-02-29"),
        ("<<<<<<", ""),
        ("<<0506", ""),
    ],
)
def test_a_birth_is_the_latest_day_that_is_not_to_come(raw: str, value: str) -> None:
    assert birth_date(raw, TODAY).value == value
    assert birth_date(raw, TODAY).problem == ""


@pytest.mark.parametrize("raw", ["990230", "7<0101", "791301", "<<1301", "791232", "79O101", ""])
def test_what_no_calendar_has_is_not_a_date(raw: str) -> None:
    assert birth_date(raw, TODAY).problem == "not_a_date"
    assert birth_date(raw, TODAY).value == ""


def test_all_zeros_may_mean_unknown_or_the_year_2000_so_nothing_is_said() -> None:
    assert birth_date("000000", TODAY).value == ""
    assert birth_date("000000", TODAY).problem == "unclear_date"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("120415", "2012-04-15"),
        ("270131", "2027-01-31"),
        ("461123", "2046-11-23"),
        ("061124", "2006-11-24"),
        ("2711<<", "2027-11"),
    ],
)
def test_an_expiry_lies_within_twenty_years(raw: str, value: str) -> None:
    assert expiry_date(raw, TODAY).value == value
    assert expiry_date(raw, TODAY).problem == ""


def test_an_expiry_further_away_is_called_unclear() -> None:
    assert expiry_date("961210", TODAY).value == "1996-12-10"
    assert expiry_date("961210", TODAY).problem == "unclear_date"


def test_a_partial_expiry_lasts_to_the_end_of_what_it_may_mean() -> None:
    assert expiry_date("2702<<", TODAY).last_day == date(2027, 2, 28)
    assert expiry_date("27<<<<", TODAY).last_day == date(2027, 12, 31)
    assert expiry_date("<<<<<<", TODAY).last_day is None


@pytest.mark.parametrize(
    ("value", "grade"),
    [("1979-05-03", "D"), ("1979-05", "M"), ("1979", "Y"), ("", "U"), ("1979-01-01", "Y")],
)
def test_the_first_of_january_is_believed_only_as_a_year(value: str, grade: str) -> None:
    assert precision(value) == grade
