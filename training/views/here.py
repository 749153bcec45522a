"""What the pages of training stand on: a run, a session, a participant, or 404."""

from __future__ import annotations

from uuid import UUID

from flask import abort

from training.models import Enrolment, Run, Session
from training.queries import runs


def run(run_id: UUID) -> Run:
    """The run, or 404."""
    return runs.run(run_id) or abort(404)


def session(session_id: UUID) -> Session:
    """The session, or 404."""
    return runs.session(session_id) or abort(404)


def enrolment(enrolment_id: UUID) -> Enrolment:
    """The participant, or 404."""
    return runs.enrolment(enrolment_id) or abort(404)
