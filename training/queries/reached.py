"""What the participants of a run reached, against what its course asks for."""

from __future__ import annotations

from training.completion import Reached, Rule
from training.models import Course, Enrolment, Run
from training.numbers import attendance
from training.queries import grid, results


def rule_of(course: Course) -> Rule:
    """What a course asks for."""
    return Rule(course.min_attendance, course.pass_mark)


def reached_in(run: Run) -> list[tuple[Enrolment, Reached]]:
    """What each participant of a run reached, by name."""
    scores = results.after(run)
    return [
        (row.enrolment, Reached(attendance(row.cells), scores.get(row.enrolment.id)))
        for row in grid.of(run).rows
    ]
