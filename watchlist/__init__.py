"""Watchlists: who and what must be looked at twice, and how a traveller is screened."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with lists, their entries and the hits on them."""

    LISTS = "watchlist:list:read"
    LOAD = "watchlist:list:load"
    ENTRIES = "watchlist:entry:read"
    PROPOSE = "watchlist:entry:propose"
    APPROVE = "watchlist:entry:approve"
    HITS = "watchlist:hit:read"
    CLEAR = "watchlist:hit:clear"
    LOOKS = "watchlist:look:read"


class Act(StrEnum):
    """What the audit log says: ids, codes and counts, never who is listed."""

    LIST_MADE = "watchlist:list:create"
    LIST_CHANGED = "watchlist:list:change"
    LOADED = "watchlist:version:load"
    LOAD_REFUSED = "watchlist:version:refuse"
    PUT_IN_FORCE = "watchlist:version:approve"
    DROPPED = "watchlist:version:drop"
    PROPOSED = "watchlist:entry:propose"
    APPROVED = "watchlist:entry:approve"
    REJECTED = "watchlist:entry:reject"
    WITHDRAWN = "watchlist:entry:withdraw"
    OWN_REFUSED = "watchlist:entry:refuse_own"
    THRESHOLDS_PROPOSED = "watchlist:threshold:propose"
    THRESHOLDS_APPROVED = "watchlist:threshold:approve"
    THRESHOLDS_REJECTED = "watchlist:threshold:reject"
    SCREENED = "watchlist:traveller:screen"
    HIT_READ = "watchlist:hit:read"
    HITS_LISTED = "watchlist:hit:list"
    CLEARED = "watchlist:hit:clear"
    CLEARING_TRIED = "watchlist:hit:attempt"
    ENTRY_READ = "watchlist:entry:read"
    SEARCHED = "watchlist:entry:search"
    LOOKED_BACK = "watchlist:entry:look_back"
    BULK_SCREENED = "watchlist:bulk:screen"


_MANAGES = frozenset(
    {Permission.LISTS, Permission.LOAD, Permission.ENTRIES}
    | {Permission.PROPOSE, Permission.APPROVE, Permission.HITS}
)

FEATURE = Feature(
    name="watchlist",
    label=_l("Watchlists"),
    blueprints=(
        "watchlist.views.lists:bp",
        "watchlist.views.versions:bp",
        "watchlist.views.entries:bp",
        "watchlist.views.proposals:bp",
        "watchlist.views.thresholds:bp",
        "watchlist.views.hits:bp",
        "watchlist.views.looks:bp",
        "watchlist.cli:bp",
    ),
    models="watchlist.models",
    permissions=Permission,
    grants={
        Role.WATCHLIST_MANAGER: _MANAGES,
        Role.SECOND_LINE: frozenset({Permission.LISTS, Permission.CLEAR}),
        Role.SUPERVISOR: frozenset(
            {Permission.LISTS, Permission.HITS, Permission.CLEAR, Permission.LOOKS}
        ),
        Role.OFFICER: frozenset({Permission.LISTS}),
        Role.AUDITOR: frozenset({Permission.LISTS, Permission.LOOKS}),
        Role.ADMINISTRATOR: frozenset({Permission.LISTS}),
    },
    navigation=(
        NavItem(_l("Watchlists"), "watchlists.index", "eye", order=35),
        NavItem(_l("Hits"), "hits.index", "alert-octagon", order=16),
        NavItem(_l("Looks at watchlists"), "looks.index", "eye", order=91),
    ),
    imports=("watchlist.alert_rows:IMPORTER",),
    home=("watchlist.cards:lists", "watchlist.cards:hits_today", "watchlist.cards:proposals"),
    keeps=(
        Keep(
            "screenings without a hit",
            lambda: int(current_app.config["ALERT_DAYS"]),
            "watchlist.services.retention:purge_silent",
        ),
        Keep(
            "screenings with a hit",
            lambda: int(current_app.config["HIT_DAYS"]),
            "watchlist.services.retention:purge_hits",
        ),
    ),
    demo="watchlist.demo:fill",
)
