"""Pages of a run's participants: nominate, withdraw, replace."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from training import Permission
from training.forms import NominateForm, ReplaceForm, WhyForm
from training.queries import runs as queries
from training.services import enrolling
from training.views import here

bp = Blueprint("participants", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.route("/runs/<uuid:run_id>/nominate", methods=["GET", "POST"])
@requires(Permission.WRITE)
def nominate(run_id: UUID) -> Page:
    """Choose people by name, and put them into the run."""
    run, form = here.run(run_id), NominateForm()
    words = request.args.get("q", "").strip()
    has_more = form.offer(words, queries.standing(run_id))

    def put() -> None:
        chosen = [UUID(one) for one in form.officer_ids.data]
        enrolling.nominate(run_id, chosen, by=current_user)

    if saved(form, put, done=_("Saved.")):
        return redirect(url_for("runs.show", run_id=run_id))
    return answered("training/nominate.html", form, run=run, words=words, has_more=has_more)


@bp.route("/participants/<uuid:enrolment_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.WRITE)
def withdraw(enrolment_id: UUID) -> Page:
    """Somebody does not take part after all."""
    row, form = here.enrolment(enrolment_id), WhyForm()
    back = url_for("runs.show", run_id=row.run_id)

    def leave() -> None:
        enrolling.withdraw(enrolment_id, form.why.data, by=current_user)

    if saved(form, leave, done=_("Saved.")):
        return redirect(back)
    heading = _("%(name)s does not take part", name=row.officer.name)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/participants/<uuid:enrolment_id>/replace", methods=["GET", "POST"])
@requires(Permission.WRITE)
def replace(enrolment_id: UUID) -> Page:
    """Another person takes the seat."""
    row, form = here.enrolment(enrolment_id), ReplaceForm()
    form.offer(queries.standing(row.run_id))
    back = url_for("runs.show", run_id=row.run_id)

    def change() -> None:
        officer_id = UUID(form.officer_id.data)
        enrolling.replace(enrolment_id, officer_id, form.why.data, by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    heading = _("Replace %(name)s", name=row.officer.name)
    return answered("edit.html", form, heading=heading, back=back)
