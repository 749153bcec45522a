"""Looking at passes leaves a line too: who, which pass or how many, never what was found."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from lanes import Act
from lanes.models import BorderPass


def read(pass_id: UUID, *, by: Actor) -> None:
    """Somebody opened a pass's page."""
    with transaction() as session:
        audit.record(Act.PASS_READ, session.get_one(BorderPass, pass_id), by=by)


def listed(found: int, *, by: Actor, **filters: str) -> None:
    """Somebody looked at holders as a list."""
    _about_officer(Act.PASSES_LISTED, by, found=found, **filters)


def exported(rows: int, *, by: Actor, **filters: str) -> None:
    """Somebody took the passes out as a file."""
    _about_officer(Act.PASSES_EXPORTED, by, rows=rows, **filters)


def _about_officer(act: Act, by: Actor, **details: int | str) -> None:
    with transaction() as session:
        audit.record(act, session.get_one(Officer, by.officer_id), by=by, **details)
