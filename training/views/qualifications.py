"""Pages of qualifications: who holds what at this post and how long, and the post's rule."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from training import Permission
from training.certificate_forms import RequireForm
from training.queries import qualifications as queries
from training.services import requiring

bp = Blueprint("qualifications", __name__, url_prefix="/training/qualifications")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """Who holds what at the officer's post, what ends soon, and whether the post asks for it."""
    return _page(RequireForm(since=clock.today(_post().zone)))


@bp.post("/require")
@requires(Permission.REQUIRE)
def require() -> Page:
    """Rights follow training at this post from a day on."""
    form, post = RequireForm(), _post()
    if saved(form, lambda: requiring.require(post.id, form.since.data, by=current_user),
             done=_("Saved.")):  # fmt: skip
        return redirect(url_for("qualifications.index"))
    return _page(form), 422


@bp.post("/release")
@requires(Permission.REQUIRE)
def release() -> Answer:
    """They follow it no more."""
    attempted(lambda: requiring.require(_post().id, None, by=current_user), done=_("Saved."))
    return redirect(url_for("qualifications.index"))


def _post() -> Post:
    """The officer's post, else this machine's, or 404."""
    own = posts.post(current_user.post_id) if current_user.post_id else None
    return own or posts.this_post() or abort(404)


def _page(form: RequireForm) -> str:
    post, now = _post(), clock.now()
    told = queries.at_post(post.id, clock.today(post.zone))
    return render_template(
        "training/qualifications.html", form=form, post=post, told=told,
        renewals=queries.renewals(told), rule=queries.rule(post.id, now), language=locale.code(),
        is_asked=queries.is_asked(post.id, now, post.zone),
    )  # fmt: skip
