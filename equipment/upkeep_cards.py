"""What the home page says of upkeep: what is overdue, what is open, what waits for a decision."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.posts import queries as posts
from equipment.queries import desk_readers, maintenance, work_orders

_MOST = 1000  # counted no further


def late() -> Card | None:
    """How much upkeep is overdue, for whoever carries it out."""
    if not may_open("maintenance.done"):
        return None
    today = posts.today(current_user.post_id)
    count = listing.count(maintenance.late(current_user.post_id, today), most=_MOST)
    return Card(
        title=_("Upkeep"),
        figure=_figure(count),
        words=_("times overdue"),
        address=url_for("maintenance.index", late=1),
        icon="clock",
        tone="ask" if count else "plain",
    )


def orders() -> Card | None:
    """How many work orders are open, for whoever has things repaired."""
    if not may_open("work_orders.close"):
        return None
    wanted = work_orders.orders(current_user.post_id, is_open=True)
    count = listing.count(wanted, most=_MOST)
    return Card(
        title=_("Work orders"),
        figure=_figure(count),
        words=_("open"),
        address=url_for("work_orders.index"),
        icon="clipboard-list",
        tone="ask" if count else "plain",
    )


def proposals() -> Card | None:
    """How many readers the desk's readings say are failing; nothing when there is none."""
    if not may_open("desk_readers.accept"):
        return None
    count = listing.count(desk_readers.proposals(current_user.post_id, is_open=True))
    if not count:
        return None
    return Card(
        title=_("Failing readers"),
        figure=str(count),
        words=_("work orders proposed by the desk's readings"),
        address=url_for("desk_readers.index"),
        icon="alert-triangle",
        tone="ask",
    )


def _figure(count: int) -> str:
    return str(count) if count < _MOST else f"{_MOST}+"
