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
    MODE = "crossings:desk_mode:write"
    IMPORT = "crossings:crossing:import"
    POLICY = "crossings:policy:write"
    AGENTS = "crossings:agent:write"
    RULES = "crossings:rule:read"
    PROPOSE_RULE = "crossings:rule:propose"
    APPROVE_RULE = "crossings:rule:approve"
    STAYS = "crossings:stay:read"
    PRESUME = "crossings:stay:presume"
    MERGE = "crossings:person:merge"
    SHIFTS = "crossings:shift:read"
    STICKERS = "crossings:sticker:read"
    ISSUE_STICKER = "crossings:sticker:issue"
    RECEIVE_STICKERS = "crossings:sticker:receive"
    SHEETS = "crossings:register_sheet:write"
    LOOK_LATE = "crossings:register_line:look"


class Act(StrEnum):
    """What the audit log says of inspections and crossings."""

    INSPECTED = "crossings:inspection:open"
    SHEET_CORRECTED = "crossings:inspection:correct"
    SHEET_LEFT = "crossings:inspection:leave"
    MINOR_CHANGED = "crossings:inspection:minor"
    GUIDANCE_CHANGED = "crossings:guidance:change"
    SHEET_TAKEN = "crossings:inspection:take"
    HAND_OVER_OFFERED = "crossings:hand_over:offer"
    HAND_OVER_ACCEPTED = "crossings:hand_over:accept"
    HAND_OVER_DECLINED = "crossings:hand_over:decline"
    HAND_OVER_WITHDRAWN = "crossings:hand_over:withdraw"
    LEFT_OPEN = "crossings:shift:leave"
    SUPPORTING_ATTACHED = "crossings:supporting:attach"
    SUPPORTING_CHANGED = "crossings:supporting:change"
    SUPPORTING_ANSWERED = "crossings:supporting:answer"
    SUPPORTING_REMOVED = "crossings:supporting:remove"
    SCAN_WAITS = "crossings:scan:wait"
    SCAN_CLEARED = "crossings:scan:clear"
    REFERRED = "crossings:referral:open"
    INTERVIEW_TAKEN = "crossings:referral:take"
    INTERVIEW_RELEASED = "crossings:referral:release"
    REFERRAL_FOLLOWED = "crossings:referral:follow"
    INTERVIEW_NOTED = "crossings:referral:note"
    ATTEMPTED = "crossings:decision:attempt"
    FORM_ISSUED = "crossings:refusal_form:issue"
    FORM_PRINTED = "crossings:refusal_form:print"
    FORM_VOIDED = "crossings:refusal_form:void"
    FORM_SIGNED = "crossings:refusal_form:sign"
    APPEAL_CHANGED = "crossings:appeal:change"
    DECIDED = "crossings:crossing:decide"
    CORRECTED = "crossings:crossing:correct"
    UNDONE = "crossings:crossing:undo"
    READ = "crossings:crossing:read"
    SEARCHED = "crossings:register:search"
    EXPORTED = "crossings:register:export"
    COUNTED = "crossings:tally:count"
    MODE_SWITCHED = "crossings:desk_mode:switch"
    COUNT_UNDONE = "crossings:tally:undo"
    IMPORTED = "crossings:crossing:import"
    POLICIES_CHANGED = "crossings:policy:change"
    PRINT_COMPARED = "crossings:print:compare"
    FACE_TAKEN = "crossings:face:take"
    FACE_REMOVED = "crossings:face:remove"
    PICTURE_SEEN = "crossings:picture:read"
    AGENT_MADE = "crossings:agent:create"
    AGENT_REVOKED = "crossings:agent:revoke"
    AGENT_SENT = "crossings:agent:send"
    AGENT_OPENED = "crossings:agent:open"
    RULES_LOADED = "crossings:rule:load"
    RULE_PROPOSED = "crossings:rule:propose"
    RULE_APPROVED = "crossings:rule:approve"
    RULE_REJECTED = "crossings:rule:reject"
    RULE_WITHDRAWN = "crossings:rule:withdraw"
    RULE_OWN_REFUSED = "crossings:rule:refuse_own"
    STICKERS_RECEIVED = "crossings:sticker:receive"
    STICKER_ISSUED = "crossings:sticker:issue"
    STICKER_SPOILED = "crossings:sticker:spoil"
    STICKERS_COUNTED = "crossings:sticker:count"
    STICKERS_EXPORTED = "crossings:sticker:export"
    SHEETS_PRINTED = "crossings:register_sheet:print"
    SHEET_CHANGED = "crossings:register_sheet:change"
    SHEET_BEGUN = "crossings:register_sheet:begin"
    SCAN_KEPT = "crossings:register_scan:keep"
    SCAN_READ = "crossings:register_scan:read"
    SCAN_REMOVED = "crossings:register_scan:remove"
    SHEETS_EXPORTED = "crossings:register_sheet:export"
    LINE_TYPED = "crossings:register_line:type"
    LINE_STRUCK = "crossings:register_line:strike"
    LINE_SETTLED = "crossings:register_line:settle"
    LINE_SEEN = "crossings:register_line:look"
    CAPTURED = "crossings:crossing:capture"
    MERGED = "crossings:person:merge"
    SPLIT = "crossings:person:split"
    SAME_PERSON = "crossings:inspection:same-person"
    OTHER_PERSON = "crossings:inspection:other-person"
    PRESUMED_LEFT = "crossings:stay:presume"
    PRESUMED_UNDONE = "crossings:stay:presume-undo"
    STAYS_LISTED = "crossings:stay:list"
    STAYS_EXPORTED = "crossings:stay:export"
    STAYS_REBUILT = "crossings:stay:rebuild"


