"""The figures of a run as one object for programs; each is defined in ``training.numbers``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from training.models import Run, Seated
from training.numbers import Attendance, Seat, by_sex, gains, reach, statuses
from training.queries import grid, results, runs

_SEXES = {"F": "female", "M": "male", "X": "unspecified", "": "not_recorded"}


def of(run: Run) -> dict[str, Any]:
    """Attendance of all cells together, its marks by kind, people and completions, all by sex.
    ``percentage`` is None where no session counts, a mean ``gain`` where nobody wrote both tests.
    """
    table = grid.of(run)
    seats = [Seat(row.officer_id, row.sex, row.state == Seated.COMPLETED) for row in
             runs.seated(run.id)]  # fmt: skip
    cells = [cell for row in table.rows for cell in row.cells]
    scored = results.of_run(run)
    return {
        "run": run.code, "course": run.course.code, "version": run.course.version,
        "state": run.state, "sessions": sum(not one.cancelled_why for one in table.sessions),
        "attendance": _told([row.attendance for row in table.rows]),
        "marks": {status.value if status else "unmarked": many
                  for status, many in sorted(statuses(cells).items(), key=str)},
        **asdict(reach(seats)),
        "by_sex": {
            _SEXES[sex]: {**asdict(one), "attendance": _told(
                [row.attendance for row in table.rows if _sex(row.enrolment.sex) == sex]
            ), "gain": _gain([one for one in scored if _sex(one.enrolment.sex) == sex])}
            for sex, one in by_sex(seats).items()
        },
        "gain": _gain(scored),
    }  # fmt: skip


def _sex(recorded: str) -> str:
    return recorded if recorded in _SEXES else ""


def _gain(some: list[results.Scored]) -> dict[str, Any]:
    return asdict(gains(one.person.pair for one in some))


def _told(some: list[Attendance]) -> dict[str, Any]:
    """The sums of these people: the percentage is of all their minutes together."""
    whole = Attendance(
        sum(one.credited for one in some), sum(one.held for one in some),
        sum(one.unmarked for one in some),
    )  # fmt: skip
    share = whole.percentage
    return {**asdict(whole), "percentage": None if share is None else round(share, 2)}
