"""Cards that the desk puts on the home page."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.posts import queries as posts
from crossings.queries import inspections, register_lines
from crossings.queries.tally import tally


def desk() -> Card | None:
    """How many crossed today; whoever does not decide goes on to the day's counts."""
    post = posts.this_post()
    decides = may_open("desk.show")
    if post is None or not (decides or may_open("register.tally")):
        return None
    today = tally(post.id, clock.today(post.zone), post.zone)
    return Card(
        title=_("Desk") if decides else _("Today"),
        figure=str(today.crossed),
        words=_("crossings today. Open the desk.") if decides else _("crossings today"),
        address=url_for("desk.show" if decides else "register.tally"),
        icon="scan" if decides else "chart-bar",
    )


def second_line() -> Card | None:
    """How many wait in second line."""
    if not may_open("second_line.index"):
        return None
    count = listing.count(inspections.open_referrals(current_user.post_id))
    oldest = inspections.oldest_referral(current_user.post_id)
    is_old = oldest is not None and clock.now() - oldest > timedelta(days=1)
    return Card(
        title=_("Second line"),
        figure=str(count),
        words=_("waiting, the first for more than a day") if is_old else _("waiting"),
        address=url_for("second_line.index"),
        icon="users",
        tone="stop" if is_old else "ask" if count else "plain",
    )


def late() -> Card | None:
    """How many had passed already, on paper, when a list named them."""
    if not may_open("register_lines.late"):
        return None
    count = len(register_lines.late(current_user.post_id))
    if not count:
        return None
    return Card(
        title=_("Passed on paper"),
        figure=str(count),
        words=_("named by a list when the paper was captured. Look at once."),
        address=url_for("register_lines.late"),
        icon="alert-triangle",
        tone="stop",
    )
