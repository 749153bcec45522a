"""The ledger's first tables: projects, who pays for them, and their budget lines."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with projects."""

    READ = "projects:project:read"
    WRITE = "projects:project:write"


class Act(StrEnum):
    """What the audit log says of projects."""

    PROJECT_ADDED = "projects:project:add"
    PROJECT_CHANGED = "projects:project:change"
    LINE_ADDED = "projects:budget_line:add"
    LINE_CHANGED = "projects:budget_line:change"
    DONOR_ADDED = "projects:donor:add"
    DONOR_CHANGED = "projects:donor:change"
    PLATE_SAID = "projects:donor:say_plate"


_READS = frozenset({Permission.READ})

FEATURE = Feature(
    name="projects",
    label=_l("Projects"),
    blueprints=("projects.views:bp",),
    models="projects.models",
    permissions=Permission,
    grants={
        Role.WORKS_MANAGER: frozenset(Permission),
        Role.SUPERVISOR: frozenset(Permission),
        Role.STOREKEEPER: _READS,
        Role.ANALYST: _READS,
        Role.DONOR_VIEWER: _READS,
        Role.AUDITOR: _READS,
    },
    navigation=(NavItem(_l("Projects"), "projects.index", "clipboard-list", order=45),),
    demo="projects.demo:fill",
)
