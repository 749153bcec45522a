"""The desk and the lanes: a document becomes an inspection, a decision becomes a crossing."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done at the desk and with the register."""

    INSPECT = "crossings:inspection:write"
    DECIDE = "crossings:crossing:decide"
    SECOND_LINE = "crossings:referral:decide"
    CORRECT = "crossings:crossing:correct"
    READ = "crossings:crossing:read"
    EXPORT = "crossings:crossing:export"
    TALLY = "crossings:tally:read"
    COUNT = "crossings:tally:count"
    IMPORT = "crossings:crossing:import"
    POLICY = "crossings:policy:write"
    AGENTS = "crossings:agent:write"


class Act(StrEnum):
    """What the audit log says of inspections and crossings."""

    INSPECTED = "crossings:inspection:open"
    SHEET_CORRECTED = "crossings:inspection:correct"
    SHEET_LEFT = "crossings:inspection:leave"
    REFERRED = "crossings:referral:open"
    INTERVIEW_TAKEN = "crossings:referral:take"
    INTERVIEW_RELEASED = "crossings:referral:release"
    INTERVIEW_NOTED = "crossings:referral:note"
    ATTEMPTED = "crossings:decision:attempt"
    FORM_ISSUED = "crossings:refusal_form:issue"
    FORM_PRINTED = "crossings:refusal_form:print"
    FORM_SIGNED = "crossings:refusal_form:sign"
    APPEAL_CHANGED = "crossings:appeal:change"
    DECIDED = "crossings:crossing:decide"
    CORRECTED = "crossings:crossing:correct"
    READ = "crossings:crossing:read"
    SEARCHED = "crossings:register:search"
    EXPORTED = "crossings:register:export"
    COUNTED = "crossings:tally:count"
    COUNT_UNDONE = "crossings:tally:undo"
    IMPORTED = "crossings:crossing:import"
    POLICIES_CHANGED = "crossings:policy:change"
    FACE_TAKEN = "crossings:face:take"
    FACE_REMOVED = "crossings:face:remove"
    PICTURE_SEEN = "crossings:picture:read"
    AGENT_MADE = "crossings:agent:create"
    AGENT_REVOKED = "crossings:agent:revoke"
    AGENT_SENT = "crossings:agent:send"
    AGENT_OPENED = "crossings:agent:open"


_DESK = frozenset(
    {Permission.INSPECT, Permission.DECIDE, Permission.READ, Permission.TALLY, Permission.COUNT}
)

FEATURE = Feature(
    name="crossings",
    label=_l("Crossings"),
    blueprints=(
        "crossings.views.desk:bp",
        "crossings.views.correction:bp",
        "crossings.views.second_line:bp",
        "crossings.views.interview:bp",
        "crossings.views.refusals:bp",
        "crossings.views.appeals:bp",
        "crossings.views.register:bp",
        "crossings.views.counting:bp",
        "crossings.views.slips:bp",
        "crossings.views.policies:bp",
        "crossings.views.pictures:bp",
        "crossings.views.agent:bp",
        "crossings.views.agent_desk:bp",
        "crossings.views.agents:bp",
    ),
    models="crossings.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _DESK | {Permission.CORRECT},
        Role.SECOND_LINE: _DESK | {Permission.SECOND_LINE},
        Role.SUPERVISOR: frozenset(Permission),
        Role.ANALYST: frozenset({Permission.TALLY}),
        Role.ADMINISTRATOR: frozenset({Permission.POLICY, Permission.AGENTS}),
    },
    navigation=(
        NavItem(_l("Desk"), "desk.show", "scan", order=10),
        NavItem(_l("Second line"), "second_line.index", "users", order=15),
        NavItem(_l("Register"), "register.index", "list", order=20),
        NavItem(_l("Today"), "register.tally", "chart-bar", order=25),
    ),
    home=("crossings.cards:desk", "crossings.cards:second_line"),
    sheets=("crossings.gated:sheet",),
    shift_end=("crossings.open_sheets:at_shift_end",),
    lane_work=("crossings.open_sheets:at_lane",),
    verifications=("crossings.verification:faults",),
    code_lists=(
        "crossings.codes:PURPOSES",
        "crossings.codes:TRANSPORT",
        "crossings.codes:DOCUMENTS",
        "crossings.codes:SEXES",
        "crossings.codes:REFUSAL_REASONS",
        "crossings.codes:HEALTH_CERTIFICATES",
    ),
    keeps=(
        Keep(
            "inspections",
            lambda: int(current_app.config["INSPECTION_DAYS"]),
            "crossings.services.retention:purge_inspections",
        ),
        Keep(
            "zones",
            lambda: int(current_app.config["ZONE_DAYS"]),
            "crossings.services.retention:purge_zones",
        ),
        Keep(
            "page pictures",
            lambda: int(current_app.config["PAGE_DAYS"]),
            "crossings.services.retention:purge_pages",
        ),
        Keep(
            "face photos",
            lambda: int(current_app.config["FACE_DAYS"]),
            "crossings.services.retention:purge_faces",
        ),
        Keep("reader documents", lambda: 1, "crossings.services.agent_documents:purge"),
    ),
    imports=("crossings.old_register:IMPORTER",),
    demo="crossings.demo:fill",
)
