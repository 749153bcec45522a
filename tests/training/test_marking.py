"""Marks: one live one a cell, corrected with a trail; a run closes when all are there."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from borderpost.db import db
from borderpost.refusal import Refused
from tests.training.course import halves, made, seats
from training.models import Enrolment, Mark, Run, RunState, Seated
from training.numbers import Status
from training.queries import grid
from training.services import enrolling, marking, running
from training.services.marking import Said

pytestmark = pytest.mark.usefixtures("inside")
HERE, AWAY = Said(Status.PRESENT), Said(Status.ABSENT)


def everybody(run: Run, said: Said = HERE) -> dict[marking.Cell, Said]:
    return {(one.id, who.id): said for one in halves(run) for who in seats(run)}


def percentages(run: Run) -> list[float | None]:
    return [row.attendance.percentage for row in grid.of(db.session.get_one(Run, run.id)).rows]


def test_a_whole_grid_is_marked_at_once_and_only_what_changed_is_written() -> None:
    run = made(people=3, sessions=4)

    assert marking.mark(run.id, everybody(run), by=None) == 12
    assert marking.mark(run.id, everybody(run), by=None) == 0
    assert percentages(run) == [100, 100, 100]


def test_a_correction_keeps_what_stood_before() -> None:
    run = made(people=1, sessions=1)
    cell = next(iter(everybody(run)))
    marking.mark(run.id, {cell: AWAY}, by=None)

    marking.mark(run.id, {cell: Said(Status.LATE, 30)}, by=None)

    new, old = grid.history(*cell)
    assert (new.status, new.credited, new.corrects_id, new.is_live) == ("late", 150, old.id, True)
    assert (old.status, old.is_live) == ("absent", False)


def test_a_run_with_unmarked_cells_does_not_close() -> None:
    run = made(people=2, sessions=2)
    told = everybody(run)
    told.popitem()
    marking.mark(run.id, told, by=None)

    with pytest.raises(Refused, match="1 cell is not marked"):
        running.move(run.id, RunState.CLOSED, by=None)


def test_who_reaches_the_least_attendance_completed_the_run() -> None:
    """Four half days: three of four are 75 of 100, and the course asks for 80."""
    run = made(people=2, sessions=4)
    told = everybody(run)
    told[halves(run)[0].id, seats(run)[1].id] = AWAY
    marking.mark(run.id, told, by=None)

    running.move(run.id, RunState.CLOSED, by=None)

    assert [row.state for row in seats(run)] == [Seated.COMPLETED, Seated.FAILED]


def test_who_was_excused_from_everything_completed_nothing() -> None:
    run = made(people=1, sessions=2)
    marking.mark(run.id, everybody(run, Said(Status.EXCUSED)), by=None)

    running.move(run.id, RunState.CLOSED, by=None)

    assert [row.state for row in seats(run)] == [Seated.FAILED]


def test_a_closed_run_is_corrected_with_a_reason_and_settled_again() -> None:
    run = made(people=1, sessions=2)
    told = everybody(run)
    marking.mark(run.id, told, by=None)
    running.move(run.id, RunState.CLOSED, by=None)
    cell = next(iter(told))

    with pytest.raises(Refused, match="say why"):
        marking.mark(run.id, {cell: AWAY}, by=None)
    marking.mark(run.id, {cell: AWAY}, why="The sheet says absent", by=None)

    assert [row.state for row in seats(run)] == [Seated.FAILED]
    with pytest.raises(Refused, match="closed"):
        running.cancel_session(cell[0], "not held", by=None)


def test_a_session_that_was_not_held_blocks_nothing_and_counts_for_nobody() -> None:
    run = made(people=1, sessions=2)
    first, second = halves(run)
    who = seats(run)[0]
    marking.mark(run.id, {(first.id, who.id): HERE}, by=None)
    running.cancel_session(second.id, "Sandstorm", by=None)

    with pytest.raises(Refused, match="not held"):
        marking.mark(run.id, {(second.id, who.id): HERE}, by=None)
    running.move(run.id, RunState.CLOSED, by=None)

    assert percentages(run) == [100]


def test_what_has_not_begun_is_not_marked() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False):
        run = made(people=1, sessions=2)
        first, second = halves(run)
        who = seats(run)[0]
        marking.mark(run.id, {(first.id, who.id): HERE}, by=None)

        with pytest.raises(Refused, match="has not begun"):
            marking.mark(run.id, {(second.id, who.id): HERE}, by=None)


@pytest.mark.parametrize("late", [0, -5, 180, 9000])
def test_an_impossible_lateness_is_refused_and_nothing_of_it_kept(late: int) -> None:
    run = made(people=1, sessions=2)
    first, second = everybody(run)

    with pytest.raises(Refused, match="Late by 1 to 179"):
        marking.mark(run.id, {first: HERE, second: Said(Status.LATE, late)}, by=None)

    assert grid.live(*first) is None


def test_a_stranger_to_the_run_is_not_marked() -> None:
    run = made(people=2, sessions=1)
    half, gone = halves(run)[0], seats(run)[0]
    enrolling.withdraw(gone.id, "Ill", by=None)

    with pytest.raises(Refused, match="no seat"):
        marking.mark(run.id, {(half.id, gone.id): HERE}, by=None)
    with pytest.raises(Refused, match="not of this run"):
        marking.mark(run.id, {(half.id, uuid4()): HERE}, by=None)


def test_the_database_itself_keeps_one_live_mark() -> None:
    run = made(people=1, sessions=1)
    (session_id, enrolment_id), _said = everybody(run).popitem()
    both = [Mark(session_id=session_id, enrolment_id=enrolment_id, status="present",
                 credited=1, source="grid") for _each in range(2)]  # fmt: skip
    db.session.add_all(both)

    with pytest.raises(Exception, match="UNIQUE"):
        db.session.commit()
    db.session.rollback()
    assert db.session.get(Enrolment, enrolment_id) is not None
