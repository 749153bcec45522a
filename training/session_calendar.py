"""What training puts into a calendar: the sessions of one's runs, for who plans those of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from borderpost import clock, locale
from borderpost.calendars.queries import Entry, Hours, Whose
from training import Permission
from training.queries import own
from training.queries.own import Dated

BEFORE = timedelta(days=92)  # so long sessions stay after they were held
_HOST = "training.borderpost"  # of every machine: a session is known again wherever it is read


def entries(whose: Whose) -> Iterator[Entry]:
    """The sessions of the owner's runs; of all runs for who plans them."""
    since = clock.now() - BEFORE
    if Permission.WRITE in whose.permissions:
        yield from of(own.dated(since))
    elif whose.officer_id is not None:
        yield from of(own.dated(since, whose.officer_id), "my_training.show")


def of(sessions: Iterable[Dated], endpoint: str = "") -> Iterator[Entry]:
    """Sessions as entries. A cancelled one stays, and says so."""
    for one in sessions:
        half, run = one.session, one.session.run
        title = f"{half.title} · {run.course.title(locale.code())}"
        hours = Hours(half.starts_at, half.minutes, run.venue, one.sequence, one.is_cancelled)
        path = url_for(endpoint) if endpoint else url_for("runs.show", run_id=run.id)
        yield Entry(
            f"session-{half.id}@{_HOST}", half.starts_at.date(), title,
            _("%(code)s. %(why)s", code=run.code, why=half.cancelled_why or run.cancelled_why)
            if one.is_cancelled else run.code,
            path, hours,
        )  # fmt: skip
