"""Each number of training against one worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.numbers import (
    SEXES,
    Attendance,
    Cell,
    Pair,
    Seat,
    Status,
    attendance,
    by_sex,
    credit,
    gains,
    normalised_gain,
    reach,
)

PRESENT, LATE, EXCUSED, ABSENT = Status


def cells(*told: tuple[int, Status | None, int]) -> list[Cell]:
    return [Cell(minutes, status, credited) for minutes, status, credited in told]


def test_attendance_is_minutes_credited_of_minutes_held() -> None:
    """Three half days of 180 and one of 90: there, 40 minutes late, away, there."""
    week = cells((180, PRESENT, 180), (180, LATE, 140), (180, ABSENT, 0), (90, PRESENT, 90))

    found = attendance(week)

    assert found == Attendance(credited=410, held=630)
    assert found.percentage == pytest.approx(65.079, abs=0.001)


def test_an_excused_session_leaves_both_sums() -> None:
    found = attendance(cells((180, PRESENT, 180), (180, EXCUSED, 0), (180, ABSENT, 0)))

    assert found.percentage == 50


def test_a_cancelled_session_leaves_both_sums() -> None:
    held = cells((180, PRESENT, 180), (180, ABSENT, 0))
    cancelled = [Cell(180, PRESENT, 180, is_cancelled=True), Cell(180, None, is_cancelled=True)]

    assert attendance(held + cancelled) == attendance(held)


def test_without_a_session_attendance_is_not_defined() -> None:
    excused_from_all = attendance(cells((180, EXCUSED, 0)))

    assert attendance([]).percentage is None
    assert attendance([]).reaches(80) is None
    assert excused_from_all.percentage is None


def test_an_unmarked_cell_is_no_absence_and_is_counted() -> None:
    found = attendance(cells((180, PRESENT, 180), (180, None, 0)))

    assert (found.percentage, found.unmarked) == (100, 1)


def test_a_threshold_is_compared_exactly() -> None:
    """Of 630 minutes 80 per cent are 504: one minute less misses."""
    assert Attendance(504, 630).reaches(80)
    assert not Attendance(503, 630).reaches(80)


@pytest.mark.parametrize(
    ("status", "late_by", "worth"),
    [(PRESENT, 0, 180), (LATE, 1, 179), (LATE, 179, 1), (EXCUSED, 0, 0), (ABSENT, 0, 0)],
)
def test_a_late_one_is_credited_with_what_was_left(
    status: Status, late_by: int, worth: int
) -> None:
    assert credit(status, 180, late_by) == worth


@pytest.mark.parametrize("late_by", [-1, 0, 180, 500])
def test_a_lateness_outside_the_session_is_refused(late_by: int) -> None:
    with pytest.raises(ValueError, match="late by"):
        credit(LATE, 180, late_by)


def test_gains_are_of_the_paired_and_say_who_is_left_out() -> None:
    """40 to 70 is 30 points and .5; 50 to 90 is 40 points and .8; 60 to 50 is -10 and -.25."""
    found = gains([Pair(40, 70), Pair(50, 90), Pair(60, 50), Pair(30, None), Pair(None, 80)])

    assert (found.paired, found.before_only, found.after_only) == (3, 1, 1)
    assert found.mean_gain == 20
    assert found.mean_normalised == pytest.approx(0.35)


def test_who_had_nothing_to_learn_has_no_normalised_gain() -> None:
    found = gains([Pair(100, 100), Pair(50, 75)])

    assert normalised_gain(100, 90) is None
    assert (found.paired, found.normalised, found.mean_normalised) == (2, 1, 0.5)
    assert found.mean_gain == 12.5


def test_without_pairs_no_gain_is_defined() -> None:
    found = gains([Pair(40, None), Pair(None, 60), Pair(None, None)])

    assert (found.mean_gain, found.mean_normalised, found.paired) == (None, None, 0)


def test_a_person_in_two_runs_is_one_person_two_participations() -> None:
    seats = [Seat("awa", "F", is_completed=True), Seat("awa", "F"), Seat("sidi", "M")]

    found = reach(seats)

    assert (found.persons, found.participations, found.completions) == (2, 3, 1)


def test_a_sex_recorded_later_counts_for_the_whole_person() -> None:
    rows = by_sex([Seat("awa", ""), Seat("awa", "F")])

    assert (rows["F"].persons, rows["F"].participations, rows[""].persons) == (1, 2, 0)


SEATS = st.lists(
    st.builds(Seat, st.integers(0, 5), st.sampled_from([*SEXES, "?"]), is_completed=st.booleans()),
    max_size=20,
)


@given(SEATS)
def test_rows_by_sex_sum_to_the_total(seats: list[Seat]) -> None:
    whole, rows = reach(seats), by_sex(seats).values()

    assert sum(row.persons for row in rows) == whole.persons
    assert sum(row.participations for row in rows) == whole.participations
    assert sum(row.completions for row in rows) == whole.completions


CELLS = st.lists(
    st.builds(
        lambda minutes, status, part, gone: Cell(
            minutes, status, credit(status, minutes, max(1, int(part * (minutes - 1))))
            if status else 0, is_cancelled=gone,
        ),
        st.integers(10, 720), st.sampled_from([*Status, None]), st.floats(0, 1), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@given(CELLS)
def test_attendance_lies_between_nothing_and_all(told: list[Cell]) -> None:
    found = attendance(told)

    assert 0 <= found.credited <= found.held
    assert (found.percentage is None) == (found.held == 0)
