"""What a reader sent, at the desk: asked for quietly, opened as a sheet by the officer there."""

from __future__ import annotations

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import by_itself, requires
from crossings import Permission
from crossings.queries import agents
from crossings.services import agent_documents as documents
from crossings.services.place import place_or_trouble
from crossings.views.opening import answers_for

bp = Blueprint("agent_desk", __name__, url_prefix="/desk/reader")
answers_for(bp)


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
    sheet_id = request.args.get("sheet", type=UUID)
    is_visa = found is not None and sheet_id is not None and documents.is_visa(found)
    return render_template(
        "crossings/_waiting.html", document=found, sheet_id=sheet_id, is_visa=is_visa
    )


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


@bp.app_template_global("lane_has_reader")
def lane_has_reader() -> bool:
    """Whether the page should ask at all: a reader program is bound to the officer's lane."""
    lane_id = _lane_id()
    return lane_id is not None and agents.has_agent(lane_id)


def _lane_id() -> UUID | None:
    place, _trouble = place_or_trouble(current_user)
    return place.lane.id if place else None
