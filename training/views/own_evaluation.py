"""A participant's own form of a run, and what they are asked months later."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import signed_in
from borderpost.forms import answered, saved
from training.evaluation_forms import FollowUpForm, ReactionForm
from training.evaluation_models import Who
from training.models import Enrolment
from training.services import evaluating
from training.views import here

bp = Blueprint("own_evaluation", __name__, url_prefix="/training/mine")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:enrolment_id>/reaction", methods=["GET", "POST"])
@signed_in
def react(enrolment_id: UUID) -> Page:
    """Say what one thought of a run; nobody sees who said what."""
    row, form = _own(enrolment_id), ReactionForm()
    title = here.run(row.run_id).course.title(locale.code())

    def keep() -> None:
        remark = form.remark.data or ""
        evaluating.react(enrolment_id, form.marks(), remark, by=current_user)

    if saved(form, keep, done=_("Thank you.")):
        return redirect(url_for("my_training.show"))
    heading, back = _("What did you think of %(title)s?", title=title), url_for("my_training.show")
    return answered("training/reaction.html", form, heading=heading, back=back)


@bp.route("/<uuid:enrolment_id>/follow-up/<int:months>", methods=["GET", "POST"])
@signed_in
def follow_up(enrolment_id: UUID, months: int) -> Page:
    """Say what one uses of a run."""
    row, form = _own(enrolment_id), FollowUpForm()
    title = here.run(row.run_id).course.title(locale.code())

    def keep() -> None:
        evaluating.follow_up(enrolment_id, months, Who.SELF, form.answered(), by=current_user)

    if saved(form, keep, done=_("Thank you.")):
        return redirect(url_for("my_training.show"))
    heading = _("%(title)s, %(months)s months later", title=title, months=months)
    return answered("edit.html", form, heading=heading, back=url_for("my_training.show"))


def _own(enrolment_id: UUID) -> Enrolment:
    """One's own seat; another's is not there."""
    row = here.enrolment(enrolment_id)
    return row if row.officer_id == current_user.officer_id else abort(404)
