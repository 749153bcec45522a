"""Cards that officers and their sign-ins put on the home page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.officers import queries


def accounts() -> Card | None:
    """How many may sign in."""
    if not may_open("officers.index"):
        return None
    count = listing.count(queries.officers(queries.Wanted(account="open")))
    return Card(
        title=_("Officers"),
        figure=str(count),
        words=_("with an open account"),
        address=url_for("officers.index"),
        icon="users",
    )


def sign_ins() -> Card | None:
    """How many are signed in."""
    if not may_open("officers.sign_ins"):
        return None
    return Card(
        title=_("Sign-ins"),
        figure=str(listing.count(queries.live_sign_ins())),
        words=_("open now"),
        address=url_for("officers.sign_ins"),
        icon="key",
    )
