"""Taking one's last decision back: a button on the desk, and Ctrl+Z."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import submission
from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.submission import AlreadyDone
from crossings import Permission
from crossings.models import Inspection
from crossings.queries import refusals, register
from crossings.services import undoing

bp = Blueprint("undoing", __name__, url_prefix="/desk/undo")


@bp.post("/<uuid:crossing_id>")
@requires(Permission.DECIDE)
def undo(crossing_id: UUID) -> Answer:
    """Take the decision back and open its sheet again."""
    if register.crossing(crossing_id, current_user.post_id) is None:
        abort(404)
    opened: list[Inspection] = []
    if not attempted(lambda: opened.append(undoing.undo(crossing_id, by=current_user))):
        return redirect(url_for("desk.show"))
    form = refusals.of_crossing(crossing_id)
    if form:
        told = _("Form %(number)s is void. Take every copy back.", number=form.number)
        flash(told, "warning")
    return redirect(url_for("desk.sheet", inspection_id=opened[0].id))


@bp.errorhandler(AlreadyDone)
def did_already(_error: AlreadyDone) -> Answer:
    """A second click: on to the sheet that the first one opened."""
    row = register.by_form(submission.current_key())
    if row is None:
        return redirect(url_for("desk.show"))
    return redirect(url_for("desk.sheet", inspection_id=row.inspection_id))
