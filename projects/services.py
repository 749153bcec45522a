"""Changing projects, budget lines and donors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.letterheads import reencoded
from borderpost.refusal import Refused
from projects import Act, queries
from projects.models import BudgetLine, Donor, Project

PLATE = ("plate_fr", "plate_en", "plate_ar")


@dataclass(frozen=True)
class ProjectFacts:
    """What a form says of a project."""

    code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class LineFacts:
    """What a form says of a budget line."""

    code: str
    label: str
    donor_id: UUID
    amount: Decimal | None = None
    currency: str = ""


def add_project(facts: ProjectFacts, *, by: Actor | None) -> Project:
    """A new project. Raises ``Refused`` when its code is in use."""
    with transaction() as session:
        _check_days(facts)
        if queries.project_coded(facts.code):
            raise Refused(_l("Another project has this code."), field="code")
        project = Project(**vars(facts), created_by=by.officer_id if by else None)
        session.add(project)
        session.flush()
        audit.record(Act.PROJECT_ADDED, project, by=by, code=project.code)
    return project


def change_project(project_id: UUID, facts: ProjectFacts, *, by: Actor) -> None:
    """Change a project's title or days."""
    with transaction() as session:
        project = session.get_one(Project, project_id)
        _check_days(facts)
        if facts.code != project.code:
            raise Refused(_l("The code of a project stays: papers carry it."), field="code")
        project.title, project.starts_on, project.ends_on = (
            facts.title, facts.starts_on, facts.ends_on,
        )  # fmt: skip
        audit.record(Act.PROJECT_CHANGED, project, by=by)


def add_line(project_id: UUID, facts: LineFacts, *, by: Actor | None) -> BudgetLine:
    """A new line of a project's budget."""
    with transaction() as session:
        _check_line(project_id, facts, None)
        line = BudgetLine(
            project_id=project_id, **vars(facts), created_by=by.officer_id if by else None
        )
        session.add(line)
        session.flush()
        audit.record(Act.LINE_ADDED, line, by=by, project=str(project_id))
    return line


def change_line(line_id: UUID, facts: LineFacts, *, by: Actor) -> None:
    """Change a budget line."""
    with transaction() as session:
        line = session.get_one(BudgetLine, line_id)
        _check_line(line.project_id, facts, line)
        for name, value in vars(facts).items():
            setattr(line, name, value)
        audit.record(Act.LINE_CHANGED, line, by=by)


def add_donor(code: str, name: str, *, by: Actor | None) -> Donor:
    """A new donor. Raises ``Refused`` when the code is in use."""
    with transaction() as session:
        if queries.donor_coded(code):
            raise Refused(_l("Another donor has this code."), field="code")
        donor = Donor(code=code, name=name, created_by=by.officer_id if by else None)
        session.add(donor)
        session.flush()
        audit.record(Act.DONOR_ADDED, donor, by=by, code=code)
    return donor


def change_donor(donor_id: UUID, code: str, name: str, *, by: Actor) -> None:
    """Change a donor's name. Its code stays."""
    with transaction() as session:
        donor = session.get_one(Donor, donor_id)
        if code != donor.code:
            raise Refused(_l("The code of a donor stays: papers carry it."), field="code")
        donor.name = name
        audit.record(Act.DONOR_CHANGED, donor, by=by)


def say_plate(
    donor_id: UUID, texts: Mapping[str, str], logo: bytes, *, drop_logo: bool, by: Actor | None
) -> None:
    """Say what a donor's plates carry: a sentence by column, and a picture. ``logo`` replaces the
    present one unless it is empty. Raises ``Refused`` for a picture that cannot be taken."""
    drawn = reencoded(logo) if logo else None
    with transaction() as session:
        donor = session.get_one(Donor, donor_id)
        for name in PLATE:
            setattr(donor, name, texts.get(name, "").strip())
        if drawn or drop_logo:
            donor.logo, donor.has_logo = drawn, bool(drawn)
        session.flush()
        audit.record(Act.PLATE_SAID, donor, by=by)


def _check_days(facts: ProjectFacts) -> None:
    if facts.ends_on and facts.starts_on and facts.ends_on < facts.starts_on:
        raise Refused(_l("The last day is before the first one."), field="ends_on")
    if facts.ends_on and not facts.starts_on:
        raise Refused(_l("Say the first day too."), field="starts_on")


def _check_line(project_id: UUID, facts: LineFacts, known: BudgetLine | None) -> None:
    same = select(BudgetLine).where(
        BudgetLine.project_id == project_id, BudgetLine.code == facts.code
    )
    found = db.session.scalar(same)
    if found and found is not known:
        raise Refused(_l("This project already has a line with this code."), field="code")
    if (facts.amount is None) != (not facts.currency):
        raise Refused(
            _l("An amount needs its currency, and a currency its amount."), field="amount"
        )
