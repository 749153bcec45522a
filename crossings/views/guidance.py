"""The page where a post says where the parents' authorisation is given."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts import Permission as PostPermission
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import Permission
from crossings.minor_forms import GuidanceForm
from crossings.queries import guidance
from crossings.services import guiding

bp = Blueprint("guidance", __name__, url_prefix="/posts/<uuid:post_id>/authorisation")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.POLICY)
def edit(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say it from now on."""
    _post(post_id)
    form = GuidanceForm(obj=guidance.of_post(post_id))

    def change() -> None:
        texts = {name: (form[name].data or "").strip() for name in guiding.TEXTS}
        guiding.change(post_id, texts, by=current_user)

    if saved(form, change, done=_("Saved. It holds for the next paper on.")):
        return redirect(url_for("guidance.edit", post_id=post_id))
    return answered("crossings/guidance.html", form, post=_post(post_id))


def _post(post_id: UUID) -> Post:
    """The own post, or any for who may change posts; another one is not there."""
    if post_id != current_user.post_id and PostPermission.WRITE not in current_user.permissions:
        abort(404)
    return posts.post(post_id) or abort(404)
