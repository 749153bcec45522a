"""Pages of versions: a file is loaded, looked at, and put in force by another person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.db import new_id
from borderpost.forms import answered, attempted, saved
from watchlist import Permission, alert_words, shelf
from watchlist.forms import FileForm
from watchlist.models import ListVersion, WatchList
from watchlist.queries import lists
from watchlist.services import forcing, loading
from watchlist.services.receiving import Source

bp = Blueprint("versions", __name__, url_prefix="/watchlist")
Page = str | tuple[str, int] | Answer


@bp.route("/lists/<uuid:watch_list_id>/load", methods=["GET", "POST"])
@requires(Permission.LOAD)
def load(watch_list_id: UUID) -> Page:
    """Read a file into a version that waits for another person."""
    found = _list(watch_list_id)
    form = FileForm()
    made: list[UUID] = []
    if saved(form, lambda: made.append(_loaded(found.id, form))):
        return redirect(url_for("versions.show", watch_version_id=made[0]))
    return answered("watchlist/load.html", form, found=_list(watch_list_id))


@bp.get("/versions/<uuid:watch_version_id>")
@requires(Permission.LISTS)
def show(watch_version_id: UUID) -> str:
    """One version: what it changes, what was rejected and why."""
    row = _version(watch_version_id)
    return render_template(
        "watchlist/version.html",
        version=row,
        rejects=alert_words.rejects(row),
        refusal=alert_words.refusal(row) if row.refusal else "",
        is_own=row.created_by == current_user.officer_id and not row.signer,
        may_decide=Permission.APPROVE in current_user.permissions,
        words=alert_words,
    )


@bp.post("/versions/<uuid:watch_version_id>/approve")
@requires(Permission.APPROVE)
def approve(watch_version_id: UUID) -> Answer:
    """Put a version in force; never the own one."""
    _version(watch_version_id)
    attempted(
        lambda: forcing.put_in_force(watch_version_id, by=current_user),
        done=_("In force: travellers are screened against it from now on."),
    )
    return redirect(url_for("versions.show", watch_version_id=watch_version_id))


@bp.post("/versions/<uuid:watch_version_id>/drop")
@requires(Permission.APPROVE)
def drop(watch_version_id: UUID) -> Answer:
    """Say no to a version that waits."""
    _version(watch_version_id)
    attempted(lambda: forcing.drop(watch_version_id, by=current_user), done=_("Dropped."))
    return redirect(url_for("versions.show", watch_version_id=watch_version_id))


def _loaded(list_id: UUID, form: FileForm) -> UUID:
    """The version of a sent file, which lies in the instance until it is read."""
    day = form.issued.data
    issued = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    name = Path(form.file.data.filename or "").name
    path = shelf.incoming() / str(new_id())
    form.file.data.save(path)
    source = Source(path, form.format.data, name, {}, issued, form.may_shrink.data)
    row = loading.load(list_id, source, by=current_user)
    path.unlink(missing_ok=True)
    return row.id


def _list(watch_list_id: UUID) -> WatchList:
    return lists.watch_list(watch_list_id) or abort(404)


def _version(watch_version_id: UUID) -> ListVersion:
    return lists.version(watch_version_id) or abort(404)
