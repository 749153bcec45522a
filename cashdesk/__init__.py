"""The cash desk: what may be asked for, receipts that a telephone verifies, the cash of a shift."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Command, Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with tariffs, receipts and cash."""

    TARIFFS = "cashdesk:tariff:read"
    SET_TARIFFS = "cashdesk:tariff:write"
    TAKE = "cashdesk:receipt:write"
    READ = "cashdesk:receipt:read"
    APPROVE_VOID = "cashdesk:void:approve"
    CLOSE = "cashdesk:till:close"
    TAKINGS = "cashdesk:takings:read"
    PAPER = "cashdesk:paper:write"


class Act(StrEnum):
    """What the audit log says of money."""

    TARIFF_ADDED = "cashdesk:tariff:add"
    TARIFF_ENDED = "cashdesk:tariff:end"
    TILL_OPENED = "cashdesk:till:open"
    TILL_COUNTED = "cashdesk:till:count"
    TILL_CLOSED = "cashdesk:till:close"
    TILL_LEFT = "cashdesk:till:leave"
    RECEIPT_ISSUED = "cashdesk:receipt:issue"
    PAPER_PRINTED = "cashdesk:paper:print"
    PAPER_CHANGED = "cashdesk:paper:change"
    PAPER_CAPTURED = "cashdesk:paper:capture"
    VOID_ASKED = "cashdesk:void:ask"
    VOID_APPROVED = "cashdesk:void:approve"
    VOID_REJECTED = "cashdesk:void:reject"
    ATTEMPTED = "cashdesk:till:attempt"
    EXPORTED = "cashdesk:receipt:export"


_SEES = frozenset({Permission.TARIFFS})

FEATURE = Feature(
    name="cashdesk",
    label=_l("Cash desk"),
    blueprints=(
        "cashdesk.views.taking:bp",
        "cashdesk.views.tills:bp",
        "cashdesk.views.receipts:bp",
        "cashdesk.views.paper_receipts:bp",
        "cashdesk.views.tariffs:bp",
        "cashdesk.views.takings:bp",
        "cashdesk.views.checking:bp",
    ),
    models="cashdesk.models",
    permissions=Permission,
    grants={
        Role.OFFICER: _SEES,
        Role.SECOND_LINE: _SEES,
        Role.CASHIER: _SEES | {Permission.TAKE, Permission.READ},
        # Who takes cash does not close the shift: no person is cashier and supervisor.
        Role.SUPERVISOR: frozenset(Permission) - {Permission.TAKE, Permission.SET_TARIFFS},
        Role.AUDITOR: _SEES | {Permission.READ, Permission.TAKINGS},
        Role.ANALYST: _SEES | {Permission.TAKINGS},
        Role.ADMINISTRATOR: _SEES | {Permission.SET_TARIFFS},
    },
    navigation=(
        NavItem(_l("Cash desk"), "taking.show", "cash", order=26),
        NavItem(_l("Receipts"), "receipts.index", "receipt", order=27),
        NavItem(_l("Tariffs"), "tariffs.index", "file-text", order=28),
        NavItem(_l("Takings"), "takings.index", "chart-bar", order=29),
    ),
    home=(
        "cashdesk.cards:voids",
        "cashdesk.cards:counted",
        "cashdesk.cards:gaps",
        "cashdesk.cards:papers",
    ),
    fees=("cashdesk.dues:of_a_traveller",),
    fees_after=("cashdesk.dues:after_passage",),
    shift_end=("cashdesk.shift_end:at_shift_end",),
    shift_left=("cashdesk.services.tills:leave",),
    shift_figures=("cashdesk.shift_figures:at_post",),
    shift_bars=("cashdesk.shift_figures:bars",),
    verifications=("cashdesk.verification:faults",),
    demo="cashdesk.demo:fill",
    commands=(Command("crossings", "cashdesk.cli:verify_receipt"),),
)
