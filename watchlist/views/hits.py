"""Hits: the supervisor's page with everything, and second line's way to clear one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import gates
from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.officers import queries as officers
from watchlist import Permission, alert_words, kept
from watchlist.columns import HITS
from watchlist.models import Screened
from watchlist.queries import hits
from watchlist.services import clearing, looking

bp = Blueprint("hits", __name__, url_prefix="/watchlist/hits")


@bp.get("/")
@requires(Permission.HITS)
def index() -> str:
    """Every hit at this post, also those that the desk never sees."""
    page = HITS.page(hits.of_post(current_user.post_id))
    shown = render_template("watchlist/hits.html", page=page, listed=HITS)
    looking.hits_listed(page.total, by=current_user)
    return shown


@bp.get("/<uuid:screened_id>")
@requires(Permission.HITS)
def show(screened_id: UUID) -> str:
    """One traveller's hits with their reasons, and the sheet that they belong to."""
    row = _screened(screened_id)
    shown = render_template(
        "watchlist/hit.html",
        row=row,
        found=kept.unpacked(row),
        others=[one for one in hits.of_sheet(row.sheet_id) if one.id != row.id and one.has_hits],
        sheet=gates.sheet_of(row.sheet_id, current_user.post_id),
        officer=officers.names({row.created_by} if row.created_by else set()),
        words=alert_words,
    )
    looking.hit(screened_id, by=current_user)
    return shown


@bp.post("/<uuid:screened_id>/clear")
@requires(Permission.CLEAR)
def clear(screened_id: UUID) -> Answer:
    """Second line says what shows that a hit is somebody else."""
    sheet_id = _screened(screened_id).sheet_id
    entry, reason = request.form.get("entry", ""), request.form.get("reason", "")
    attempted(
        lambda: clearing.clear(screened_id, entry, reason, by=current_user),
        done=_("Cleared. The next time this traveller passes with this document, it is silent."),
    )
    sheet = gates.sheet_of(sheet_id, current_user.post_id)
    if sheet is None:
        return redirect(url_for("home.show"))
    return redirect(url_for(sheet.endpoint, inspection_id=sheet_id))


def _screened(screened_id: UUID) -> Screened:
    return hits.screened(screened_id, current_user.post_id) or abort(404)
