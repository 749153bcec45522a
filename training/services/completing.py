"""Who completed a run, by its course's own rule."""

from __future__ import annotations

from training.completion import is_completed
from training.models import Enrolment, Run, Seated
from training.queries.reached import reached_in, rule_of


def settle(run: Run) -> None:
    """Each participant of a run that closes: completed, or failed. The caller commits."""
    rule = rule_of(run.course)
    for enrolment, reached in reached_in(run):
        _say(enrolment, is_completed=is_completed(rule, reached))


def _say(enrolment: Enrolment, *, is_completed: bool) -> None:
    enrolment.state = Seated.COMPLETED if is_completed else Seated.FAILED