_DESK = frozenset(
    {Permission.INSPECT, Permission.DECIDE, Permission.READ, Permission.TALLY, Permission.COUNT}
    | {Permission.RULES, Permission.STICKERS, Permission.ISSUE_STICKER, Permission.MODE}
    | {Permission.SHEETS}
)
# Headquarters edits the rules: analysts propose, administrators too, and only they approve. A
# chief, who sees what a rule does, proposes.
_PROPOSER = frozenset({Permission.RULES, Permission.PROPOSE_RULE})

FEATURE = Feature(
    name="crossings",
    label=_l("Crossings"),
    blueprints=(
        "crossings.views.desk:bp",
        "crossings.views.undoing:bp",
        "crossings.views.no_zone:bp",
        "crossings.views.filming:bp",
        "crossings.views.correction:bp",
        "crossings.views.minors:bp",
        "crossings.views.minor_paper:bp",
        "crossings.views.guidance:bp",
        "crossings.views.attaching:bp",
        "crossings.views.second_line:bp",
        "crossings.views.interview:bp",
        "crossings.views.handing_over:bp",
        "crossings.views.refusals:bp",
        "crossings.views.appeals:bp",
        "crossings.views.register:bp",
        "crossings.views.counting:bp",
        "crossings.views.modes:bp",
        "crossings.views.slips:bp",
        "crossings.views.policies:bp",
        "crossings.views.pictures:bp",
        "crossings.views.printed:bp",
        "crossings.views.agent:bp",
        "crossings.views.agent_desk:bp",
        "crossings.views.scan_desk:bp",
        "crossings.views.agents:bp",
        "crossings.views.rule_book:bp",
        "crossings.views.rule_proposals:bp",
        "crossings.views.rule_files:bp",
        "crossings.views.stickers:bp",
        "crossings.views.register_sheets:bp",
        "crossings.views.register_lines:bp",
        "crossings.views.register_scans:bp",
        "crossings.views.stays:bp",
        "crossings.views.people:bp",
        "crossings.cli:bp",
    ),
    models="crossings.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _DESK | {Permission.CORRECT},
        Role.SECOND_LINE: _DESK
        | {Permission.SECOND_LINE, Permission.STAYS, Permission.PRESUME, Permission.MERGE},
        Role.SUPERVISOR: frozenset(Permission) - {Permission.APPROVE_RULE},
        Role.ANALYST: frozenset({Permission.TALLY}) | _PROPOSER,
        Role.AUDITOR: frozenset({Permission.RULES}),
        Role.ADMINISTRATOR: frozenset({Permission.POLICY, Permission.AGENTS, *_PROPOSER})
        | {Permission.APPROVE_RULE},
    },
    navigation=(
        NavItem(_l("Desk"), "desk.show", "scan", order=10),
        NavItem(_l("Second line"), "second_line.index", "users", order=15),
        NavItem(_l("Register"), "register.index", "list", order=20),
        NavItem(_l("Stays"), "stays.index", "calendar", order=22),
        NavItem(_l("Visa stickers"), "stickers.index", "file-text", order=23),
        NavItem(_l("Register sheets"), "register_sheets.index", "printer", order=24),
        NavItem(_l("Today"), "register.tally", "chart-bar", order=25),
        NavItem(_l("Rules"), "rules.index", "clipboard-list", order=30),
    ),
    home=(
        "crossings.cards:desk",
        "crossings.cards:second_line",
        "crossings.shift_cards:offered",
        "crossings.shift_cards:left_open",
        "crossings.cards:late",
    ),
    sheets=("crossings.gated:sheet",),
    pasts=("crossings.queries.pasts:identities",),
    desk_counts=("crossings.queries.desk_counts:counted",),
    shift_end=("crossings.open_sheets:at_shift_end",),
    shift_left=("crossings.services.handing_over:leave_open",),
    shift_figures=("crossings.shift_figures:at_post",),
    shift_bars=("crossings.shift_figures:bars",),
    lane_work=("crossings.open_sheets:at_lane",),
    verifications=(
        "crossings.verification:faults",
        "crossings.services.staying:faults",
        "crossings.queries.stickers:faults",
        "crossings.queries.register_sheets:faults",
    ),
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
        Keep(
            "typed sheet lines",
            lambda: int(current_app.config["INSPECTION_DAYS"]),
            "crossings.services.retention:purge_typed_lines",
        ),
        Keep(
            "pictures of register sheets",
            lambda: int(current_app.config["INSPECTION_DAYS"]),
            "crossings.services.register_scans:purge",
        ),
        Keep("reader documents", lambda: 1, "crossings.services.agent_documents:purge"),
    ),
    imports=("crossings.old_register:IMPORTER",),
    demo="crossings.demo:fill",
)
