"""Protection: the questions before a refusal, sealed, and whom to call. Officers ask; the
protection focal point alone reads."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with screenings and contacts."""

    ASK = "protection:screening:write"
    READ = "protection:screening:read"
    CONTACTS = "protection:contact:write"


class Act(StrEnum):
    """What the audit log says of protection: that something was done, never an answer."""

    ASKED = "protection:screening:ask"
    READ = "protection:screening:read"
    LISTED = "protection:screening:list"
    CLOSED = "protection:screening:close"
    CONTACTS_CHANGED = "protection:contact:change"


FEATURE = Feature(
    name="protection",
    label=_l("Protection"),
    blueprints=(
        "protection.views.questions:bp",
        "protection.views.screenings:bp",
        "protection.views.contacts:bp",
    ),
    models="protection.models",
    permissions=Permission,
    grants={
        Role.OFFICER: frozenset({Permission.ASK}),
        Role.SECOND_LINE: frozenset({Permission.ASK}),
        Role.SUPERVISOR: frozenset({Permission.ASK, Permission.CONTACTS}),
        Role.PROTECTION: frozenset({Permission.READ, Permission.CONTACTS}),
    },
    navigation=(
        NavItem(_l("Screenings"), "screenings.index", "shield-check", order=18),
        NavItem(_l("Whom to call"), "contacts.show", "users", order=85),
    ),
    home=("protection.cards:screenings_waiting",),
    gates=("protection.gate:before_decision",),
    rehearsals=("protection.demo:answer_no",),
    keeps=(
        Keep(
            "screenings",
            lambda: int(current_app.config["SCREENING_DAYS"]),
            "protection.services.retention:purge",
        ),
    ),
    demo="protection.demo:fill",
)
