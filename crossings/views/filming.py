"""The camera at the desk: a picture at a time, until the sheet opens by itself."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import submission
from borderpost.access import by_itself, requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import Permission, reading
from crossings.models import Inspection
from crossings.queries import inspections
from crossings.services import inspecting
from crossings.services.place import place_of

bp = Blueprint("filming", __name__, url_prefix="/desk/film")

HINTS = {
    "reading": _l("Reading: hold it still."),
    "no_zone": _l("No zone seen: hold the page with the lines at its foot before the camera."),
    "cut_off": _l("Show the whole page: the lines at its foot are cut off."),
    "too_small": _l("Bring the document closer."),
    "too_dark": _l("It is too dark: give more light."),
    "glare": _l("The light is reflected: tilt the document a little."),
    "blurred": _l("It is blurred: hold it still, flat and not too close."),
}


@bp.post("")
@requires(Permission.INSPECT)
@by_itself
def take() -> Answer:
    """One picture of a film: what to do before the camera, or where the sheet is."""
    if opened := _opened_before():
        return _opened(opened)
    place_of(current_user)  # nobody films for a sheet that cannot be opened
    picture = request.files.get("picture")
    seen = reading.filmed(
        picture.read() if picture else b"", current_user.sign_in_id, submission.current_key()
    )
    if isinstance(seen, str):
        return jsonify(hint=seen, words=str(HINTS[seen]))
    inspection = inspecting.open_inspection(
        seen, by=current_user, keep_days=current_app.config["INSPECTION_DAYS"]
    )
    return _opened(inspection)


@bp.errorhandler(Refused)
def not_filmed(refusal: Refused) -> Answer:
    """The reason, for the words under the camera; the page stops filming."""
    answer: Response = jsonify(words=str(refusal.sentence))
    answer.status_code = 422
    return answer


@bp.errorhandler(AlreadyDone)
def opened_already(_error: AlreadyDone) -> Answer:
    """Two pictures were under way: the second goes to the sheet of the first."""
    opened = _opened_before()
    return _opened(opened) if opened else jsonify(at=url_for("desk.show"), words="")


def _opened_before() -> Inspection | None:
    found = inspections.by_form(submission.current_key())
    return found if found and found.officer_id == current_user.officer_id else None


def _opened(inspection: Inspection) -> Answer:
    address = url_for("desk.sheet", inspection_id=inspection.id)
    return jsonify(at=address, words=_("The document is read."))
