"""The print beside the zone, compared after the sheet is open: no traveller waits for it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from borderpost.web import is_fragment
from crossings import Permission, reading
from crossings.services import comparing
from crossings.views.here import sheet_here
from crossings.views.sheet_page import panel_of, rendered

bp = Blueprint("printed", __name__)


@bp.post("/desk/<uuid:inspection_id>/printed")
@requires(Permission.INSPECT)
def compare(inspection_id: UUID) -> str | Answer:
    """Compare what is printed on the page with what its zone codes."""
    inspection = sheet_here(inspection_id)
    page, version = comparing.page_to_compare(inspection_id), inspection.version
    found = reading.printed(page, inspection.reading)
    comparing.keep_comparison(inspection_id, version, found, by=current_user)
    return _shown(inspection_id)


@bp.errorhandler(Refused)
def print_refused(refusal: Refused) -> Answer:
    """The block with the reason, or the whole sheet. A fragment comes with status 200, for
    htmx throws the others away and the officer would never learn why."""
    panel = panel_of(sheet_here((request.view_args or {})["inspection_id"]))
    if is_fragment():
        return Response(rendered("crossings/_printed.html", panel, refusal))
    return Response(rendered("crossings/sheet.html", panel, refusal), status=422)


@bp.errorhandler(AlreadyDone)
def print_compared_already(_error: AlreadyDone) -> str | Answer:
    """A second click: what the first one led to."""
    return _shown((request.view_args or {})["inspection_id"])


def _shown(inspection_id: UUID) -> str | Answer:
    if is_fragment():
        return rendered("crossings/_printed_changed.html", panel_of(sheet_here(inspection_id)))
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))
