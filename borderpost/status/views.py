"""The page of the machine's state."""

from __future__ import annotations

from flask import Blueprint, render_template

from borderpost import capabilities
from borderpost.access import requires
from borderpost.status import Permission

bp = Blueprint("status", __name__, url_prefix="/status")


@bp.get("/")
@requires(Permission.READ)
def show() -> str:
    """Every line of ``flask doctor``; what is lacking first, what must not be before all."""
    rows = sorted(capabilities.found(), key=lambda row: (row.is_present, not row.is_needed))
    lacking = sum(not row.is_present for row in rows)
    return render_template("status/show.html", rows=rows, lacking=lacking)
