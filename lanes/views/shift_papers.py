"""The hand-over on one paper, and the list of shifts as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import force_locale
from flask_login import current_user

from borderpost import listing, pdf
from borderpost.access import requires
from borderpost.locale import LOCALES
from borderpost.posts.letterhead_views import pictures
from lanes import Permission, shift_digest, shift_lines, shift_words
from lanes.incident_kinds import KINDS
from lanes.models import Shift
from lanes.queries import shift_log
from lanes.queries import shifts as queries
from lanes.services import reading_log
from lanes.shift_forms import ShiftSearch
from lanes.shift_listed import SHIFTS
from lanes.views import here

bp = Blueprint("shift_papers", __name__, url_prefix="/shifts")


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.SHIFT_READ)
def export() -> Response:
    """The found shifts as CSV or XLSX."""
    found = queries.listed(current_user.post_id, *ShiftSearch(request.args).chosen(here.zone()))
    reading_log.shifts_exported(listing.count(found), by=current_user)
    return listing.as_file("shifts", SHIFTS.files, SHIFTS.sorted(found))


@bp.get("/<uuid:shift_id>/sheet.pdf")
@requires(Permission.SHIFT_READ)
def sheet(shift_id: UUID) -> Response:
    """The paper as PDF in the language that is asked for (``lang``), else in the page's."""
    row = here.shift(shift_id)
    if pdf.lack():
        abort(404)
    language = request.args.get("lang", "")
    if language in LOCALES:
        with force_locale(language):
            page = render_template("lanes/shift_sheet_pdf.html", **shown(row))
    else:
        page = render_template("lanes/shift_sheet_pdf.html", **shown(row))
    return pdf.answer(pdf.drawn(page, pictures(row.post_id)), row.number)


def shown(row: Shift) -> Mapping[str, object]:
    """What page and paper say of a shift."""
    counts = [shift_lines.from_plain(lines) for lines in (row.opening, row.given, row.taken)]
    lines = {one.key: one for count in counts for one in count}
    return {
        "shift": row,
        "post": row.post,
        "lines": list(lines.values()),
        "counts": [{one.key: one for one in count} for count in counts],
        "incidents": [
            {**one, "at": datetime.fromisoformat(one["at"])}
            for one in (
                row.incidents if row.closed_at else shift_log.as_kept(row.post_id, row.created_at)
            )
        ],
        "kinds": {code: str(kind) for code, kind in KINDS.known().items()},
        "agrees": shift_digest.agrees(row),
        "words": shift_words,
    }
