"""What the participants of a run reached, against what its course asks for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from training.completion import Reached, Rule
from training.models import Course, Enrolment, Run
from training.numbers import attendance
from training.queries import grid

Scores = Mapping[UUID, float]  # of 0..100, by enrolment


def rule_of(course: Course) -> Rule:
    """What a course asks for."""
    return Rule(course.min_attendance, course.pass_mark)


def reached_in(run: Run, scores: Scores | None = None) -> list[tuple[Enrolment, Reached]]:
    """What each participant of a run reached, by name. ``scores`` None: nothing was tested."""
    return [
        (row.enrolment, Reached(attendance(row.cells), (scores or {}).get(row.enrolment.id),
                                is_scored=scores is not None))
        for row in grid.of(run).rows
    ]  # fmt: skip
