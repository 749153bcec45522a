"""Code lists: what the subjects offer to choose from, as dated and cited data."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with code lists."""

    READ = "code_lists:entry:read"
    WRITE = "code_lists:entry:write"


class Act(StrEnum):
    """What the audit log says of code lists."""

    ADDED = "code_lists:entry:add"
    CHANGED = "code_lists:entry:change"
    ENDED = "code_lists:entry:end"


FEATURE = Feature(
    name="code_lists",
    label=_l("Code lists"),
    blueprints=("borderpost.code_lists.views:bp",),
    models="borderpost.code_lists.models",
    permissions=Permission,
    grants={
        Role.ADMINISTRATOR: frozenset(Permission),
        Role.SUPERVISOR: frozenset({Permission.READ}),
    },
    navigation=(NavItem(_l("Code lists"), "code_lists.index", "clipboard-list", order=84),),
)
