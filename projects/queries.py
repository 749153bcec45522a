"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost.db import db
from projects.models import BudgetLine, Donor, Project


def projects(words: str = "") -> Select[tuple[Project]]:
    """The projects by code, those whose code or title has the words."""
    wanted = select(Project).options(selectinload(Project.lines)).order_by(Project.code)
    if words:
        sought = (Project.code, Project.title)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))
    return wanted


def all_projects() -> Sequence[Project]:
    """Every project, by code."""
    return db.session.scalars(projects()).all()


def project(project_id: UUID) -> Project | None:
    """One project, or None."""
    return db.session.get(Project, project_id)


def project_coded(code: str) -> Project | None:
    """The project of this code, whatever its case."""
    return db.session.scalar(select(Project).where(Project.code == code.strip().upper()))


def line(line_id: UUID) -> BudgetLine | None:
    """One budget line, or None."""
    return db.session.get(BudgetLine, line_id)


def all_lines() -> Sequence[BudgetLine]:
    """Every budget line with its project and donor, by project and code."""
    wanted = (
        select(BudgetLine)
        .join(BudgetLine.project)
        .options(joinedload(BudgetLine.project), joinedload(BudgetLine.donor))
        .order_by(Project.code, BudgetLine.code)
    )
    return db.session.scalars(wanted).all()


def donors() -> Select[tuple[Donor]]:
    """Every donor, by code."""
    return select(Donor).order_by(Donor.code)


def all_donors() -> Sequence[Donor]:
    """Every donor, by code."""
    return db.session.scalars(donors()).all()


def donor(donor_id: UUID) -> Donor | None:
    """One donor, or None."""
    return db.session.get(Donor, donor_id)


def donor_coded(code: str) -> Donor | None:
    """The donor of this code, whatever its case."""
    return db.session.scalar(select(Donor).where(Donor.code == code.strip().upper()))
