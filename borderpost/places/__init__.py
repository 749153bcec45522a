"""The gazetteer: administrative areas by their P-codes, each with the days it is valid."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with places."""

    READ = "places:place:read"
    WRITE = "places:place:write"


class Act(StrEnum):
    """What the audit log says of places."""

    LOADED = "places:gazetteer:load"
    ADDED = "places:place:add"
    REPLACED = "places:place:replace"
    ENDED = "places:place:end"


_READS = frozenset({Permission.READ})

FEATURE = Feature(
    name="places",
    label=_l("Places"),
    blueprints=("borderpost.places.views:bp", "borderpost.places.cli:bp"),
    models="borderpost.places.models",
    permissions=Permission,
    grants={
        Role.ADMINISTRATOR: frozenset(Permission),
        Role.OFFICER: _READS,
        Role.SECOND_LINE: _READS,
        Role.SUPERVISOR: _READS,
        Role.ANALYST: _READS,
    },
    navigation=(NavItem(_l("Places"), "places.index", "world", order=82),),
    demo="borderpost.places.demo:fill",
)
