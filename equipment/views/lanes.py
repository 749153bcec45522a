"""Readiness of the lanes: what each needs, how it stands and why, and overrides."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import DateTimeLocalField, TextAreaField
from wtforms.validators import DataRequired

from borderpost import readiness
from borderpost.access import requires
from borderpost.forms import answered, at_most, attempted, saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Lane
from equipment import Permission, words
from equipment.queries import readiness as queries
from equipment.services import preparing
from equipment.views import here

bp = Blueprint("lanes", __name__, url_prefix="/equipment/lanes")
_REQUIRED = DataRequired(_l("Fill this in."))


class OverrideForm(FlaskForm):  # type: ignore[misc]
    """Why a lane may work all the same, and until when."""

    reason = TextAreaField(_l("Why it may work all the same"), [_REQUIRED, at_most(300)])
    until = DateTimeLocalField(_l("Until when it may"), [_REQUIRED], format=["%Y-%m-%dT%H:%M"])


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """Every lane of the post with its state and reasons, and what stands there."""
    rows = [
        (lane, readiness.of_lane(lane), queries.needs(lane.id), queries.placed(lane.id),
         queries.overrides(lane.id))
        for lane in posts.lanes(here.post_id())
    ]  # fmt: skip
    return render_template("equipment/lanes.html", rows=rows, words=words)


@bp.route("/<uuid:lane_id>/needs", methods=["GET", "POST"])
@requires(Permission.OVERRIDE)
def needs(lane_id: UUID) -> str | Answer:
    """Say what a lane needs, and what officers do without it."""
    lane = _lane(lane_id)
    if request.method == "POST":
        said = {
            name: request.form.get(f"by_hand_{name}", "")
            for name in request.form.getlist("capability")
        }
        done = attempted(
            lambda: preparing.say_needs(lane_id, said, by=current_user), done=_("Saved.")
        )
        if done:
            return redirect(url_for("lanes.index"))
        lane = _lane(lane_id)
    present = {one.capability: one.by_hand for one in queries.needs(lane_id)}
    return render_template("equipment/needs.html", lane=lane, present=present, words=words)


@bp.route("/<uuid:lane_id>/override", methods=["GET", "POST"])
@requires(Permission.OVERRIDE)
def override(lane_id: UUID) -> tuple[str, int] | Answer:
    """Let a lane work all the same, with a reason and an end."""
    lane = _lane(lane_id)
    form, zone = OverrideForm(), ZoneInfo(lane.post.zone)
    name = lane.name

    def let() -> None:
        until: datetime = form.until.data.replace(tzinfo=zone).astimezone(UTC)
        preparing.override(lane_id, form.reason.data, until, by=current_user)

    back = url_for("lanes.index")
    if saved(form, let, done=_("The lane works all the same until then.")):
        return redirect(back)
    heading = _("Let %(lane)s work all the same", lane=name)
    return answered("edit.html", form, heading=heading, back=back)


@bp.post("/<uuid:lane_id>/override/end")
@requires(Permission.OVERRIDE)
def end_override(lane_id: UUID) -> Answer:
    """Take the override back."""
    _lane(lane_id)
    attempted(lambda: preparing.end_override(lane_id, by=current_user), done=_("Taken back."))
    return redirect(url_for("lanes.index"))


def _lane(lane_id: UUID) -> Lane:
    return posts.lane(lane_id, here.post_id()) or abort(404)
