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
    CONVOY_READ = "lanes:convoy:read"
    CONVOY_WRITE = "lanes:convoy:write"
    CONVOY_CLOSE = "lanes:convoy:close"


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


_WORKS = frozenset(Permission) - {Permission.CONVOY_CLOSE}
_LEADS = _WORKS | {Permission.CONVOY_CLOSE}

FEATURE = Feature(
    name="lanes",
    label=_l("Lanes"),
    blueprints=(
        "lanes.views.manifests:bp",
        "lanes.views.work:bp",
        "lanes.views.convoys:bp",
        "lanes.views.convoy_people:bp",
        "lanes.views.convoy_hand_overs:bp",
    ),
    models="lanes.models",
    permissions=Permission,
    grants={Role.OFFICER: _WORKS, Role.SECOND_LINE: _LEADS, Role.SUPERVISOR: _LEADS},
    navigation=(
        NavItem(_l("Manifests"), "manifests.index", "clipboard-list", order=12),
        NavItem(_l("Convoys"), "convoys.index", "users", order=13),
    ),
    ways_on=("lanes.queries.manifests:way_on", "lanes.queries.convoys:way_on"),
    journeys=("lanes.queries.convoys:journey",),
    code_lists=("lanes.convoy_kinds:KINDS",),
    keeps=(
        Keep(
            "announced travellers",
            lambda: int(current_app.config["MANIFEST_DAYS"]),
            "lanes.services.announcing:purge",
        ),
        Keep(
            "names of convoys",
            lambda: int(current_app.config["CONVOY_DAYS"]),
            "lanes.services.convoy_closing:purge",
        ),
    ),
    imports=("lanes.importing:IMPORTER", "lanes.convoy_importing:IMPORTER"),
    commands=(Command("crossings", "lanes.cli:import_manifest"),),
    demo="lanes.demo:fill",
)
