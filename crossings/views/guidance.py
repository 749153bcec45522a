"""The page where a post says where the parents' authorisation is given."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from crossings import Permission
from crossings.minor_forms import GuidanceForm
from crossings.queries import guidance
from crossings.services import guiding
from crossings.views.here import post_to_change

bp = Blueprint("guidance", __name__, url_prefix="/posts/<uuid:post_id>/authorisation")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.POLICY)
def edit(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say it from now on."""
    post_to_change(post_id)
    form = GuidanceForm(obj=guidance.of_post(post_id))

    def change() -> None:
        texts = {name: (form[name].data or "").strip() for name in guiding.TEXTS}
        guiding.change(post_id, texts, by=current_user)

    if saved(form, change, done=_("Saved. It holds for the next paper on.")):
        return redirect(url_for("guidance.edit", post_id=post_id))
    return answered("crossings/guidance.html", form, post=post_to_change(post_id))
