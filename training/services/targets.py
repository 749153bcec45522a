"""What a project is to reach."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from projects.models import Project
from training import Act
from training.target_models import Target


def put(project_id: UUID, country: str, persons: int | None, *, by: Actor | None) -> None:
    """Say how many persons of a country are to be trained; None: there is no target."""
    with transaction() as session:
        project = session.get_one(Project, project_id)
        wanted = select(Target).where(Target.project_id == project.id, Target.country == country)
        row = session.scalar(wanted)
        if persons is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(Target(project_id=project.id, country=country, persons=persons,
                               created_by=by.officer_id if by else None))  # fmt: skip
        else:
            row.persons = persons
        session.flush()
        audit.record(Act.TARGET_SET, project, by=by, country=country, persons=persons or 0)
