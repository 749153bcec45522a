"""The page where an officer makes and revokes calendar addresses, and the calendar itself."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import public, signed_in
from borderpost.calendars import queries, services, written
from borderpost.forms import attempted
from borderpost.security import limiter

bp = Blueprint("calendars", __name__, url_prefix="/calendar")


@bp.get("/")
@signed_in
def show() -> str:
    """The officer's addresses."""
    return _page("")


@bp.post("/")
@signed_in
def make() -> str:
    """A new address; this page shows it, and no other ever will."""
    kept: list[str] = []
    attempted(lambda: kept.append(services.make(by=current_user)))
    address = url_for("calendars.feed", token=kept[0], _external=True) if kept else ""
    return _page(address)


@bp.post("/<uuid:feed_id>/revoke")
@signed_in
def revoke(feed_id: UUID) -> Answer:
    """Have an address answer nothing any more."""
    attempted(
        lambda: services.revoke(feed_id, by=current_user),
        done=_("The address is revoked. Programs that know it read nothing any more."),
    )
    return redirect(url_for("calendars.show"))


@bp.get("/<token>.ics")
@public
@limiter.limit("60 per minute")
def feed(token: str) -> Response:
    """The calendar behind a secret address (RFC 5545); the same 404 for one that is wrong, revoked
    or of a closed account."""
    found = queries.feed(token) or abort(404)
    g.page_locale = found.account.locale
    whose, feed_id = queries.whose(found), found.id
    body = written.calendar(queries.entries(whose), _("Due dates of the post"), request.host_url)
    services.seen(feed_id)
    return Response(body, mimetype="text/calendar")


def _page(address: str) -> str:
    rows = queries.feeds(current_user.account_id)
    if address:
        flash(_("Copy the address now: it is not shown again."), "warning")
    return render_template("calendars/show.html", rows=rows, address=address)
