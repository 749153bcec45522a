"""What the home page says of watchlists."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock
from borderpost.access import may_open
from borderpost.features import Card
from watchlist import Permission
from watchlist.outcome import ListState
from watchlist.queries import entries, hits
from watchlist.queries import lists as reading
from watchlist.screening import standings


def lists() -> Card | None:
    """How old the oldest list is; told to all who see lists."""
    if not may_open("watchlists.index"):
        return None
    states = standings()
    bad = [one for one in states if one.state is not ListState.FRESH]
    figure = str(len(states))
    words = _("on this machine. None is stale.")
    if not states:
        words = _("on this machine: nobody is screened.")
    elif bad:
        figure, words = str(len(bad)), _("stale or not searched.")
    return Card(
        title=_("Watchlists"),
        figure=figure,
        words=words,
        address=url_for("watchlists.index"),
        icon="eye",
        tone="stop" if bad else "plain" if states else "ask",
    )


def hits_today() -> Card | None:
    """How many screenings of the last day found anything; for those who may know."""
    if not may_open("hits.index"):
        return None
    count = hits.count_since(current_user.post_id, clock.now() - timedelta(days=1))
    return Card(
        title=_("Hits"),
        figure=str(count),
        words=_("in the last 24 hours"),
        address=url_for("hits.index"),
        icon="alert-octagon",
        tone="ask" if count else "plain",
    )


def proposals() -> Card | None:
    """How many proposals and versions of others wait for this officer."""
    if not may_open("watch_proposals.index") or Permission.APPROVE not in current_user.permissions:
        return None
    own = current_user.officer_id
    count = sum(one.proposed_by != own for one in entries.open_proposals())
    count += sum(one.created_by != own for one in reading.waiting())
    return Card(
        title=_("Watchlist proposals"),
        figure=str(count),
        words=_("wait for you"),
        address=url_for("watch_proposals.index"),
        icon="clipboard-list",
        tone="ask" if count else "plain",
    )
