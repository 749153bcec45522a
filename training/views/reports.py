"""The donor pack: a run's report on page, paper and file; a project's reach and its targets."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing, locale, pdf, plots
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from projects import queries as ledger
from training import Permission, exam_words, reached, run_report, words
from training.models import Run
from training.queries import reach
from training.services import reading_log, targets
from training.target_forms import TargetForm
from training.views import here

bp = Blueprint("training_reports", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/runs/<uuid:run_id>/report")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """The report of a run as its papers say it."""
    return render_template(
        "training/report.html", has_pdf=not pdf.lack(), **_facts(here.run(run_id))
    )


@bp.get("/runs/<uuid:run_id>/report.pdf")
@requires(Permission.READ)
def paper(run_id: UUID) -> Response:
    """The report on paper; ``public``: few people are not told apart."""
    run = here.run(run_id)
    if pdf.lack():
        abort(404)
    post = posts.post(run.post_id) if run.post_id else posts.this_post()
    reading_log.exported(f"report {run.code}", 1, by=current_user)
    run = here.run(run_id)
    page = render_template(
        "training/report_pdf.html", post=post, today=clock.today(run.zone), **_facts(run)
    )
    files = pictures(post.id) if post else {}
    return pdf.answer(pdf.drawn(page, files), f"report-{run.code}".replace("/", "-"))


@bp.get("/runs/<uuid:run_id>/report.xlsx")
@bp.get("/runs/<uuid:run_id>/report.csv")
@requires(Permission.READ)
def export(run_id: UUID) -> Response:
    """The tables of the report with a row of HXL tags, as CSV or XLSX."""
    run = here.run(run_id)
    name = f"report-{run.code}".replace("/", "-")
    found = run_report.rows(run_report.of(run, is_public=_is_public()))
    reading_log.exported(name, len(found), by=current_user)
    return listing.as_file(name, run_report.COLUMNS, found)


@bp.get("/projects/<uuid:project_id>")
@requires(Permission.READ)
def project(project_id: UUID) -> Page:
    """Whom a project reached, of its targets; each person once however many runs they sat in."""
    return _project(project_id, TargetForm(formdata=None))


@bp.post("/projects/<uuid:project_id>/target")
@requires(Permission.WRITE)
def put(project_id: UUID) -> Page:
    """Say how many persons of a country a project is to train."""
    ledger.project(project_id) or abort(404)
    form = TargetForm()

    def keep() -> None:
        country = form.country.data.strip().upper()
        targets.put(project_id, country, form.persons.data, by=current_user)

    if saved(form, keep, done=_("Saved.")):
        return redirect(url_for("training_reports.project", project_id=project_id))
    return _project(project_id, form)


def _project(project_id: UUID, form: TargetForm) -> Page:
    found = ledger.project(project_id) or abort(404)
    runs = reach.of_project(project_id)
    places = reach.places([run.id for run in runs])
    return answered(
        "training/reach.html", form, project=found, runs=runs, whole=reached.total(places),
        aims=reached.aims(places, reach.targets(project_id)), crossed=reached.crossed(places),
        tables=[reached.table(places, one) for one in reached.DIMENSIONS], words=words,
        language=locale.code(), **_names(),
    )  # fmt: skip


def _facts(run: Run) -> dict[str, object]:
    report = run_report.of(run, is_public=_is_public())
    return {
        "report": report, "run": run, "language": locale.code(), "size": plots, "words": words,
        "definitions": exam_words.DEFINITIONS, **_names(),
    }  # fmt: skip


def _names() -> dict[str, object]:
    return {"named": run_report.named, "dimensions": run_report.DIMENSIONS}


def _is_public() -> bool:
    return request.args.get("public") == "1"
