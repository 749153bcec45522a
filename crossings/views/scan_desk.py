"""Documents of a scan that wait at the desk: opened one after another, or cleared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from crossings import Permission
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.queries import scans as waiting
from crossings.services import scans
from crossings.views.opening import answers_for

bp = Blueprint("scan_desk", __name__, url_prefix="/desk/scan")
answers_for(bp)


@dataclass(frozen=True)
class Waiting:
    """One document that waits, as the desk lists it."""

    id: UUID
    name: str
    number: str
    place: int
    size: int


@bp.post("/<uuid:waiting_id>/open")
@requires(Permission.INSPECT)
def open_sheet(waiting_id: UUID) -> Answer:
    """Make it the sheet of the officer who scanned it, and show it."""
    _refuse_strangers(waiting_id)
    inspection = scans.open_document(
        waiting_id, by=current_user, keep_days=current_app.config["INSPECTION_DAYS"]
    )
    return redirect(url_for("desk.sheet", inspection_id=inspection.id))


@bp.post("/<uuid:waiting_id>/clear")
@requires(Permission.INSPECT)
def clear(waiting_id: UUID) -> Answer:
    """Erase one without a sheet."""
    _refuse_strangers(waiting_id)
    return _cleared([waiting_id])


@bp.post("/clear")
@requires(Permission.INSPECT)
def clear_all() -> Answer:
    """Erase those that the page showed; what came since stays."""
    return _cleared(request.form.getlist("waiting", type=UUID))


def waiting_scans() -> list[Waiting]:
    """What waits for the officer who looks at the page."""
    return [_shown(row) for row in waiting.waiting(current_user.officer_id)]


def _cleared(which: list[UUID]) -> Answer:
    count = scans.clear(which, by=current_user)
    if count:
        told = ngettext("%(num)s document is cleared.", "%(num)s documents are cleared.", count)
        flash(told, "success")
    else:
        flash(_("Nothing waits any more. It was opened or cleared already."), "info")
    return redirect(url_for("desk.show"))


def _refuse_strangers(waiting_id: UUID) -> None:
    """Another officer's document is not there, as another post's is not."""
    if not waiting.is_of(waiting_id, current_user.officer_id):
        abort(404)


def _shown(row: Inspection) -> Waiting:
    sheet = sheets.from_plain(row.sheet)
    name = f"{sheet['surname'].value} {sheet['given_names'].value}".strip()
    number = sheet["document_number"].value
    return Waiting(row.id, name, number, row.scan_place or 0, row.scan_size or 0)
