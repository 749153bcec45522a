"""The lanes: vehicles full of travellers, from their arrival until they are released."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Command, Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with manifests. Scanning and admitting are the desk's own permissions."""

    READ = "lanes:manifest:read"
    WRITE = "lanes:manifest:write"
    OUTAGES_READ = "lanes:outage:read"
    OUTAGES_WRITE = "lanes:outage:write"
    THROUGH = "lanes:through:read"


class Act(StrEnum):
    """What the audit log says of manifests."""

    ANNOUNCED = "lanes:manifest:announce"
    CHANGED = "lanes:manifest:change"
    NAMED = "lanes:manifest:name"
    ARRIVED = "lanes:manifest:arrive"
    SCANNED = "lanes:manifest:scan"
    COUNTED = "lanes:manifest:count"
    MISSING = "lanes:manifest:miss"
    FOUND = "lanes:manifest:find"
    RELEASED = "lanes:manifest:release"
    DROPPED = "lanes:manifest:drop"
    LOADED = "lanes:manifest:load"
    ERASED = "lanes:manifest:erase"
    EXPORTED = "lanes:manifest:export"
    OUTAGE_WRITTEN = "lanes:outage:write"
    OUTAGE_ENDED = "lanes:outage:end"
    OUTAGE_CORRECTED = "lanes:outage:correct"
    OUTAGE_DROPPED = "lanes:outage:drop"


_WORKS = frozenset(Permission)

FEATURE = Feature(
    name="lanes",
    label=_l("Lanes"),
    blueprints=(
        "lanes.views.manifests:bp",
        "lanes.views.work:bp",
        "lanes.views.outages:bp",
        "lanes.views.through:bp",
    ),
    models="lanes.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _WORKS,
        Role.SECOND_LINE: _WORKS,
        Role.SUPERVISOR: _WORKS,
        Role.ANALYST: frozenset({Permission.THROUGH, Permission.OUTAGES_READ}),
    },
    navigation=(
        NavItem(_l("Manifests"), "manifests.index", "clipboard-list", order=12),
        NavItem(_l("People through the post"), "through.index", "chart-bar", order=26),
    ),
    ways_on=("lanes.queries.manifests:way_on",),
    keeps=(
        Keep(
            "announced travellers",
            lambda: int(current_app.config["MANIFEST_DAYS"]),
            "lanes.services.announcing:purge",
        ),
    ),
    imports=("lanes.importing:IMPORTER",),
    commands=(Command("crossings", "lanes.cli:import_manifest"),),
    demo="lanes.demo:fill",
)
