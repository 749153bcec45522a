"""Second line: who waits there, longest first."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask_login import current_user

from borderpost import listing
from borderpost.access import requires
from crossings import Permission
from crossings.listed import SECOND_LINE
from crossings.queries import inspections
from crossings.services import reading_log

bp = Blueprint("second_line", __name__, url_prefix="/second-line")


@bp.get("/")
@requires(Permission.SECOND_LINE)
def index() -> str:
    """Travellers whom the desk referred and nobody has decided."""
    page = listing.page(SECOND_LINE.sorted(inspections.open_referrals(current_user.post_id)))
    return render_template("crossings/second_line.html", page=page, listed=SECOND_LINE)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.SECOND_LINE)
def export() -> Response:
    """Who waits in second line, as CSV or XLSX."""
    waiting = inspections.open_referrals(current_user.post_id)
    reading_log.exported(listing.count(waiting), by=current_user)
    return listing.as_file("second-line", SECOND_LINE.files, SECOND_LINE.sorted(waiting))
