"""The card that protection puts on the focal point's home page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost.access import may_open
from borderpost.features import Card
from protection.queries import screenings


def screenings_waiting() -> Card | None:
    """How many positive answers wait; told to the focal point alone."""
    if not may_open("screenings.index"):
        return None
    count = screenings.waiting(current_user.post_id)
    return Card(
        title=_("Screenings"),
        figure=str(count),
        words=_("wait for you"),
        address=url_for("screenings.index"),
        icon="shield-check",
        tone="stop" if count else "plain",
    )
