"""Who completed a run, by its course's own rule."""

from __future__ import annotations

from training.models import Enrolment, Run, Seated
from training.numbers import attendance
from training.queries import grid


def settle(run: Run) -> None:
    """Each participant of a run that closes: completed, or failed. The caller commits.

    Completed is whoever reaches the course's least attendance; where no session counts for
    somebody, nothing was completed.
    """
    table = grid.of(run)
    for row in table.rows:
        reached = attendance(row.cells).reaches(run.course.min_attendance)
        _say(row.enrolment, is_completed=bool(reached))


def _say(enrolment: Enrolment, *, is_completed: bool) -> None:
    enrolment.state = Seated.COMPLETED if is_completed else Seated.FAILED
