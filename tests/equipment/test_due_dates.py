"""When upkeep falls due again, against a twin that walks the calendar day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipment.due_dates import BadRhythm, Rhythm, Standing, Unit, standing

DAY = timedelta(days=1)
DATES = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@st.composite
def rhythms(draw: st.DrawFn, *units: Unit) -> Rhythm:
    unit = draw(st.sampled_from(units or tuple(Unit)))
    every = draw(st.integers(1, 400 if unit is not Unit.MONTHS else 36))
    shortest = every * (28 if unit is Unit.MONTHS else 1)
    return Rhythm(every, unit, draw(st.integers(0, shortest - 1)))


def walked(rhythm: Rhythm, day: date) -> date:
    """One interval on, a day at a time: months are counted when the month turns, and the day is
    the same one, or the last that the month has."""
    if rhythm.unit is Unit.DAYS:
        for _step in range(rhythm.every):
            day += DAY
        return day
    wanted, turned = day.day, 0
    while turned < rhythm.every:
        before, day = day, day + DAY
        turned += day.month != before.month
    while day.day < wanted and (day + DAY).month == day.month:
        day += DAY
    return day


@given(rhythms(Unit.DAYS, Unit.MONTHS), DATES)
def test_one_interval_on_is_what_the_calendar_says(rhythm: Rhythm, day: date) -> None:
    assert rhythm.after(day) == walked(rhythm, day)


@given(rhythms(Unit.DAYS, Unit.MONTHS), DATES, st.integers(-400, 400))
def test_done_in_time_it_does_not_drift_and_done_outside_it_begins_anew(
    rhythm: Rhythm, due: date, away: int
) -> None:
    done = due + away * DAY
    found = rhythm.next_day(due, done)

    assert found == walked(rhythm, due if abs(away) <= rhythm.tolerance else done)
    assert found > done  # never due before it was done
    assert rhythm.next_day(None, done) == walked(rhythm, done)


@given(rhythms(Unit.USES), st.integers(0, 10_000), st.integers(0, 10_000))
def test_uses_are_counted_the_same_way(rhythm: Rhythm, due: int, done: int) -> None:
    found = rhythm.next_use(due, done)

    in_time = done in range(due - rhythm.tolerance, due + rhythm.tolerance + 1)
    assert found == (due if in_time else done) + rhythm.every
    assert found > done


@pytest.mark.parametrize(
    ("every", "unit", "tolerance", "field"),
    [
        (0, Unit.DAYS, 0, "every"),
        (-1, Unit.MONTHS, 0, "every"),
        (7, Unit.DAYS, 7, "tolerance"),
        (1, Unit.MONTHS, 28, "tolerance"),
        (100, Unit.USES, -1, "tolerance"),
    ],
)
def test_a_rhythm_that_leads_nowhere_is_none(
    every: int, unit: Unit, tolerance: int, field: str
) -> None:
    with pytest.raises(BadRhythm) as bad:
        Rhythm(every, unit, tolerance)
    assert bad.value.field == field


def test_the_end_of_a_month_is_the_end_of_a_shorter_one() -> None:
    assert Rhythm(1, Unit.MONTHS).after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Rhythm(13, Unit.MONTHS).after(date(2027, 1, 31)) == date(2028, 2, 29)


@given(DATES, st.integers(0, 60), st.integers(-100, 100))
def test_how_it_stands_is_told_by_counting_days(due: date, tolerance: int, away: int) -> None:
    today, spare = due + away * DAY, timedelta(days=tolerance)
    found = standing(due, due + spare, spare, today)

    days = range(-tolerance, tolerance + 1)
    expected = Standing.DUE if away >= 0 else Standing.SOON
    if away not in days:
        expected = Standing.OVERDUE if away > 0 else Standing.LATER
    assert found is expected


def test_what_has_no_day_yet_is_due_later() -> None:
    assert standing(None, None, timedelta(), date(2026, 11, 27)) is Standing.LATER
