"""What equipment puts into an officer's calendar: upkeep that falls due, and dates that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from borderpost import locale
from borderpost.calendars.queries import Entry, Whose
from borderpost.db import db
from borderpost.posts import queries as posts
from equipment import Permission, upkeep_words
from equipment.models import MaintenanceDue
from equipment.queries import maintenance
from equipment.queries.maintenance import Asked, Ending

AHEAD = timedelta(days=366)
MOST = 2000  # of each kind, those that come first


def entries(whose: Whose) -> Iterator[Entry]:
    """What falls due within a year, and what is due already; nothing for who may not read it."""
    if Permission.READ not in whose.permissions:
        return
    today = posts.today(whose.post_id)
    dues = maintenance.dues(whose.post_id, today, Asked(ahead=AHEAD)).limit(MOST)
    for row in db.session.scalars(dues):
        yield _of_due(row, today)
    for one in maintenance.endings(whose.post_id, today, today + AHEAD, most=MOST):
        yield _of_ending(one)


def _of_due(row: MaintenanceDue, today: date) -> Entry:
    title = f"{row.asset.tag} · {row.plan.title}"
    words = [row.asset.model.title, row.plan.instructions]
    if row.late_on is not None:
        words.append(_("Overdue after %(day)s.", day=locale.day(row.late_on)))
    return Entry(
        f"due-{row.plan_id}-{row.asset_id}",
        row.due_on or today,
        title,
        " · ".join(one for one in words if one),
        url_for("asset_upkeep.show", asset_id=row.asset_id),
    )


def _of_ending(one: Ending) -> Entry:
    key = one.term_id or one.asset_id
    title = _("%(tag)s · %(what)s ends", tag=one.tag, what=upkeep_words.DATES[one.kind])
    words = " · ".join(part for part in (one.model, one.party, one.reference) if part)
    address = url_for("asset_upkeep.show", asset_id=one.asset_id)
    return Entry(f"{one.kind}-{key}", one.ends_on, title, words, address)
