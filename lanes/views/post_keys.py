"""The keys of the post: which there are, who holds each, and where each went."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from crossings.queries.shifts import colleagues
from lanes import Permission
from lanes.queries import shift_log as queries
from lanes.services import shift_log
from lanes.shift_forms import HolderForm, KeyForm
from lanes.views import here

bp = Blueprint("post_keys", __name__, url_prefix="/keys")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.SHIFT_READ)
def index() -> str:
    """The keys in use, and who has each."""
    return render_template("lanes/post_keys.html", keys=queries.keys(current_user.post_id))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SHIFT_GOVERN)
def new() -> Page:
    """A key more."""
    form = KeyForm()

    def write() -> None:
        shift_log.add_key(form.name.data or "", form.place.data or "", by=current_user)

    if saved(form, write):
        return redirect(url_for("post_keys.index"))
    return answered("edit.html", form, heading=_("New key"), back=url_for("post_keys.index"))


@bp.route("/<uuid:key_id>", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def move(key_id: UUID) -> Page:
    """Where a key went, and who has it from now on."""
    here.post_key(key_id)
    form = HolderForm()
    found = colleagues(current_user.post_id, current_user.officer_id)
    me = (str(current_user.officer_id), current_user.name)
    others = ((str(one.officer_id), one.officer.name) for one in found)
    form.holder.choices = [("", _("hangs in its place")), me, *others]

    def write() -> None:
        shift_log.move_key(key_id, form.chosen(), by=current_user)

    if saved(form, write):
        return redirect(url_for("post_keys.index"))
    return answered("lanes/post_key.html", form, key=here.post_key(key_id), zone=here.zone())


@bp.post("/<uuid:key_id>/retire")
@requires(Permission.SHIFT_GOVERN)
def retire(key_id: UUID) -> Answer:
    """The key is no longer counted."""
    here.post_key(key_id)
    attempted(lambda: shift_log.retire_key(key_id, by=current_user), done=_("Retired."))
    return redirect(url_for("post_keys.index"))
