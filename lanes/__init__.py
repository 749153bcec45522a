"""The lanes: shifts, vehicles, manifests, passes, convoys, outages, who went through the post."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Command, Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done in the lanes. Scanning and admitting are the desk's own permissions."""

    READ = "lanes:manifest:read"
    WRITE = "lanes:manifest:write"
    PASS_READ = "lanes:pass:read"
    PASS_ISSUE = "lanes:pass:issue"
    PASS_GOVERN = "lanes:pass:govern"
    PASS_RULES = "lanes:pass_rule:read"
    SET_PASS_RULES = "lanes:pass_rule:write"
    OUTAGES_READ = "lanes:outage:read"
    OUTAGES_WRITE = "lanes:outage:write"
    THROUGH = "lanes:through:read"
    VEHICLES = "lanes:vehicle:read"
    WRITE_VEHICLES = "lanes:vehicle:write"
    CORRECT_VEHICLES = "lanes:vehicle:correct"
    CONVOY_READ = "lanes:convoy:read"
    CONVOY_WRITE = "lanes:convoy:write"
    CONVOY_CLOSE = "lanes:convoy:close"
    SHIFT_READ = "lanes:shift:read"
    SHIFT_WRITE = "lanes:shift:write"
    SHIFT_GOVERN = "lanes:shift:govern"


class Act(StrEnum):
    """What the audit log says of the lanes. It names nobody."""

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
    PASS_ISSUED = "lanes:pass:issue"
    PASS_APPROVED = "lanes:pass:approve"
    PASS_PRINTED = "lanes:pass:print"
    PASS_USED = "lanes:pass:use"
    PASS_REFUSED = "lanes:pass:refuse"
    PASS_LOST = "lanes:pass:lose"
    PASS_REVOKED = "lanes:pass:revoke"
    PASS_REPLACED = "lanes:pass:replace"
    PASS_PHOTO_TAKEN = "lanes:pass_photo:take"
    PASS_PHOTO_REMOVED = "lanes:pass_photo:remove"
    PASS_READ = "lanes:pass:read"
    PASS_ATTEMPTED = "lanes:pass:attempt"
    PASSES_LISTED = "lanes:pass:list"
    PASSES_EXPORTED = "lanes:pass:export"
    PASS_RULE_ADDED = "lanes:pass_rule:add"
    PASS_RULE_ENDED = "lanes:pass_rule:end"
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
    OUTAGE_WRITTEN = "lanes:outage:write"
    OUTAGE_ENDED = "lanes:outage:end"
    OUTAGE_CORRECTED = "lanes:outage:correct"
    OUTAGE_DROPPED = "lanes:outage:drop"


_WORKS = frozenset({Permission.READ, Permission.WRITE, Permission.OUTAGES_READ,
                    Permission.OUTAGES_WRITE, Permission.THROUGH, Permission.CONVOY_READ,
                    Permission.CONVOY_WRITE, Permission.VEHICLES,
                    Permission.WRITE_VEHICLES, Permission.SHIFT_READ,
                    Permission.SHIFT_WRITE})  # fmt: skip
_PASSES = frozenset({Permission.PASS_READ, Permission.PASS_ISSUE, Permission.PASS_RULES})
_RULES = frozenset({Permission.PASS_RULES, Permission.SET_PASS_RULES})
_LEADS = _WORKS | _PASSES | {Permission.CONVOY_CLOSE}

FEATURE = Feature(
    name="lanes",
    label=_l("Lanes"),
    blueprints=(
        "lanes.views.manifests:bp",
        "lanes.views.work:bp",
        "lanes.views.vehicle_front:bp",
        "lanes.views.vehicles:bp",
        "lanes.views.passes:bp",
        "lanes.views.pass_papers:bp",
        "lanes.views.pass_rules:bp",
        "lanes.views.pass_scans:bp",
        "lanes.views.outages:bp",
        "lanes.views.through:bp",
        "lanes.views.convoys:bp",
        "lanes.views.convoy_people:bp",
        "lanes.views.convoy_hand_overs:bp",
        "lanes.views.shifts:bp",
        "lanes.views.shift_papers:bp",
        "lanes.views.incidents:bp",
        "lanes.views.post_keys:bp",
    ),
    models="lanes.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _WORKS | _PASSES,
        Role.SECOND_LINE: _LEADS,
        Role.SUPERVISOR: _LEADS
        | {Permission.PASS_GOVERN, Permission.CORRECT_VEHICLES, Permission.SHIFT_GOVERN},
        Role.ANALYST: frozenset({Permission.THROUGH, Permission.OUTAGES_READ}),
        Role.AUDITOR: frozenset({Permission.VEHICLES, Permission.SHIFT_READ}),
        Role.ADMINISTRATOR: _RULES,
    },
    navigation=(
        NavItem(_l("Manifests"), "manifests.index", "clipboard-list", order=12),
        NavItem(_l("Passes"), "passes.index", "id", order=13),
        NavItem(_l("Convoys"), "convoys.index", "users", order=14),
        NavItem(_l("Shifts"), "shifts.index", "history", order=15),
        NavItem(_l("Vehicles"), "vehicles.index", "door", order=21),
        NavItem(_l("People through the post"), "through.index", "chart-bar", order=26),
    ),
    home=("lanes.shift_cards:offered", "lanes.pass_cards:refused", "lanes.pass_cards:away"),
    scanned=("lanes.views.pass_scans:at_desk",),
    sheet_parts=("lanes.views.pass_scans:part",),
    person_ways=("lanes.queries.pass_ways:of_person",),
    verifications=("lanes.pass_verification:faults", "lanes.shift_digest:faults"),
    shift_figures=("lanes.queries.shift_log:figures",),
    decided=("lanes.services.visiting:follow",),
    desk_notes=("lanes.queries.driver_notes:note", "lanes.queries.shift_notes:note"),
    ways_on=("lanes.queries.manifests:way_on", "lanes.queries.convoys:way_on"),
    journeys=("lanes.queries.convoys:journey",),
    habits=("lanes.queries.driver_notes:habit",),
    code_lists=(
        "lanes.convoy_kinds:KINDS",
        "lanes.plate_signs:SIGNS",
        "lanes.incident_kinds:KINDS",
    ),
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
        Keep(
            "passes",
            lambda: int(current_app.config["PASS_DAYS"]),
            "lanes.services.pass_ending:purge",
        ),
        Keep(
            "names of convoys",
            lambda: int(current_app.config["CONVOY_DAYS"]),
            "lanes.services.convoy_closing:purge",
        ),
    ),
    imports=("lanes.importing:IMPORTER", "lanes.convoy_importing:IMPORTER"),
    commands=(
        Command("crossings", "lanes.cli:import_manifest"),
        Command("crossings", "lanes.pass_cli:verify_pass"),
    ),
    demo="lanes.demo:fill",
)
