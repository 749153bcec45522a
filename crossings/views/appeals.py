"""The page where a post says where its refusals are appealed, and until when."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from borderpost.access import requires
from borderpost.forms import answered, at_most, saved
from crossings import Permission
from crossings.queries import refusals
from crossings.services import appealing
from crossings.services.appealing import LONGEST_DAYS
from crossings.views.here import post_to_change

bp = Blueprint("appeals", __name__, url_prefix="/posts/<uuid:post_id>/appeal")
_DAYS = NumberRange(1, LONGEST_DAYS, message=_l("Between 1 and %(days)s days.", days=LONGEST_DAYS))


class AppealForm(FlaskForm):  # type: ignore[misc]
    """The body that hears an appeal, in three languages, the time for it, and who says so."""

    body_fr = TextAreaField(_l("Body and address in French"), [Optional(), at_most(300)])
    body_en = TextAreaField(_l("Body and address in English"), [Optional(), at_most(300)])
    body_ar = TextAreaField(_l("Body and address in Arabic"), [Optional(), at_most(300)])
    days = IntegerField(_l("Days to appeal"), [Optional(), _DAYS])
    cite = StringField(_l("Text that says so"), [Optional(), at_most(200)])


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.POLICY)
def edit(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say it from now on; forms that were issued keep what they said."""
    post_to_change(post_id)
    form = AppealForm(obj=refusals.appeal(post_id))

    def change() -> None:
        bodies = {name: (form[name].data or "").strip() for name in appealing.TEXTS}
        appealing.change(post_id, bodies, form.days.data, by=current_user)

    if saved(form, change, done=_("Saved. It holds for the next form on.")):
        return redirect(url_for("appeals.edit", post_id=post_id))
    return answered("crossings/appeal.html", form, post=post_to_change(post_id))
