"""A closed run whose people completed it, and its certificates, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from tests.training.course import COURSE, FIRST, facts, person
from training.certificate_models import Certificate
from training.models import Run, RunState
from training.numbers import Status
from training.queries import grid
from training.services import certifying, courses, enrolling, marking, running
from training.services.marking import Said
from training.services.running import SessionFacts

TODAY = date(2026, 3, 10)


def at_bamako(*parts: int) -> datetime:
    """An instant at Bamako, noon where no hour is said."""
    hours = parts if len(parts) > 3 else (*parts, 12)
    return datetime(*hours, tzinfo=ZoneInfo("Africa/Bamako"))  # type: ignore[arg-type,misc]


def order(arabic: Mapping[UUID, str] | None = None, day: date = TODAY) -> certifying.Order:
    return certifying.Order(day, arabic or {})


def some_post() -> Post:
    return posts.this_post() or posts.all_posts()[0]


def closed(
    people: int = 1, absent: Sequence[int] = (), *, close: bool = True, code: str = "PEPM-1",
    officers: Sequence[UUID] = (), **more: object,
) -> Run:  # fmt: skip
    """A run of four half days that everybody but ``absent`` followed, closed."""
    told = replace(COURSE, code=code, **more)  # type: ignore[arg-type]
    course = courses.add(told, by=None)
    run = running.add(facts(course.id, code=f"{code}/1"), by=None, post_id=some_post().id)
    running.move(run.id, RunState.OPEN, by=None)
    running.add_session(run.id, SessionFacts("All day", FIRST, 720), by=None)
    who = list(officers) or [person(n).id for n in range(people)]
    enrolling.nominate(run.id, who, by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    _mark(run, absent)
    if close:
        running.move(run.id, RunState.CLOSED, by=None)
    return run


def _mark(run: Run, absent: Sequence[int]) -> None:
    table = grid.of(run)
    said = {
        (table.sessions[0].id, row.enrolment.id): Said(
            Status.ABSENT if place in absent else Status.PRESENT
        )
        for place, row in enumerate(table.rows)
    }
    marking.mark(run.id, said, by=None)


def certified(**more: object) -> Certificate:
    """One certificate of a run that one person followed."""
    run = closed(people=1, **more)  # type: ignore[arg-type]
    (row,) = certifying.issue(run.id, order(), by=None)
    return row
