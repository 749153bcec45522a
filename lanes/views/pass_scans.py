"""A pass at the desk: the door by which its code comes in, its part of the sheet, and the other
direction where the guess was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.sheet_parts import Part
from borderpost.submission import AlreadyDone
from borderpost.ways_on import Way
from crossings import Permission as DeskPermission
from crossings.models.inspection import State
from crossings.queries import inspections
from crossings.services import inspecting
from lanes.pass_codes import looks_like_one, typed_number
from lanes.queries import passes
from lanes.services import pass_scanning

bp = Blueprint("pass_desk", __name__, url_prefix="/desk")


def at_desk(texts: Sequence[str]) -> Way | None:
    """The sheet of the holder whose pass was scanned, or whose pass's number was typed."""
    text = next((one for one in texts if looks_like_one(one) or typed_number(one)), None)
    if text is None:
        return None
    keep_days = current_app.config["INSPECTION_DAYS"]
    inspection = pass_scanning.scan(text, by=current_user, keep_days=keep_days)
    return Way("desk.sheet", {"inspection_id": inspection.id}, _l("To the sheet"))


def part(inspection_id: UUID, post_id: UUID | None) -> Part | None:
    """The pass beside the facts of its holder; None for a sheet that no pass opened."""
    row = passes.of_sheet(inspection_id, post_id)
    sheet = inspections.inspection(inspection_id, post_id)
    if row is None or sheet is None:
        return None
    last = passes.last_crossing(row)
    told = {
        "row": row,
        "inspection_id": inspection_id,
        "is_overdue": pass_scanning.overdue_since(row, last),
        "left_on": last.occurred_on if last else None,
        "may_turn": sheet.state == State.OPEN,
        "direction": sheet.direction,
    }
    return Part("lanes/_pass_part.html", told)


@bp.post("/<uuid:inspection_id>/turn")
@requires(DeskPermission.INSPECT)
def turn(inspection_id: UUID) -> Answer:
    """The other direction than the one that was guessed from the last crossing."""
    if passes.of_sheet(inspection_id, current_user.post_id) is None:
        abort(404)
    done = _("The direction is changed. Look at the sheet again.")
    attempted(lambda: inspecting.turn(inspection_id, by=current_user), done=done)
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


@bp.errorhandler(AlreadyDone)
def turned_already(_error: AlreadyDone) -> Answer:
    """A second click turns nothing back."""
    return redirect(url_for("desk.sheet", **(request.view_args or {})))
