"""Who completed a run, by its course's own rule."""

from __future__ import annotations

from training.models import Enrolment, Run, Seated
from training.numbers import attendance
from training.queries import grid, results


def settle(run: Run) -> None:
    """Each participant of a run that closes: completed, or failed. The caller commits.

    Completed is whoever reaches the course's least attendance, and its pass mark in the test at
    the end where it has one; where no session counts for somebody, or a test is asked for that
    they did not write, nothing was completed.
    """
    table, scores, mark = grid.of(run), results.after(run), run.course.pass_mark
    for row in table.rows:
        reached = attendance(row.cells).reaches(run.course.min_attendance)
        score = scores.get(row.enrolment.id)
        is_passed = mark is None or (score is not None and score.reaches(mark))
        _say(row.enrolment, is_completed=bool(reached) and is_passed)


def _say(enrolment: Enrolment, *, is_completed: bool) -> None:
    enrolment.state = Seated.COMPLETED if is_completed else Seated.FAILED
