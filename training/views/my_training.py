"""An officer's own training: every run and mark that is held of them; and calendars of runs."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock, locale
from borderpost.access import requires, signed_in
from borderpost.calendars import written
from training import Permission, exam_words, session_calendar, words
from training.evaluation_models import Who
from training.queries import evaluation, own, papers
from training.services import sittings
from training.views import here

bp = Blueprint("my_training", __name__, url_prefix="/training")


@bp.get("/mine")
@signed_in
def show() -> str:
    """What is held of the officer who asks, and of nobody else; what is asked of them now."""
    officer_id = current_user.officer_id
    return render_template(
        "training/mine.html", found=own.file_of(officer_id), words=words, exam_words=exam_words,
        language=locale.code(), tests=papers.open_to(officer_id), is_over=sittings.is_over,
        forms=evaluation.to_react(officer_id), today=clock.today(),
        due=evaluation.due(Who.SELF, officer_id=officer_id),
    )  # fmt: skip


@bp.get("/runs/<uuid:run_id>/calendar.ics")
@requires(Permission.READ)
def calendar(run_id: UUID) -> Response:
    """The sessions of a run as a file to mail: it names nobody. Sent again after a change, it
    moves or cancels what is in the calendars already."""
    run = here.run(run_id)
    entries = session_calendar.of(own.dated_of(run))
    body = written.calendar(entries, _("Training %(code)s", code=run.code), request.host_url)
    name = f"{run.code.replace('/', '-')}.ics"
    return Response(body, mimetype="text/calendar",
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})  # fmt: skip
