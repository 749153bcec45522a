"""PURE: who completed a course, by its own rule; and the rule with its inputs, as kept."""

from __future__ import annotations

from dataclasses import dataclass

from training.numbers import Attendance


@dataclass(frozen=True)
class Rule:
    """What a course asks for. ``pass_mark`` None: nothing is tested."""

    min_attendance: int
    pass_mark: int | None = None


@dataclass(frozen=True)
class Reached:
    """What somebody reached. ``score`` of 0..100; ``is_scored``: whether the run was tested, so
    that a score that is missing is a paper that was not written."""

    attendance: Attendance
    score: float | None = None
    is_scored: bool = False


def is_completed(rule: Rule, reached: Reached) -> bool:
    """Whether the attendance suffices, and the score where the run was tested. Where no session
    counts for somebody, nothing was completed."""
    if not reached.attendance.reaches(rule.min_attendance):
        return False
    if rule.pass_mark is None or not reached.is_scored:
        return True
    return reached.score is not None and reached.score >= rule.pass_mark


def kept(rule: Rule, reached: Reached) -> dict[str, object]:
    """The rule and its inputs as a certificate keeps them: minutes, and points of a hundred;
    ``pass_mark`` only where it was applied."""
    is_tested = rule.pass_mark is not None and reached.is_scored
    return {
        "min_attendance": rule.min_attendance,
        "minutes_credited": reached.attendance.credited,
        "minutes_held": reached.attendance.held,
        "pass_mark": rule.pass_mark if is_tested else None,
        "score": reached.score if is_tested else None,
    }
