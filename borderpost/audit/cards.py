"""The card that the audit log puts on an auditor's home page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock, listing
from borderpost.audit import queries
from borderpost.features import Card
from borderpost.posts import queries as posts
from borderpost.roles import Role


def lines() -> Card | None:
    """How many acts there were today; a supervisor's home page has other work to show."""
    if Role.AUDITOR not in current_user.roles:
        return None
    post = posts.this_post()
    zone = post.zone if post else "UTC"
    today = clock.today(zone)
    count = listing.count(queries.lines(queries.Wanted(since=today), zone))
    return Card(
        title=_("Audit"),
        figure=str(count),
        words=_("acts today"),
        address=url_for("audit.index", since=today.isoformat()),
        icon="history",
    )
