"""Everything that rows of a file of marks are checked against: runs under way, their people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers.models import folded
from training.models import Enrolment, Mark, Run, RunState, Session
from training.queries import codes, runs


@dataclass
class Room:
    """A run that is under way: its sessions by their number and by their day and time (``1``,
    ``2026-03-02 08:00``), and its people by each word for them. Two people with one word stand
    under it as None."""

    sessions: Mapping[str, Session]
    people: dict[str, Enrolment | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Rooms:
    """The runs by their codes, and the live marks of their cells."""

    now: datetime
    by_code: Mapping[str, Room]
    marks: Mapping[tuple[UUID, UUID], tuple[str, int]]


def rooms() -> Rooms:
    """What there is now, looked up once for a file."""
    found = db.session.scalars(select(Run).where(Run.state == RunState.RUNNING)).all()
    return Rooms(clock.now(), {run.code: _room(run) for run in found}, _marks(found))


def _room(run: Run) -> Room:
    room = Room(_sessions(run))
    for person in runs.seated(run.id):
        officer = person.officer
        _name(room, officer.service_number, person)
        _name(room, officer.name, person)
        _name(room, f"{officer.surname} {officer.given_names}", person)
    for row in codes.of_run(run.id):
        _name(room, row.badge, row.enrolment)
    return room


def _sessions(run: Run) -> dict[str, Session]:
    at, told = runs.zone(run), dict[str, Session]()
    for place, one in enumerate(run.sessions, 1):
        told[str(place)] = told[f"{one.starts_at.astimezone(at):%Y-%m-%d %H:%M}"] = one
    return told


def _name(room: Room, words: str, person: Enrolment) -> None:
    key = folded(words).strip()
    if key:
        is_other = key in room.people and room.people[key] is not person
        room.people[key] = None if is_other else person


def _marks(found: Sequence[Run]) -> dict[tuple[UUID, UUID], tuple[str, int]]:
    wanted = select(Mark).join(Session, Session.id == Mark.session_id)
    live = wanted.where(Session.run_id.in_([run.id for run in found]), Mark.is_live)
    return {(one.session_id, one.enrolment_id): (one.status, one.credited)
            for one in db.session.scalars(live)}  # fmt: skip
