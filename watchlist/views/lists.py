"""Pages of lists: how old each is, its versions, and what holds for it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from watchlist import Permission, alert_words, signers
from watchlist.columns import VERSIONS
from watchlist.forms import ListForm
from watchlist.models import WatchList
from watchlist.outcome import Searched
from watchlist.queries import entries, lists
from watchlist.screening import standings
from watchlist.services import keeping

bp = Blueprint("watchlists", __name__, url_prefix="/watchlist")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.LISTS)
def index() -> str:
    """Every list with its age, and what waits for a second person."""
    every = lists.every()
    return render_template(
        "watchlist/lists.html",
        lists=every,
        standing=_standing(),
        versions={one.id: lists.numbered(one.id, one.version) for one in every},
        waiting=lists.waiting(),
        proposals=len(entries.open_proposals()),
        words=alert_words,
    )


@bp.get("/lists/<uuid:watch_list_id>")
@requires(Permission.LISTS)
def show(watch_list_id: UUID) -> str:
    """One list: its versions, what was wrong with files, and how good its birth dates are."""
    found = _list(watch_list_id)
    return render_template(
        "watchlist/list.html",
        found=found,
        state=_standing().get(found.name),
        version=lists.numbered(found.id, found.version),
        page=VERSIONS.page(lists.versions(found.id)),
        listed=VERSIONS,
        steps=lists.thresholds(found.id),
        signers=sorted(signers.installed()),
        words=alert_words,
    )


@bp.route("/lists/new", methods=["GET", "POST"])
@requires(Permission.LOAD)
def new() -> Page:
    """A list that this machine lacks."""
    form = ListForm(data={"stale_days": 30, "is_active": True, "code": "refer"})
    made: list[UUID] = []

    def create() -> None:
        made.append(keeping.create(form.facts(), by=current_user).id)

    if saved(form, create, done=_("Saved.")):
        return redirect(url_for("watchlists.show", watch_list_id=made[0]))
    return answered("watchlist/list_edit.html", form, found=None)


@bp.route("/lists/<uuid:watch_list_id>/change", methods=["GET", "POST"])
@requires(Permission.LOAD)
def change(watch_list_id: UUID) -> Page:
    """Change what holds for a list."""
    found = _list(watch_list_id)
    name, holds = found.name, found.holds
    form = ListForm(obj=found)

    def keep() -> None:
        keeping.change(watch_list_id, form.facts(name, holds), by=current_user)

    if saved(form, keep, done=_("Saved.")):
        return redirect(url_for("watchlists.show", watch_list_id=watch_list_id))
    return answered("watchlist/list_edit.html", form, found=_list(watch_list_id))


def _standing() -> dict[str, Searched]:
    """How each active list stands, by name."""
    return {one.name: one for one in standings()}


def _list(watch_list_id: UUID) -> WatchList:
    return lists.watch_list(watch_list_id) or abort(404)
