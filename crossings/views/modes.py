"""The mode of the desk: one key down, one key back, and a page that asks why the first time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import DateTimeLocalField, RadioField, StringField
from wtforms.validators import Optional

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import TO_THE_MINUTE, at_most, attempted, choices, saved
from borderpost.posts.models import Lane
from crossings import Permission, mode_words
from crossings.mode_listed import CHANGES
from crossings.models import DeskModeChange
from crossings.models.desk_mode import Mode
from crossings.queries import desk_modes
from crossings.services import switching
from crossings.services.place import place_or_trouble
from crossings.services.switching import Switch

bp = Blueprint("desk_mode", __name__, url_prefix="/desk/mode")


class ModeForm(FlaskForm):  # type: ignore[misc]
    """Why less is asked, where and how long."""

    mode = RadioField(_l("From now on"), default=Mode.ESSENTIAL)
    reason = RadioField(_l("Why?"), validate_choice=False, render_kw={"autofocus": True})
    words = StringField(_l("In words"), [Optional(), at_most(300)])
    where = RadioField(_l("Where"), default="post")
    until = DateTimeLocalField(_l("At the latest until"), [Optional()], format=TO_THE_MINUTE)

    def offer(self, lane: Lane | None) -> None:
        """Fill the lists."""
        down = [(str(one), mode_words.MODES[one]) for one in (Mode.ESSENTIAL, Mode.COUNT)]
        self.mode.choices = choices(down)
        self.reason.choices = choices(mode_words.REASONS.items())
        own = [("lane", lane.name)] if lane else []
        self.where.choices = choices([("post", _("The whole post")), *own])

    def told(self, zone: str) -> Switch:
        """What the service needs to know; the end is on the post's clock."""
        until: datetime | None = self.until.data
        return Switch(
            mode=self.mode.data,
            reason=self.reason.data or "",
            words=self.words.data or "",
            own_lane=self.where.data == "lane",
            until=until.replace(tzinfo=ZoneInfo(zone)) if until else None,
        )


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.MODE)
def change() -> str | tuple[str, int] | Answer:
    """Ask less, with the reason; below, what was changed before."""
    place, trouble = place_or_trouble(current_user)
    form, done = ModeForm(), list[DeskModeChange]()
    form.offer(place.lane if place else None)
    zone = place.post.zone if place else "UTC"
    if saved(form, lambda: done.append(switching.switch(form.told(zone), by=current_user))):
        _announce(done[0])
        return redirect(url_for("desk.show"))
    page = render_template(
        "crossings/desk_mode.html",
        form=form,
        trouble=trouble,
        means=mode_words.MEANS,
        page=CHANGES.page(desk_modes.history(current_user.post_id)),
        listed=CHANGES,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/to")
@requires(Permission.MODE)
def to() -> Answer:
    """One key: further down for the reason that is known, or back to full."""
    mode, done = request.form.get("mode", ""), list[DeskModeChange]()
    if attempted(lambda: done.append(switching.switch(Switch(mode), by=current_user))):
        _announce(done[0])
    if sheet := request.form.get("sheet", type=UUID):
        return redirect(url_for("desk.sheet", inspection_id=sheet))
    return redirect(url_for("desk.show"))


@bp.get("/history.xlsx")
@bp.get("/history.csv")
@requires(Permission.MODE)
def export() -> Response:
    """Every change as CSV or XLSX."""
    found = desk_modes.history(current_user.post_id)
    return listing.as_file("desk-modes", CHANGES.files, CHANGES.sorted(found))


@bp.app_template_global("desk_mode")
def desk_mode(lane: Lane) -> desk_modes.InForce:
    """The mode in force at a lane."""
    return desk_modes.in_force(lane.post_id, lane.id)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"mode_words": mode_words}


def _announce(row: DeskModeChange) -> None:
    """On the next page, where it is spoken."""
    if row.mode != Mode.FULL:
        return  # the strip on the desk says it
    said = _("%(label)s: %(means)s", label=mode_words.MODES[row.mode],
             means=mode_words.MEANS[row.mode])  # fmt: skip
    flash(said, "success")
