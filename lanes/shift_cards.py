"""A card of the first page: a shift that waits for the officer's signature."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost.access import may_open
from borderpost.features import Card
from lanes.queries import shifts


def offered() -> Card | None:
    """What a colleague signed and hands over to this officer."""
    if not may_open("shifts.index"):
        return None
    row = shifts.offered_to(current_user.officer_id, current_user.post_id)
    if row is None:
        return None
    return Card(
        title=_("Shift"),
        figure="1",
        words=_("%(officer)s hands the shift over to you.", officer=row.officer.name),
        address=url_for("shifts.take", shift_id=row.id),
        icon="history",
        tone="ask",
    )
