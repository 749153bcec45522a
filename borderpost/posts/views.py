"""Pages of posts and lanes."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import Permission, queries, services
from borderpost.posts.forms import DIRECTIONS, LaneForm, PostForm
from borderpost.posts.models import Lane, Post

bp = Blueprint("posts", __name__, url_prefix="/posts")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The posts known to this machine, and which one it is."""
    return render_template("posts/index.html", posts=queries.all_posts(), directions=DIRECTIONS)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new post; the first becomes this machine's."""
    form = PostForm()
    form.offer()
    if saved(form, lambda: services.create_post(form.facts(), by=current_user), done=_("Saved.")):
        return redirect(url_for("posts.index"))
    return answered("posts/edit.html", form, post=None)


@bp.route("/<uuid:post_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(post_id: UUID) -> Page:
    """Change a post."""
    post = _post(post_id)
    form = PostForm(obj=post)
    form.offer()

    def change() -> None:
        services.change_post(post_id, form.facts(), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("posts.index"))
    return answered("posts/edit.html", form, post=_post(post_id))


@bp.post("/<uuid:post_id>/this-machine")
@requires(Permission.WRITE)
def assign(post_id: UUID) -> Answer:
    """Say that this machine stands at that post."""
    _post(post_id)
    attempted(
        lambda: services.assign_machine(post_id, by=current_user),
        done=_("This machine now serves that post."),
    )
    return redirect(url_for("posts.index"))


@bp.route("/<uuid:post_id>/lanes/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_lane(post_id: UUID) -> Page:
    """A new lane."""
    _post(post_id)
    form = LaneForm()

    def create() -> None:
        services.create_lane(post_id, form.facts(), by=current_user)

    if saved(form, create, done=_("Saved.")):
        return redirect(url_for("posts.index"))
    return answered("posts/edit_lane.html", form, post=_post(post_id))


@bp.route("/<uuid:post_id>/lanes/<uuid:lane_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_lane(post_id: UUID, lane_id: UUID) -> Page:
    """Change a lane: name, usual direction, open or closed."""
    form = LaneForm(obj=_lane(lane_id, post_id))

    def change() -> None:
        confirmed = form.confirmed.data
        services.change_lane(lane_id, form.facts(), by=current_user, confirmed=confirmed)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("posts.index"))
    return answered("posts/edit_lane.html", form, post=_post(post_id))


@bp.post("/<uuid:post_id>/lanes/<uuid:lane_id>/move")
@requires(Permission.WRITE)
def move_lane(post_id: UUID, lane_id: UUID) -> Answer:
    """Put a lane one place up or down: the desk and the lists show lanes in this order."""
    _lane(lane_id, post_id)
    steps = -1 if request.form.get("to") == "up" else 1
    attempted(lambda: services.move_lane(lane_id, steps, by=current_user))
    return redirect(url_for("posts.index"))


def _post(post_id: UUID) -> Post:
    return queries.post(post_id) or abort(404)


def _lane(lane_id: UUID, post_id: UUID) -> Lane:
    return queries.lane(lane_id, post_id) or abort(404)
