"""One step in a thing's life: the page asks what the step needs, the service refuses the rest."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission, states, words
from equipment.forms import StepForm
from equipment.services import register
from equipment.views import here

bp = Blueprint("steps", __name__, url_prefix="/equipment")


@bp.route("/<uuid:asset_id>/step/<step>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def take(asset_id: UUID, step: str) -> tuple[str, int] | Answer:
    """Take a step, such as ``store`` or ``repair``."""
    return _page(asset_id, step)


@bp.route("/<uuid:asset_id>/fault", methods=["GET", "POST"])
@requires(Permission.REPORT)
def fault(asset_id: UUID) -> tuple[str, int] | Answer:
    """Report that a thing does not work: everybody who uses it may."""
    return _page(asset_id, "fault")


def _page(asset_id: UUID, step: str) -> tuple[str, int] | Answer:
    thing = here.asset(asset_id)
    if step not in states.STEPS or step in states.CUSTODY | states.BY_CERTIFICATE:
        abort(404)
    form = StepForm(data={"version": thing.version})
    form.offer(step, thing.post_id)

    def change() -> None:
        register.step(asset_id, step, form.said(), by=current_user)

    back = url_for("equipment.show", asset_id=asset_id)
    done = _("Reported, and a work order is open.") if step == "fault" else _("Saved.")
    if saved(form, change, done=done):
        return redirect(back)
    title = f"{words.ACTS[step]} · {here.asset(asset_id).tag}"
    return answered("edit.html", form, heading=title, back=back)
