"""Giving participants their codes, once."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from training import Act, badge_codes
from training.attendance_models import ParticipantCode
from training.models import Run
from training.queries import codes, runs
from training.services.running import unsettled


def give(run_id: UUID, *, by: Actor | None) -> int:
    """A badge and a personal code for everybody seated who has none; how many got them. Raises
    ``Refused`` for a run that is closed."""
    with transaction() as session:
        run = unsettled(session.get_one(Run, run_id))
        have = {row.enrolment_id for row in codes.of_run(run.id)}
        people = [row for row in runs.seated(run.id) if row.id not in have]
        for person in people:
            session.add(ParticipantCode(
                enrolment_id=person.id, badge=badge_codes.new_badge(),
                personal=badge_codes.new_personal(), created_by=by.officer_id if by else None,
            ))  # fmt: skip
        audit.record(Act.BADGES_PRINTED, run, by=by, new=len(people))
    return len(people)
