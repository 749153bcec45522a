"""The event log of a post as a file, for an auditor."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_login import current_user

from borderpost import listing
from borderpost.access import requires
from equipment import Permission, event_listed
from equipment.queries import event_log
from equipment.services import reading_log

bp = Blueprint("event_log", __name__, url_prefix="/equipment")


@bp.get("/events.xlsx")
@bp.get("/events.csv")
@requires(Permission.READ)
def export() -> Response:
    """Every event of the post's things, with the signed acceptances, as CSV or XLSX."""
    found = event_log.events(current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    columns = event_listed.columns(current_user.post_id)
    return listing.as_file("equipment-events", columns, found)
