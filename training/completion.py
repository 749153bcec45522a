"""PURE: who completed a course, by its own rule; and the rule with its inputs, as kept."""

from __future__ import annotations

from dataclasses import dataclass

from training.numbers import Attendance
from training.scores import Score


@dataclass(frozen=True)
class Rule:
    """What a course asks for. ``pass_mark`` None: nothing is tested."""

    min_attendance: int
    pass_mark: int | None = None


@dataclass(frozen=True)
class Reached:
    """What somebody reached. ``score`` None: the test at the end was not written."""

    attendance: Attendance
    score: Score | None = None


def is_completed(rule: Rule, reached: Reached) -> bool:
    """Whether the attendance suffices, and the test at the end where a mark is asked for. Where
    no session counts for somebody, or that test was not written, nothing was completed."""
    if not reached.attendance.reaches(rule.min_attendance):
        return False
    if rule.pass_mark is None:
        return True
    return reached.score is not None and reached.score.reaches(rule.pass_mark)


def kept(rule: Rule, reached: Reached) -> dict[str, object]:
    """The rule and its inputs as a certificate keeps them: minutes, and points of a hundred;
    ``score`` only where a mark was asked for."""
    score = reached.score if rule.pass_mark is not None else None
    return {
        "min_attendance": rule.min_attendance,
        "minutes_credited": reached.attendance.credited,
        "minutes_held": reached.attendance.held,
        "pass_mark": rule.pass_mark,
        "score": score.percentage if score else None,
    }
