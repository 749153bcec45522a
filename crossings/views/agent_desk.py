"""What a reader sent, at the desk: asked for quietly, opened as a sheet by the officer there."""

from __future__ import annotations

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import submission
from borderpost.access import by_itself, requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import Permission
from crossings.queries import agents, inspections
from crossings.services import agent_documents as documents
from crossings.services.place import place_or_trouble

bp = Blueprint("agent_desk", __name__, url_prefix="/desk/reader")


@bp.get("/waiting")
@requires(Permission.INSPECT)
@by_itself
def waiting() -> Answer | str:
    """The document that waits at the officer's lane, if any; 204 when nothing changed."""
    lane_id = _lane_id()
    if lane_id is None:
        return Response(status=204)
    documents.forget_expired(lane_id)
    found = agents.waiting(lane_id)
    if request.args.get("shown", "") == (str(found.id) if found else ""):
        return Response(status=204)
    on_sheet = request.args.get("at") == "sheet"
    return render_template("crossings/_waiting.html", document=found, on_sheet=on_sheet)


@bp.post("/<uuid:document_id>/open")
@requires(Permission.INSPECT)
def open_sheet(document_id: UUID) -> Answer:
    """Make it the sheet of this officer, and show it."""
    if not agents.is_of_post(document_id, current_user.post_id):
        abort(404)
    inspection = documents.open_document(
        document_id, by=current_user, keep_days=current_app.config["INSPECTION_DAYS"]
    )
    return redirect(url_for("desk.sheet", inspection_id=inspection.id))


@bp.errorhandler(Refused)
def not_opened(refusal: Refused) -> Answer:
    """Back to the desk with the reason."""
    flash(str(refusal.sentence), "warning")
    return redirect(url_for("desk.show"))


@bp.errorhandler(AlreadyDone)
def opened_already(_error: AlreadyDone) -> Answer:
    """A second click: on to the sheet that the first one opened."""
    opened = inspections.by_form(submission.current_key())
    address = url_for("desk.sheet", inspection_id=opened.id) if opened else url_for("desk.show")
    return redirect(address)


@bp.app_template_global("lane_has_reader")
def lane_has_reader() -> bool:
    """Whether the page should ask at all: a reader program is bound to the officer's lane."""
    lane_id = _lane_id()
    return lane_id is not None and agents.has_agent(lane_id)


def _lane_id() -> UUID | None:
    place, _trouble = place_or_trouble(current_user)
    return place.lane.id if place else None
