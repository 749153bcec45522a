"""Pages of entries: who is listed, and proposals to add, change and remove."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, pasts
from borderpost.access import requires
from borderpost.forms import answered, saved
from watchlist import Permission, alert_words
from watchlist.columns import ENTRIES
from watchlist.formats import dates
from watchlist.forms import EntryForm, ReasonForm, in_a_year, present
from watchlist.looking_back import Past, look_back
from watchlist.matching import Identity
from watchlist.models import Entry, Holds, WatchList
from watchlist.outcome import Hit, Shown
from watchlist.queries import entries, lists
from watchlist.screening import screen
from watchlist.services import looking, proposing

bp = Blueprint("entries", __name__, url_prefix="/watchlist")
Page = str | tuple[str, int] | Answer
DAYS = (30, 90, 400)  # how far back a new entry is held against past crossings
MOST = 20_000  # passages of one look back, the newest: somebody waits for the page


@bp.get("/lists/<uuid:watch_list_id>/entries")
@requires(Permission.ENTRIES)
def index(watch_list_id: UUID) -> str:
    """The entries of a list in force."""
    found = _list(watch_list_id)
    page = ENTRIES.page(entries.of_list(found))
    shown = render_template("watchlist/entries.html", found=found, page=page, listed=ENTRIES)
    looking.listed(watch_list_id, len(page.rows), by=current_user)
    return shown


@bp.get("/search")
@requires(Permission.ENTRIES)
def search() -> str:
    """Is this person listed? Asked as the desk asks; each search leaves a line."""
    asked = {name: request.args.get(name, "").strip()[:120] for name in _ASKED}
    hits: tuple[Hit, ...] = ()
    if any(asked.values()):
        identity = Identity(
            names=(asked["name"],) if asked["name"] else (), birth_date=dates.iso(asked["born"])
        )
        hits = screen(identity, Shown(asked["number"], asked["issuer"].upper(), "P")).hits
        looking.searched(len(hits), by=current_user)
    return render_template(
        "watchlist/search.html", asked=asked, hits=hits, words=alert_words,
        is_asked=any(asked.values()),
    )  # fmt: skip


@bp.get("/entries/<uuid:entry_id>")
@requires(Permission.ENTRIES)
def show(entry_id: UUID) -> str:
    """One entry, and who of the past it may mean when that is asked for."""
    row, days = _entry(entry_id), request.args.get("days", type=int)
    list_id, past = row.list_id, _past(row, days) if days in DAYS else None
    shown = render_template("watchlist/entry.html", form=ReasonForm(), **_told(row, past, days))
    looking.entry(entry_id, by=current_user)
    if past is not None:
        looking.looked_back(list_id, past.asked, len(past.passed), by=current_user)
    return shown


@bp.route("/lists/<uuid:watch_list_id>/entries/new", methods=["GET", "POST"])
@requires(Permission.PROPOSE)
def new(watch_list_id: UUID) -> Page:
    """Propose an entry; another person decides."""
    found = _list(watch_list_id)
    if found.holds != Holds.PEOPLE:
        abort(404)
    form = EntryForm(data={"code": found.code, "expires_on": in_a_year()})

    def propose() -> None:
        proposing.propose_new(watch_list_id, form.content(), form.why.data or "", by=current_user)

    if saved(form, propose, done=_("Proposed. Another person decides.")):
        return redirect(url_for("watch_proposals.index"))
    return answered("watchlist/entry_edit.html", form, found=_list(watch_list_id), entry=None)


@bp.route("/entries/<uuid:entry_id>/change", methods=["GET", "POST"])
@requires(Permission.PROPOSE)
def change(entry_id: UUID) -> Page:
    """Propose another content of an entry."""
    row = _entry(entry_id)
    form = EntryForm(data=present(entries.listed(row)) | {"code": row.code})

    def propose() -> None:
        proposing.propose_change(entry_id, form.content(), form.why.data or "", by=current_user)

    if saved(form, propose, done=_("Proposed. Another person decides.")):
        return redirect(url_for("watch_proposals.index"))
    row = _entry(entry_id)
    return answered("watchlist/entry_edit.html", form, found=row.list, entry=row)


@bp.post("/entries/<uuid:entry_id>/remove")
@requires(Permission.PROPOSE)
def remove(entry_id: UUID) -> Page:
    """Propose to take an entry off."""
    _entry(entry_id)
    form = ReasonForm()

    def propose() -> None:
        proposing.propose_removal(entry_id, form.reason.data or "", by=current_user)

    if saved(form, propose, done=_("Proposed. Another person decides.")):
        return redirect(url_for("watch_proposals.index"))
    return answered("watchlist/entry.html", form, **_told(_entry(entry_id)))


def _told(row: Entry, past: Past | None = None, days: int | None = None) -> dict[str, object]:
    """What the page of an entry shows beside its form."""
    return {
        "entry": row, "listed": entries.listed(row), "is_standing": row.until is None,
        "past": past, "days": days, "all_days": DAYS, "words": alert_words,
    }  # fmt: skip


def _past(row: Entry, days: int) -> Past:
    until = clock.today()
    asked = pasts.Asked(until - timedelta(days=days), until, current_user.post_id, MOST)
    return look_back(row.list_id, asked, entries.identities_of(row.id, entries.listed(row)))


_ASKED = ("name", "born", "number", "issuer")


def _entry(entry_id: UUID) -> Entry:
    return entries.entry(entry_id) or abort(404)


def _list(watch_list_id: UUID) -> WatchList:
    return lists.watch_list(watch_list_id) or abort(404)
