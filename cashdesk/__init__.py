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


class Act(StrEnum):
    """What the audit log says of money."""

    TARIFF_ADDED = "cashdesk:tariff:add"
    TARIFF_ENDED = "cashdesk:tariff:end"
    TILL_OPENED = "cashdesk:till:open"
    TILL_COUNTED = "cashdesk:till:count"
    TILL_CLOSED = "cashdesk:till:close"
    TILL_LEFT = "cashdesk:till:leave"
    RECEIPT_ISSUED = "cashdesk:receipt:issue"
    VOID_ASKED = "cashdesk:void:ask"
    VOID_APPROVED = "cashdesk:void:approve"
    VOID_REJECTED = "cashdesk:void:reject"
    ATTEMPTED = "cashdesk:till:attempt"
    EXPORTED = "cashdesk:receipt:export"


_SEES = frozenset({Permission.TARIFFS})

FEATURE = Feature(
    name="cashdesk",
    label=_l("Cash desk"),
    blueprints=(),
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
    commands=(Command("crossings", "cashdesk.cli:verify_receipt"),),
)
