"""Correcting the working sheet: fields or whole lines, checked again at once."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from borderpost.web import is_fragment
from crossings import Permission, reading, words
from crossings.forms import SheetForm
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.services import alerts, inspecting
from crossings.views.here import sheet_here
from crossings.views.sheet_page import panel_of, rendered

bp = Blueprint("correction", __name__, url_prefix="/desk/<uuid:inspection_id>/correct")


@bp.get("/")
@requires(Permission.INSPECT)
def edit(inspection_id: UUID) -> str | Answer:
    """The sheet's fields to type over."""
    return _page(sheet_here(inspection_id))


@bp.post("/fields")
@requires(Permission.INSPECT)
def fields(inspection_id: UUID) -> str | Answer:
    """Take over typed fields."""
    inspection = sheet_here(inspection_id)
    form = SheetForm()
    form.offer(request.form.get("document_code", "")[:2])
    if not form.validate_on_submit():
        return Response(_page(inspection, form), status=422)
    inspecting.correct_fields(inspection_id, form.values(), by=current_user)
    return _corrected(inspection_id)


@bp.post("/lines")
@requires(Permission.INSPECT)
def lines(inspection_id: UUID) -> str | Answer:
    """Take over the zone's lines as the officer corrected them."""
    inspection = sheet_here(inspection_id)
    arrival = reading.lines(request.form.get("lines", ""), Source.PASTE)
    corrected = reading.beside(arrival.reading, inspection.reading)
    inspecting.correct_lines(inspection_id, corrected, by=current_user)
    return _corrected(inspection_id)


@bp.errorhandler(Refused)
def correction_refused(refusal: Refused) -> Answer:
    """The page again, with the reason and what was typed."""
    inspection = sheet_here((request.view_args or {})["inspection_id"])
    return Response(_page(inspection, refusal=refusal), status=422)


@bp.errorhandler(AlreadyDone)
def corrected_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    return redirect(url_for("desk.sheet", **(request.view_args or {})))


def _corrected(inspection_id: UUID) -> str | Answer:
    """The evidence checked again: a panel to swap in, or the whole sheet."""
    alerts.look(inspection_id, by=current_user)
    if is_fragment():
        return rendered("crossings/_panel.html", panel_of(sheet_here(inspection_id)))
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


def _page(
    inspection: Inspection, form: SheetForm | None = None, refusal: Refused | None = None
) -> str:
    panel = panel_of(inspection)
    shown = form or SheetForm(None, data={name: entry.value for name, entry in panel.sheet.items()})
    shown.offer(panel.sheet["document_code"].value)
    return render_template(
        "crossings/correct.html",
        panel=panel,
        form=shown,
        words=words,
        refusal=refusal,
        lines=request.form.get("lines", "\n".join(panel.reading["mrz"])),
    )
