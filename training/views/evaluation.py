"""What came of a run, level by level, and the follow-ups that are due at a post."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from training import Permission, evaluation_words, rates, scores
from training.evaluation import WINDOW
from training.evaluation_forms import FollowUpForm
from training.evaluation_models import Who
from training.queries import evaluation as queries
from training.queries import results
from training.services import evaluating
from training.views import here

bp = Blueprint("evaluation", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/runs/<uuid:run_id>/evaluation")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """The four levels; each says when it says nothing."""
    run = here.run(run_id)
    return render_template(
        "training/evaluation.html", run=run, reaction=queries.reaction(run_id),
        opinions=queries.told(run_id), whole=scores.of_all(one.person for one in
                                                           results.of_run(run)),
        follow_ups=queries.answered(run_id), desk=queries.at_the_desk(run), window=WINDOW,
        words=evaluation_words, least=rates.LEAST, few=scores.LEAST,
    )  # fmt: skip


@bp.post("/runs/<uuid:run_id>/evaluation/close")
@requires(Permission.WRITE)
def close(run_id: UUID) -> Answer:
    """Take no more reaction forms, and read them."""
    here.run(run_id)
    attempted(lambda: evaluating.close_form(run_id, by=current_user), done=_("Saved."))
    return redirect(url_for("evaluation.show", run_id=run_id))


@bp.get("/follow-ups")
@requires(Permission.MARK)
def due() -> str:
    """What chiefs are asked about their officers, the oldest first."""
    found = queries.due(Who.SUPERVISOR, post_id=current_user.post_id)
    return render_template(
        "training/follow_ups.html", due=found, today=clock.today(), language=locale.code()
    )


@bp.route("/participants/<uuid:enrolment_id>/follow-up/<int:months>", methods=["GET", "POST"])
@requires(Permission.MARK)
def follow_up(enrolment_id: UUID, months: int) -> Page:
    """A chief answers what an officer uses of a run."""
    row, form = here.enrolment(enrolment_id), FollowUpForm()

    def keep() -> None:
        evaluating.follow_up(enrolment_id, months, Who.SUPERVISOR, form.answered(), by=current_user)

    if saved(form, keep, done=_("Saved.")):
        return redirect(url_for("evaluation.due"))
    heading = _("%(name)s, %(months)s months later", name=row.officer.name, months=months)
    return answered("edit.html", form, heading=heading, back=url_for("evaluation.due"))
