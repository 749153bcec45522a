"""What the home page says of equipment."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.posts import queries as posts
from equipment.queries import assets, custody, maintenance
from equipment.states import DOWN, GONE, TERMINAL


def broken() -> Card | None:
    """How many of the things in the register do not work or are not there."""
    if not may_open("equipment.index"):
        return None
    counts = assets.counts(current_user.post_id)
    count = sum(counts.get(status, 0) for status in DOWN | GONE)
    whole = sum(number for status, number in counts.items() if status not in TERMINAL)
    return Card(
        title=_("Equipment"),
        figure=str(count),
        words=_("do not work or are missing, of %(all)s", all=whole),
        address=url_for("equipment.index"),
        icon="device-desktop",
        tone="ask" if count else "plain",
    )


def loans() -> Card | None:
    """How many things should have come back, told to whoever takes them back."""
    if not may_open("custody.scan"):
        return None
    late = listing.count(custody.overdue(current_user.post_id, posts.today(current_user.post_id)))
    return Card(
        title=_("Loans"),
        figure=str(late),
        words=_("should have come back"),
        address=url_for("custody.index"),
        icon="clock",
        tone="ask" if late else "plain",
    )


def reservations() -> Card | None:
    """How many reservations wait for whoever decides them."""
    if not may_open("custody.decide"):
        return None
    waiting = listing.count(custody.to_decide(current_user.post_id))
    return Card(
        title=_("Reservations"),
        figure=str(waiting),
        words=_("to be approved or refused"),
        address=url_for("custody.index", _anchor="reservations"),
        icon="calendar",
        tone="ask" if waiting else "plain",
    )


def dates() -> Card | None:
    """How many dates end soon or are over, for whoever renews them."""
    if not may_open("equipment.describe"):
        return None
    today = posts.today(current_user.post_id)
    count = maintenance.count_endings(current_user.post_id, today, today + maintenance.SOON)
    return Card(
        title=_("Dates that end"),
        figure=str(count),
        words=_("calibrations, warranties, licences and insurances, within 60 days or over"),
        address=url_for("endings.index"),
        icon="calendar",
        tone="ask" if count else "plain",
    )
