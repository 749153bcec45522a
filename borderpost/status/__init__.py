"""What this machine has and lacks, on a page: ``flask doctor`` for who sees no terminal."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with the state of the machine: looking at it."""

    READ = "status:machine:read"


FEATURE = Feature(
    name="status",
    label=_l("State of the machine"),
    blueprints=("borderpost.status.views:bp",),
    permissions=Permission,
    grants={Role.ADMINISTRATOR: frozenset(Permission), Role.SUPERVISOR: frozenset(Permission)},
    navigation=(NavItem(_l("State of the machine"), "status.show", "shield-check", order=95),),
)
