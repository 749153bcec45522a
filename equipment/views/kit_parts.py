"""Putting a thing into a kit, and taking it out."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import StringField
from wtforms.validators import DataRequired

from borderpost.access import requires
from borderpost.forms import answered, at_most, saved
from borderpost.refusal import Refused
from equipment import Permission
from equipment.queries import assets
from equipment.services import kit_parts
from equipment.views import here

bp = Blueprint("kit_parts", __name__, url_prefix="/equipment")


class JoinForm(FlaskForm):  # type: ignore[misc]
    """Which thing becomes a part."""

    code = StringField(_l("Scan or type a tag"), [DataRequired(_l("Fill this in.")), at_most(60)])


class LeaveForm(FlaskForm):  # type: ignore[misc]
    """Why a part is taken out."""

    reason = StringField(_l("Reason"), [DataRequired(_l("Fill this in.")), at_most(300)])


@bp.route("/<uuid:asset_id>/parts/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def join(asset_id: UUID) -> tuple[str, int] | Answer:
    """Put a thing into this kit."""
    kit, form = here.asset(asset_id), JoinForm()
    heading = _("Put a part into %(tag)s", tag=kit.tag)

    def put() -> None:
        found = assets.meant(form.code.data, current_user.post_id)
        if len(found) != 1:
            raise Refused(_l("No one thing here has this code. Type its tag."), field="code")
        kit_parts.join(found[0].id, asset_id, by=current_user)

    back = url_for("equipment.show", asset_id=asset_id)
    if saved(form, put, done=_("It is a part now: whoever has the kit has it.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/<uuid:asset_id>/leave", methods=["GET", "POST"])
@requires(Permission.WRITE)
def leave(asset_id: UUID) -> tuple[str, int] | Answer:
    """Take a thing out of its kit."""
    part, form = here.asset(asset_id), LeaveForm()
    heading = _("Take %(tag)s out of its kit", tag=part.tag)

    def take() -> None:
        kit_parts.leave(asset_id, form.reason.data, by=current_user)

    back = url_for("equipment.show", asset_id=asset_id)
    if saved(form, take, done=_("Taken out. It stays where it is until somebody moves it.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)
