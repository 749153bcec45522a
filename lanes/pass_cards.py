"""Cards of passes on the home page: scans that were refused, and who was not seen back."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.posts import queries as posts
from lanes.queries import pass_away, pass_uses

LATELY = timedelta(hours=24)


def refused() -> Card | None:
    """Passes that were refused at the desk, for the supervisor."""
    if not may_open("passes.scans"):
        return None
    count = pass_uses.refused_since(current_user.post_id, clock.now() - LATELY)
    if not count:
        return None
    return Card(
        title=_("Refused passes"),
        figure=str(count),
        words=_("scans of lost, revoked or altered passes in 24 hours"),
        address=url_for("passes.scans"),
        icon="id",
        tone="ask",
    )


def away() -> Card | None:
    """Holders of passes who were not seen back: a question."""
    post = posts.this_post()
    if not may_open("passes.away") or post is None or post.id != current_user.post_id:
        return None
    count = len(pass_away.away(post, int(current_app.config["PASS_EVENING_HOUR"])))
    if not count:
        return None
    return Card(
        title=_("Not seen back yet"),
        figure=str(count),
        words=_("holders of a pass who left and were not seen back by evening"),
        address=url_for("passes.away"),
        icon="history",
    )
