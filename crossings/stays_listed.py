"""The list of stays: what a row shows and what a file holds."""

from __future__ import annotations

from datetime import date

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from borderpost import cells, clock
from borderpost.listing import Column, Listed
from borderpost.locale import day, state_name
from borderpost.posts import queries as posts
from crossings import stay_words
from crossings.models import Person, Stay
from crossings.queries import stays
from crossings.rules.coverage import Coverage, coverage
from crossings.rules.matching import State


def today() -> date:
    """The day at the officer's post, which is asked for once a page."""
    if "stays_about" not in g:
        post = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
        now = clock.today(post.zone if post else "UTC")
        g.stays_about = (now, stays.watched(post) if post else ())
    found: date = g.stays_about[0]
    return found


def seen_by(row: Stay) -> Coverage:
    """Which posts could have seen the exit of this stay."""
    now = today()
    return coverage(g.stays_about[1], row.entry_on or now, now)


def state(row: Stay) -> str:
    """Where a stay stands today."""
    over = row.state == State.OPEN and stays.counted(row, today()).over
    return str(State.OVERSTAY) if over else row.state


def _name(row: Stay) -> Markup:
    called = cells.name(f"{row.person.surname} {row.person.given_names}")
    return cells.link(url_for("stays.show", stay_id=row.id), called)


def _state(row: Stay) -> Markup:
    found = state(row)
    return cells.tag(stay_words.STATES[found], f"stay-{found}")


def _evidence(row: Stay) -> Markup:
    known = [one for one in (row.entry, row.exit) if one and one.post_id == current_user.post_id]
    links = [
        cells.link(url_for("register.show", crossing_id=one.id), cells.latin(one.human_ref))
        for one in known
    ]
    return Markup(" · ").join(links)


def _covered(row: Stay) -> str:
    unseen = row.exit_id is None and row.state == State.OPEN
    return stay_words.covered(seen_by(row)) if unseen else ""


_COLUMNS: tuple[Column[Stay], ...] = (
    Column(
        "name",
        lambda row: f"{row.person.surname} {row.person.given_names}".strip(),
        _l("Name"),
        _name,
        [Person.name_key],
    ),
    Column(
        "nationality",
        lambda row: row.person.nationality,
        _l("Nationality"),
        lambda row: state_name(row.person.nationality),
        [Person.nationality],
    ),
    Column(
        "entry_on",
        lambda row: row.entry_on or "",
        _l("Entered on"),
        lambda row: day(row.entry_on),
        [Stay.entry_on],
    ),
    Column("entry_lane", lambda row: row.entry.lane.code if row.entry else ""),
    Column(
        "authorised_until",
        lambda row: row.authorised_until or "",
        _l("Last lawful day"),
        lambda row: day(row.authorised_until),
        [Stay.authorised_until],
    ),
    Column(
        "days_over",
        lambda row: stays.counted(row, today()).over if state(row) == "overstay" else "",
        _l("Days past"),
    ),
    Column("state", state, _l("State"), _state),
    Column("coverage", _covered, _l("Who could have seen the exit")),
    Column("evidence", _evidence, _l("Evidence"), in_file=False),
    Column("days_used", lambda row: stays.counted(row, today()).used),
    Column("entry_reference", lambda row: row.entry.human_ref if row.entry else ""),
    Column("exit_on", lambda row: row.exit_on or ""),
    Column("matched_by", lambda row: row.matched_by),
    Column("presumed_rule", lambda row: row.presumed_rule),
    Column("presumed_on", lambda row: row.presumed_on or ""),
    Column("posts_connected", lambda row: seen_by(row).connected),
    Column("posts_known", lambda row: seen_by(row).known),
)
STAYS: Listed[Stay] = Listed("stays.index", _COLUMNS, tie=(Stay.last_at, Stay.id))
