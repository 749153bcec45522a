"""The lanes: vehicles full of travellers, from their arrival until they are released."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Command, Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with manifests and vehicles. Scanning and admitting are the desk's own."""

    READ = "lanes:manifest:read"
    WRITE = "lanes:manifest:write"
    VEHICLES = "lanes:vehicle:read"
    WRITE_VEHICLES = "lanes:vehicle:write"
    CORRECT_VEHICLES = "lanes:vehicle:correct"


class Act(StrEnum):
    """What the audit log says of manifests and vehicles."""

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
    VEHICLE_ADDED = "lanes:vehicle:add"
    VEHICLE_CHANGED = "lanes:vehicle:change"
    VEHICLE_BEGUN = "lanes:vehicle:begin"
    VEHICLE_ASIDE = "lanes:vehicle:set-aside"
    VEHICLE_BROUGHT = "lanes:vehicle:bring"
    VEHICLE_ABOARD = "lanes:vehicle:board"
    VEHICLE_PART = "lanes:vehicle:part"
    VEHICLE_DECIDED = "lanes:vehicle:decide"
    VEHICLE_CORRECTED = "lanes:vehicle:correct"
    VEHICLES_EXPORTED = "lanes:vehicle:export"


_VEHICLES = frozenset({Permission.VEHICLES, Permission.WRITE_VEHICLES})
_WORKS = frozenset({Permission.READ, Permission.WRITE}) | _VEHICLES

FEATURE = Feature(
    name="lanes",
    label=_l("Lanes"),
    blueprints=(
        "lanes.views.manifests:bp",
        "lanes.views.work:bp",
        "lanes.views.vehicle_front:bp",
        "lanes.views.vehicles:bp",
    ),
    models="lanes.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _WORKS,
        Role.SECOND_LINE: _WORKS,
        Role.SUPERVISOR: _WORKS | {Permission.CORRECT_VEHICLES},
        Role.AUDITOR: frozenset({Permission.VEHICLES}),
    },
    navigation=(
        NavItem(_l("Manifests"), "manifests.index", "clipboard-list", order=12),
        NavItem(_l("Vehicles"), "vehicles.index", "door", order=21),
    ),
    decided=("lanes.services.visiting:follow",),
    desk_notes=("lanes.queries.driver_notes:note",),
    ways_on=("lanes.queries.manifests:way_on",),
    keeps=(
        Keep(
            "announced travellers",
            lambda: int(current_app.config["MANIFEST_DAYS"]),
            "lanes.services.announcing:purge",
        ),
        Keep(
            "vehicles",
            lambda: int(current_app.config["VEHICLE_DAYS"]),
            "lanes.services.vehicle_facts:purge",
        ),
    ),
    imports=("lanes.importing:IMPORTER",),
    commands=(Command("crossings", "lanes.cli:import_manifest"),),
    demo="lanes.demo:fill",
)
