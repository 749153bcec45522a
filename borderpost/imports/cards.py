"""What the home page says of files: one that stopped half way is not forgotten."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.imports import queries
from borderpost.imports.importer import all_importers


def half_loaded() -> Card | None:
    """How many files of this officer's lists wait to be continued or undone."""
    if not may_open("imports.index"):
        return None
    mine = [one.name for one in all_importers() if one.permission in current_user.permissions]
    count = listing.count(queries.half_loaded(current_user.post_id, mine))
    if not count:
        return None
    return Card(
        title=_("Imports"),
        figure=str(count),
        words=_("half loaded. Continue or undo."),
        address=url_for("imports.index"),
        icon="upload",
        tone="ask",
    )
