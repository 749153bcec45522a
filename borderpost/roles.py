"""The one list of roles, and the pairs that no one person may hold together."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Role(StrEnum):
    """What a person of the services does with Borderpost; a person may hold several."""

    OFFICER = "officer"
    SECOND_LINE = "second_line_officer"
    SUPERVISOR = "supervisor"
    CASHIER = "cashier"
    WORKS_MANAGER = "works_manager"
    STOREKEEPER = "storekeeper"
    TRAINER = "trainer"
    TRAINEE = "trainee"
    PROTECTION = "protection_focal_point"
    WATCHLIST_MANAGER = "watchlist_manager"
    ANALYST = "analyst"
    DONOR_VIEWER = "donor_viewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


NEVER_TOGETHER: tuple[frozenset[Role], ...] = (
    frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    frozenset({Role.CASHIER, Role.SUPERVISOR}),  # takes cash, closes the shift
    frozenset({Role.WATCHLIST_MANAGER, Role.SECOND_LINE}),  # makes alerts, clears them
    frozenset({Role.WATCHLIST_MANAGER, Role.SUPERVISOR}),
)

LABELS: dict[Role, LazyString] = {
    Role.OFFICER: _l("Officer"),
    Role.SECOND_LINE: _l("Second-line officer"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.CASHIER: _l("Cashier"),
    Role.WORKS_MANAGER: _l("Works manager"),
    Role.STOREKEEPER: _l("Storekeeper"),
    Role.TRAINER: _l("Trainer"),
    Role.TRAINEE: _l("Trainee"),
    Role.PROTECTION: _l("Protection focal point"),
    Role.WATCHLIST_MANAGER: _l("Watchlist manager"),
    Role.ANALYST: _l("Analyst"),
    Role.DONOR_VIEWER: _l("Donor viewer"),
    Role.AUDITOR: _l("Auditor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}


def conflict(roles: set[Role]) -> frozenset[Role] | None:
    """The first pair in ``roles`` that must not be held together, or None."""
    return next((pair for pair in NEVER_TOGETHER if pair <= roles), None)
