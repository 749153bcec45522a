"""Pictures of register sheets: kept at the capture, and shown beside the lines."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.submission import AlreadyDone
from crossings import Permission, reading
from crossings.queries import register_scans as scans
from crossings.register_forms import ScanForm
from crossings.services import register_scans
from crossings.views.register_sheets import here, page

bp = Blueprint("register_scans", __name__, url_prefix="/register-sheets")
Page = str | tuple[str, int] | Answer
# What a PDF brings along runs nothing and asks nobody.
_ALONE = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}


@bp.post("/<uuid:register_sheet_id>/scans")
@requires(Permission.SHEETS)
def keep(register_sheet_id: UUID) -> Page:
    """Keep a picture of the sheet."""
    here(register_sheet_id)
    form = ScanForm()

    def write() -> None:
        register_scans.keep(register_sheet_id, form.content(), reading.page, by=current_user)

    if saved(form, write, done=_("The picture is kept with the sheet.")):
        return redirect(url_for("register_sheets.show", register_sheet_id=register_sheet_id))
    return page(here(register_sheet_id), scan=form)


@bp.get("/scans/<uuid:register_scan_id>")
@requires(Permission.SHEETS)
def show(register_scan_id: UUID) -> Response:
    """A picture of a sheet, whole; of a PDF the first page as a picture where it is asked for."""
    _found = scans.one(register_scan_id, current_user.post_id) or abort(404)
    register_scans.read(register_scan_id, by=current_user)
    row = scans.one(register_scan_id, current_user.post_id) or abort(404)
    if request.args.get("page") and row.preview:
        return Response(row.preview, mimetype="image/jpeg")
    return Response(row.content, mimetype=row.kind, headers=_ALONE)


@bp.post("/scans/<uuid:register_scan_id>/remove")
@requires(Permission.SHEETS)
def remove(register_scan_id: UUID) -> Answer:
    """Take a picture away again."""
    row = scans.one(register_scan_id, current_user.post_id) or abort(404)
    sheet_id = row.sheet_id
    done = _("The picture is taken away.")
    attempted(lambda: register_scans.remove(register_scan_id, by=current_user), done=done)
    return redirect(url_for("register_sheets.show", register_sheet_id=sheet_id))


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click changed nothing."""
    return redirect(url_for("register_sheets.index"))
