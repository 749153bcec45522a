"""Days of stay: the counted cases of the law, and 10,000 histories counted a second way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from crossings.rules.stay import Balance, DatedStay, Limit, balance, last_lawful_day

NINETY = Limit(90, 180)
IN_AND_OUT = (DatedStay(date(2026, 1, 15), date(2026, 3, 1)), DatedStay(date(2026, 5, 1)))
JANUARY = date(2026, 1, 1)


def on(*stays: DatedStay, limit: Limit = NINETY, day: str) -> Balance:
    return balance(stays, limit, date.fromisoformat(day))


def stay(first: str, last: str = "", *, permit: bool = False) -> DatedStay:
    return DatedStay(date.fromisoformat(first), date.fromisoformat(last) if last else None, permit)


def test_the_day_of_entry_is_the_first_day() -> None:
    assert last_lawful_day(date(2026, 1, 15), 90) == date(2026, 4, 14)
    assert on(stay("2026-01-15"), limit=Limit(90), day="2026-01-15") == Balance(
        1, 89, date(2026, 4, 14), 0
    )


def test_a_window_of_180_days_that_ends_on_30_june_begins_on_2_january() -> None:
    on_its_first_day = stay("2026-01-02", "2026-01-02")
    on_the_day_before = stay("2026-01-01", "2026-01-01")

    assert on(on_its_first_day, day="2026-06-30").used == 1
    assert on(on_the_day_before, day="2026-06-30").used == 0


def test_a_day_that_two_stays_share_counts_once() -> None:
    both = stay("2026-01-10", "2026-01-20"), stay("2026-01-20", "2026-01-25")

    assert on(*both, day="2026-01-31").used == 16


def test_in_and_out_on_the_same_day_is_one_day() -> None:
    assert on(stay("2026-02-03", "2026-02-03"), day="2026-02-03").used == 1


def test_the_ninety_first_day_in_the_window_is_one_too_many() -> None:
    assert balance(IN_AND_OUT, NINETY, date(2026, 6, 13)) == Balance(90, 0, date(2026, 6, 13), 0)
    assert balance(IN_AND_OUT, NINETY, date(2026, 6, 14)) == Balance(91, 0, date(2026, 6, 13), 1)


def test_days_under_a_residence_permit_do_not_count() -> None:
    resident = stay("2026-01-01", "2026-05-31", permit=True)
    visits = stay("2026-05-20", "2026-06-05")

    assert on(resident, visits, day="2026-06-05").used == 5
    assert on(stay("2026-01-01", permit=True), day="2026-12-01") == Balance(0, 90, None, 0)


def test_without_a_window_every_entry_begins_anew() -> None:
    before = stay("2026-01-01", "2026-03-20")

    assert on(before, stay("2026-04-01"), limit=Limit(90), day="2026-04-10") == Balance(
        10, 80, date(2026, 6, 29), 0
    )


def test_who_comes_in_today_is_told_how_long() -> None:
    assert on(limit=Limit(90), day="2026-01-15") == Balance(0, 90, date(2026, 4, 14), 0)


def test_who_used_everything_has_no_lawful_day_left() -> None:
    assert on(stay("2026-01-01", "2026-03-31"), day="2026-04-02") == Balance(90, 0, None, 0)


def test_what_nobody_limited_is_no_overstay() -> None:
    unlimited = Limit(None)

    assert on(stay("2020-01-01"), limit=unlimited, day="2026-01-01") == Balance(2193, None, None, 0)


def test_what_has_not_begun_and_what_has_not_ended_yet() -> None:
    assert on(stay("2026-02-01"), day="2026-01-31").used == 0
    assert on(stay("2026-01-30", "2026-03-01"), day="2026-01-31").used == 2


@pytest.mark.parametrize(("most", "window"), [(0, 180), (-1, None), (90, 0)])
def test_a_limit_that_makes_no_sense_is_refused(most: int, window: int | None) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Limit(most, window)


def test_an_exit_before_its_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="before the entry"):
        stay("2026-01-02", "2026-01-01")


# The second implementation: a calendar on which every day is ticked by hand.


def ticks(stays: Sequence[DatedStay], day: date) -> set[int]:
    """The days of these stays as far as ``day``, each as its number."""
    ticked = set()
    for one in stays:
        for number in range(one.entry.toordinal(), min(one.exit or day, day).toordinal() + 1):
            ticked.add(number)
    return ticked


def calendar(stays: Sequence[DatedStay], day: date) -> set[int]:
    """Every day that counts, as far as ``day``."""
    permits = [one for one in stays if one.permit]
    return ticks([one for one in stays if not one.permit], day) - ticks(permits, day)


def since(stays: Sequence[DatedStay], day: date) -> int | None:
    """The entry of the stay at hand."""
    lasting = [x for x in stays if not x.permit and day.toordinal() in ticks([x], day)]
    return max((x.entry.toordinal() for x in lasting), default=None)


def held(days: set[int], limit: Limit, day: int, entry: int | None) -> int:
    """The days of the calendar that are held against somebody on ``day``."""
    if limit.window_days is None:
        return sum(entry is not None and entry <= one <= day for one in days)
    return sum(day - back in days for back in range(limit.window_days))


def walked(stays: Sequence[DatedStay], limit: Limit, day: date) -> date | None:
    """The last lawful day, found by staying on, a day at a time."""
    today = day.toordinal()
    if today in ticks([one for one in stays if one.permit], day) or limit.max_days is None:
        return None
    days, entry = calendar(stays, day), since(stays, day)
    first = today
    if today in days:
        earliest = entry if limit.window_days is None else 0
        while first > (earliest or 0) and first - 1 in days:
            first -= 1
    last, one = None, first
    for _day in range((limit.window_days or 0) + limit.max_days + 2):
        days.add(one)
        if held(days, limit, one, entry or first) > limit.max_days:
            return last and date.fromordinal(last)
        last, one = one, one + 1
    return None  # such a window is never full


DAYS = st.integers(0, 140).map(lambda n: JANUARY + timedelta(days=n))


@st.composite
def histories(draw: st.DrawFn) -> list[DatedStay]:
    made = []
    for _ in range(draw(st.integers(0, 5))):
        entry, lasts = draw(DAYS), draw(st.none() | st.integers(0, 60))
        gone = None if lasts is None else entry + timedelta(days=lasts)
        made.append(DatedStay(entry, gone, draw(st.integers(0, 4)) == 0))
    return made


LIMITS = st.builds(Limit, st.none() | st.integers(1, 40), st.none() | st.integers(1, 60))


@settings(max_examples=500)
@given(histories(), LIMITS, DAYS)
def test_histories_are_counted_alike_twice(stays: list[DatedStay], limit: Limit, day: date) -> None:
    count_twice(stays, limit, day)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(histories(), LIMITS, DAYS)
def test_ten_thousand_histories_are_counted_alike_twice(
    stays: list[DatedStay], limit: Limit, day: date
) -> None:
    count_twice(stays, limit, day)


def count_twice(stays: list[DatedStay], limit: Limit, day: date) -> None:
    found = balance(stays, limit, day)
    begun = [one for one in stays if one.entry <= day]
    used = held(calendar(begun, day), limit, day.toordinal(), since(begun, day))

    assert found.used == used
    assert found.left == (None if limit.max_days is None else max(0, limit.max_days - used))
    assert found.overstay == (0 if limit.max_days is None else max(0, used - limit.max_days))
    assert found.last_lawful_day == walked(begun, limit, day)


# The command.


def asked(app: Flask, *lines: str, more: tuple[str, ...] = ("--json",)) -> tuple[int, list[str]]:
    answer = app.test_cli_runner().invoke(
        args=["crossings", "stay", *more], input="".join(f"{line}\n" for line in lines)
    )
    return answer.exit_code, answer.output.splitlines()


def test_the_command_answers_line_by_line(machine: Flask) -> None:
    rule = {"max_days": 90, "window_days": 180}
    stays = [{"entry": "2026-01-15", "exit": "2026-03-01"}, {"entry": "2026-05-01", "exit": None}]
    line = json.dumps({"id": "A7", "stays": stays, "rule": rule, "on": "2026-06-14"})

    code, answers = asked(machine, line)

    assert code == 0
    assert [json.loads(one) for one in answers] == [
        {
            "id": "A7",
            "days_used": 91,
            "days_left": 0,
            "last_lawful_day": "2026-06-13",
            "overstay": 1,
        }
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[]", "one object"),
        ('{"stays": [], "on": "2026-01-01"}', "rule is"),
        ('{"rule": {}, "on": "2026-01-01"}', "stays is a list"),
        ('{"rule": {}, "stays": [], "on": "2026-13-01"}', "on is a day"),
        ('{"rule": {}, "stays": []}', "on is a day"),
        ('{"rule": {"max_days": 0}, "stays": [], "on": "2026-01-01"}', "max_days"),
        ('{"rule": {"max_days": true}, "stays": [], "on": "2026-01-01"}', "max_days"),
        ('{"rule": {}, "stays": [7], "on": "2026-01-01"}', "stay 1"),
        ('{"rule": {}, "stays": [{"entry": 5}], "on": "2026-01-01"}', "entry of stay 1"),
        (
            '{"rule": {}, "stays": [{"entry": "2026-01-02", "exit": "2026-01-01"}],'
            ' "on": "2026-01-01"}',
            "before its entry",
        ),
        (
            '{"rule": {}, "stays": [{"entry": "2026-01-02", "permit": 1}], "on": "2026-01-02"}',
            "permit of stay 1",
        ),
    ],
)
def test_a_line_that_makes_no_sense_is_told_with_its_number(
    machine: Flask, line: str, told: str
) -> None:
    good = '{"rule": {"max_days": null}, "stays": [], "on": "2026-01-01"}'

    code, answers = asked(machine, good, "", line, good)

    assert code == 1
    first, wrong, last = map(json.loads, answers)
    assert (first["id"], last["id"]) == (1, 4)
    assert wrong["line"] == 3
    assert told in wrong["error"]


def test_the_command_speaks_in_words_too(machine: Flask) -> None:
    line = '{"rule": {"max_days": 90}, "stays": [], "on": "2026-01-15"}'

    assert asked(machine, line, more=())[1] == [
        "id 1, days_used 0, days_left 90, last_lawful_day 2026-04-14, overstay 0"
    ]
