"""The traveller's photo on the sheet, and the pictures kept with a crossing."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from borderpost.web import is_fragment
from crossings import Permission, reading
from crossings.models import Crossing, PictureKind
from crossings.queries import pictures as kept
from crossings.queries import register as crossings
from crossings.services import pictures, reading_log
from crossings.views.here import sheet_here
from crossings.views.sheet_page import panel_of, rendered

bp = Blueprint("pictures", __name__)


@bp.post("/desk/<uuid:inspection_id>/face")
@requires(Permission.INSPECT)
def take_face(inspection_id: UUID) -> str | Answer:
    """Take the traveller's photo, or another one in its place."""
    sheet_here(inspection_id)
    sent = request.files.get("photo")
    jpeg = reading.face(sent.read() if sent else b"")
    pictures.take_face(inspection_id, jpeg, by=current_user)
    return _sheet(inspection_id)


@bp.post("/desk/<uuid:inspection_id>/face/remove")
@requires(Permission.INSPECT)
def remove_face(inspection_id: UUID) -> str | Answer:
    """Take the photo off the sheet."""
    sheet_here(inspection_id)
    pictures.remove_face(inspection_id, by=current_user)
    return _sheet(inspection_id)


@bp.get("/desk/<uuid:inspection_id>/face.jpg")
@requires(Permission.INSPECT)
def face(inspection_id: UUID) -> Response:
    """The photo on the sheet, until the traveller is decided."""
    return _jpeg(sheet_here(inspection_id).face_jpeg)


@bp.get("/register/<uuid:crossing_id>/page.jpg")
@requires(Permission.READ)
def kept_page(crossing_id: UUID) -> Response:
    """The document's page that the post's policy keeps; each look leaves a line."""
    return _kept(_crossing(crossing_id), PictureKind.PAGE)


@bp.get("/register/<uuid:crossing_id>/face.jpg")
@requires(Permission.READ)
def kept_face(crossing_id: UUID) -> Response:
    """The traveller's photo that the post's policy keeps; each look leaves a line."""
    return _kept(_crossing(crossing_id), PictureKind.FACE)


@bp.errorhandler(Refused)
def picture_refused(refusal: Refused) -> Answer:
    """The photo's part of the sheet, or the whole sheet, with the reason."""
    template = "crossings/_face_changed.html" if is_fragment() else "crossings/sheet.html"
    panel = panel_of(sheet_here((request.view_args or {})["inspection_id"]))
    return Response(rendered(template, panel, refusal), status=422)


@bp.errorhandler(AlreadyDone)
def picture_taken_already(_error: AlreadyDone) -> str | Answer:
    """A second click: what the first one led to."""
    return _sheet((request.view_args or {})["inspection_id"])


def _sheet(inspection_id: UUID) -> str | Answer:
    """The changed part to swap in, so that nothing typed is lost, or the whole sheet."""
    if is_fragment():
        panel = panel_of(sheet_here(inspection_id))
        return rendered("crossings/_face_changed.html", panel)
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


def _kept(crossing: Crossing, kind: PictureKind) -> Response:
    jpeg = kept.jpeg(crossing, kind)
    if jpeg:
        reading_log.picture(crossing, kind.value, by=current_user)
    return _jpeg(jpeg)


def _jpeg(data: bytes | None) -> Response:
    if not data:
        abort(404)
    return Response(data, mimetype="image/jpeg")


def _crossing(crossing_id: UUID) -> Crossing:
    return crossings.crossing(crossing_id, current_user.post_id) or abort(404)
