"""Pages of a post's letterhead."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, FileField, StringField, TextAreaField
from wtforms.validators import Optional

from borderpost.access import requires, signed_in
from borderpost.forms import answered, at_most, saved
from borderpost.locale import LOCALES
from borderpost.posts import Permission, letterheads, queries
from borderpost.posts.forms import sent
from borderpost.posts.models import Letterhead, Post

bp = Blueprint("letterhead", __name__, url_prefix="/posts/<uuid:post_id>/letterhead")
_TEXTS = [f"{part}_{language}" for part in ("lines", "footer") for language in LOCALES]


class LetterheadForm(FlaskForm):  # type: ignore[misc]
    """The lines above and the line below, in three languages, and a picture."""

    lines_fr = TextAreaField(_l("Lines in French"), [sent, Optional(), at_most(600)])
    lines_en = TextAreaField(_l("Lines in English"), [Optional(), at_most(600)])
    lines_ar = TextAreaField(_l("Lines in Arabic"), [Optional(), at_most(600)])
    footer_fr = StringField(_l("Last line in French"), [Optional(), at_most(300)])
    footer_en = StringField(_l("Last line in English"), [Optional(), at_most(300)])
    footer_ar = StringField(_l("Last line in Arabic"), [Optional(), at_most(300)])
    logo = FileField(_l("Logo"), [Optional()])
    drop_logo = BooleanField(_l("Without the present logo"))


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say what every printed paper of the post carries."""
    _post(post_id)
    form = LetterheadForm(obj=queries.letterhead(post_id))

    def change() -> None:
        texts = {name: (form[name].data or "").strip() for name in _TEXTS}
        chosen = request.files.get("logo")
        logo = chosen.read() if chosen else b""
        letterheads.change(post_id, texts, logo, drop_logo=form.drop_logo.data, by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("letterhead.preview", post_id=post_id))
    return answered(
        "posts/letterhead.html", form, post=_post(post_id), present=queries.letterhead(post_id)
    )


@bp.get("/preview")
@requires(Permission.READ)
def preview(post_id: UUID) -> str:
    """An empty paper of the post, in the language asked for."""
    post = _post(post_id)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    return render_template("posts/letterhead_preview.html", post=post)


@bp.get("/logo.jpg")
@signed_in
def logo(post_id: UUID) -> Response:
    """The picture that the post's papers carry."""
    found = queries.letterhead(post_id)
    if found is None or not found.logo:
        abort(404)
    return Response(found.logo, mimetype="image/jpeg")


@bp.app_template_global("letterhead_of")
def letterhead_of(post: Post) -> Letterhead | None:
    """What the papers of a post carry."""
    return queries.letterhead(post.id)


def pictures(post_id: UUID) -> dict[str, tuple[bytes, str]]:
    """What a PDF under the post's letterhead shows beyond static files: by address."""
    head = queries.letterhead(post_id)
    if head is None or not head.logo:
        return {}
    return {url_for("letterhead.logo", post_id=post_id): (head.logo, "image/jpeg")}


def _post(post_id: UUID) -> Post:
    return queries.post(post_id) or abort(404)
