"""The page on which a run is copied."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from training import Permission
from training.copy_forms import CopyForm
from training.models import Run
from training.services import copying
from training.views import here

bp = Blueprint("run_copies", __name__, url_prefix="/training/runs")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:run_id>/copy", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new(run_id: UUID) -> Page:
    """A new run with the half days and the tests of this one."""
    code, form, made = here.run(run_id).code, CopyForm(), list[Run]()

    def copy() -> None:
        told = form.code.data.strip(), form.starts_on.data
        made.append(copying.copy(run_id, *told, by=current_user))

    if saved(form, copy, done=_("Copied. Look at its days and its budget line.")):
        return redirect(url_for("runs.show", run_id=made[0].id))
    back = url_for("runs.show", run_id=run_id)
    return answered("edit.html", form, heading=_("Copy %(code)s", code=code), back=back)
