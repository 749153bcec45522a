"""Training: who was taught what, who was there, and who completed it."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Command, Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with courses and their runs."""

    READ = "training:run:read"
    WRITE = "training:run:write"  # courses, runs, sessions, participants
    MARK = "training:attendance:mark"
    CERTIFY = "training:certificate:issue"
    REVOKE = "training:certificate:revoke"  # ask, and answer what somebody else asked
    REQUIRE = "training:qualification:require"  # rights follow training, at one's post


class Act(StrEnum):
    """What the audit log says of training. It names nobody."""

    COURSE_ADDED = "training:course:add"
    COURSE_CHANGED = "training:course:change"
    RUN_ADDED = "training:run:add"
    RUN_CHANGED = "training:run:change"
    RUN_MOVED = "training:run:move"
    SESSION_ADDED = "training:session:add"
    SESSION_CHANGED = "training:session:change"
    SESSION_CANCELLED = "training:session:cancel"
    ENROLLED = "training:enrolment:add"
    REPLACED = "training:enrolment:replace"
    WITHDRAWN = "training:enrolment:withdraw"
    MARKED = "training:attendance:mark"
    CORRECTED = "training:attendance:correct"
    EXPORTED = "training:run:export"
    SHEETS_PRINTED = "training:sheet:print"
    SCANNED = "training:scan:add"
    SCAN_ASSIGNED = "training:scan:assign"
    SCAN_DROPPED = "training:scan:drop"
    UNMARKED = "training:attendance:undo"  # by undoing a file
    BADGES_PRINTED = "training:badge:print"
    RUN_COPIED = "training:run:copy"
    QUESTION_ADDED = "training:question:add"
    QUESTION_CHANGED = "training:question:change"
    QUESTION_RETIRED = "training:question:retire"
    PAPER_ADDED = "training:paper:add"
    PAPER_CHANGED = "training:paper:change"
    PAPER_MOVED = "training:paper:move"
    SITTING_BEGUN = "training:sitting:begin"
    SITTING_ENDED = "training:sitting:end"
    ANSWERS_TYPED = "training:sitting:type"
    ANSWERS_CORRECTED = "training:sitting:correct"
    REACTED = "training:reaction:give"
    REACTIONS_CLOSED = "training:reaction:close"
    FOLLOWED_UP = "training:follow_up:answer"
    TARGET_SET = "training:target:set"
    CERTIFICATE_ISSUED = "training:certificate:issue"
    CERTIFICATE_SUPERSEDED = "training:certificate:supersede"
    REVOCATION_ASKED = "training:certificate:ask-revocation"
    REVOCATION_DECLINED = "training:certificate:decline-revocation"
    REVOKED = "training:certificate:revoke"
    REQUIREMENT_CHANGED = "training:qualification:require"


_READS = frozenset({Permission.READ})

FEATURE = Feature(
    name="training",
    label=_l("Training"),
    blueprints=(
        "training.views.courses:bp",
        "training.views.runs:bp",
        "training.views.participants:bp",
        "training.views.attendance:bp",
        "training.views.sheets:bp",
        "training.views.scans:bp",
        "training.views.wall:bp",
        "training.views.check_in:bp",
        "training.views.badges:bp",
        "training.views.my_training:bp",
        "training.cli:bp",
        "training.views.questions:bp",
        "training.views.papers:bp",
        "training.views.sittings:bp",
        "training.views.results:bp",
        "training.views.reports:bp",
        "training.views.copies:bp",
        "training.views.evaluation:bp",
        "training.views.own_evaluation:bp",
        "training.views.certificates:bp",
        "training.views.certificate_papers:bp",
        "training.views.certificate_checks:bp",
        "training.views.qualifications:bp",
    ),
    models="training.models",
    permissions=Permission,
    grants={
        Role.TRAINER: frozenset(Permission) - {Permission.REQUIRE},
        Role.SUPERVISOR: frozenset(
            {Permission.READ, Permission.MARK, Permission.REVOKE, Permission.REQUIRE}
        ),
        Role.AUDITOR: _READS,
    },
    navigation=(
        NavItem(_l("Training"), "runs.index", "users", order=47),
        NavItem(_l("My training"), "my_training.show", "clipboard-list", order=110),
    ),
    calendar=("training.session_calendar:entries", "training.ending_soon:entries"),
    home=("training.ending_soon:ends", "training.ending_soon:revocations"),
    imports=("training.importing:IMPORTER",),
    entitlements=("training.entitlement:lacking",),
    verifications=("training.verification:faults",),
    commands=(
        Command("training", "training.verify_cli:verify"),
        Command("training", "training.verify_cli:verify_badge"),
    ),
    demo="training.demo:fill",
)
