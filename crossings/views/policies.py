"""The page where a post says what its desk keeps and asks for."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, current_app, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost.access import requires
from borderpost.forms import answered, choices, saved
from crossings import Permission, codes
from crossings.policies import OLDEST, Ask, Page, Policy
from crossings.queries import policies
from crossings.services import policies as changing
from crossings.views.here import post_to_change

bp = Blueprint("policies", __name__, url_prefix="/posts/<uuid:post_id>/desk-policies")
_PAGES = {
    Page.NEVER: _l("Never"),
    Page.EXCEPTIONS: _l("Of travellers who were refused or referred"),
    Page.ALWAYS: _l("Always"),
}
_ASKS = {Ask.OFF: _l("Off"), Ask.OFFERED: _l("Offered"), Ask.ASKED: _l("Asked before admitting")}
_CHOOSE = InputRequired(_l("Choose one."))
_AGE = NumberRange(0, OLDEST, message=_l("An age is between 0 and %(years)s years.", years=OLDEST))


class PolicyForm(FlaskForm):  # type: ignore[misc]
    """What is kept and what is asked, of whom."""

    page = SelectField(
        _l("The photographed page is kept"), [_CHOOSE], choices=choices(_PAGES.items())
    )
    face = SelectField(_l("Face photo"), [_CHOOSE], choices=choices(_ASKS.items()))
    health = SelectField(_l("Health certificate"), [_CHOOSE], choices=choices(_ASKS.items()))
    health_directions = SelectMultipleField(
        _l("The certificate is asked on"),
        choices=choices((way, codes.DIRECTIONS[way]) for way in codes.COUNTED_WAYS),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    verify_nationals = BooleanField(_l("Nationals are verified at entry and never refused"))
    double_entry = BooleanField(_l("Lines of register sheets are typed by two people"))
    health_age_from = IntegerField(_l("From this age, in years"), [Optional(), _AGE])
    health_age_until = IntegerField(_l("Until this age, in years"), [Optional(), _AGE])

    def policy(self) -> Policy:
        """What the service needs to know."""
        return Policy(
            page=Page(self.page.data),
            face=Ask(self.face.data),
            health=Ask(self.health.data),
            health_directions="".join(self.health_directions.data or ()),
            verify_nationals=bool(self.verify_nationals.data),
            double_entry=bool(self.double_entry.data),
            health_age_from=self.health_age_from.data,
            health_age_until=self.health_age_until.data,
        )


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.POLICY)
def edit(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say what the desk of a post keeps and asks for, from now on."""
    post_to_change(post_id)
    now = policies.policy(post_id).plain()
    form = PolicyForm(data={**now, "health_directions": list(now["health_directions"])})

    def change() -> None:
        changing.change(post_id, form.policy(), by=current_user)

    if saved(form, change, done=_("Saved. It holds from the next decision on.")):
        return redirect(url_for("policies.edit", post_id=post_id))
    return answered(
        "crossings/policies.html",
        form,
        post=post_to_change(post_id),
        row=policies.row(post_id),
        page_days=current_app.config["PAGE_DAYS"],
        face_days=current_app.config["FACE_DAYS"],
        certificates=codes.HEALTH_CERTIFICATES,
    )
