"""Pages of runs: the list, one of them, its state and its sessions."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select
from werkzeug.wrappers import Response as Answer

from borderpost import listing, locale
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from training import Permission, words
from training.forms import RunForm, SearchForm, SessionForm, WhyForm
from training.listed import RUNS, count
from training.models import Run, RunState, Seated
from training.numbers import Seat, by_sex
from training.queries import grid
from training.queries import runs as queries
from training.services import reading_log, running
from training.views import here

bp = Blueprint("runs", __name__, url_prefix="/training/runs")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The runs, newest first, searched and by state."""
    form = SearchForm(request.args)
    page = RUNS.page(_found(form))
    count(list(page.rows))
    return render_template("training/runs.html", form=form, page=page, listed=RUNS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The runs found, as CSV or XLSX."""
    wanted = _found(SearchForm(request.args))
    reading_log.exported("runs", listing.count(wanted), by=current_user)
    return listing.as_file("runs", RUNS.files, RUNS.sorted(wanted))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new run."""
    post = posts.this_post()
    form, made = RunForm(zone=post.zone if post else "Africa/Bamako"), list[Run]()
    form.offer()

    def add() -> None:
        made.append(running.add(form.facts(), by=current_user, post_id=current_user.post_id))

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("runs.show", run_id=made[0].id))
    return answered("edit.html", form, heading=_("New run"), back=url_for("runs.index"))


@bp.get("/<uuid:run_id>")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """One run: its facts, sessions, participants and what is still to do."""
    return render_template("training/run.html", form=WhyForm(), **_facts(here.run(run_id)))


@bp.route("/<uuid:run_id>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(run_id: UUID) -> Page:
    """Change a run."""
    run = here.run(run_id)
    form = RunForm(obj=run, data={"course_id": str(run.course_id),
                                  "budget_line_id": str(run.budget_line_id or "")})  # fmt: skip
    form.offer(run.course_id)
    back = url_for("runs.show", run_id=run_id)
    if saved(form, lambda: running.change(run_id, form.facts(), by=current_user), done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("Change %(code)s", code=run.code), back=back)


@bp.post("/<uuid:run_id>/to/<state>")
@requires(Permission.WRITE)
def move(run_id: UUID, state: str) -> Answer:
    """Take a run to its next state."""
    here.run(run_id)
    known = {one.value: one for one in (RunState.OPEN, RunState.RUNNING, RunState.CLOSED)}
    if state in known:
        attempted(lambda: running.move(run_id, known[state], by=current_user), done=_("Saved."))
    return redirect(url_for("runs.show", run_id=run_id))


@bp.post("/<uuid:run_id>/cancel")
@requires(Permission.WRITE)
def cancel(run_id: UUID) -> Page:
    """Cancel a run, with its reason."""
    run, form = here.run(run_id), WhyForm()

    def drop() -> None:
        running.move(run_id, RunState.CANCELLED, why=form.why.data, by=current_user)

    if saved(form, drop, done=_("Saved.")):
        return redirect(url_for("runs.show", run_id=run_id))
    return answered("training/run.html", form, **_facts(run))


@bp.route("/<uuid:run_id>/sessions/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_session(run_id: UUID) -> Page:
    """A new half day; its page comes again for the next one."""
    run = here.run(run_id)
    form, zone = SessionForm(), queries.zone(run)

    def add() -> None:
        running.add_session(run_id, form.facts(zone), by=current_user)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("runs.new_session", run_id=run_id))
    back = url_for("runs.show", run_id=run_id)
    return answered("training/session.html", form, run=run, heading=_("New session"), back=back)


@bp.route("/sessions/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_session(session_id: UUID) -> Page:
    """Change a half day."""
    row = here.session(session_id)
    form, zone = SessionForm(), queries.zone(row.run)
    if not form.is_submitted():
        form.fill(row, zone)

    def change() -> None:
        running.change_session(session_id, form.facts(zone), by=current_user)

    back = url_for("runs.show", run_id=row.run_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("training/session.html", form, run=row.run, heading=row.title, back=back)


@bp.route("/sessions/<uuid:session_id>/not-held", methods=["GET", "POST"])
@requires(Permission.WRITE)
def cancel_session(session_id: UUID) -> Page:
    """Say that a session was not held."""
    row, form = here.session(session_id), WhyForm()
    back = url_for("runs.show", run_id=row.run_id)

    def cancel() -> None:
        running.cancel_session(session_id, form.why.data, by=current_user)

    if saved(form, cancel, done=_("Saved.")):
        return redirect(back)
    heading = _("%(title)s was not held", title=row.title)
    return answered("edit.html", form, heading=heading, back=back)


def _found(form: SearchForm) -> Select[tuple[Run]]:
    return queries.listed((form.q.data or "").strip(), form.chosen_state())


def _facts(run: Run) -> dict[str, object]:
    table, people = grid.of(run), queries.enrolled(run.id)
    seats = [Seat(row.officer_id, row.sex, row.state == Seated.COMPLETED) for row in
             queries.seated(run.id)]  # fmt: skip
    return {"run": run, "grid": table, "people": people, "by_sex": by_sex(seats), "words": words,
            "attendance": {row.enrolment.id: row.attendance for row in table.rows},
            "zone": run.zone, "language": locale.code()}  # fmt: skip
