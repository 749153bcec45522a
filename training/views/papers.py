"""Pages of a run's tests: the papers, on print, and their answers typed from paper."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale, pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from training import Permission, answer_key, exam_words, typed_answers
from training.exam_forms import PaperForm
from training.exam_models import Paper, PaperState
from training.queries import papers as queries
from training.queries import questions, runs
from training.services import papers as services
from training.services import sittings
from training.typed_answers import Typed
from training.views import here

bp = Blueprint("test_papers", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer
SHEETS = ("sheets", "key")
PAPER_LANGUAGES = {"fr": "Français", "en": "English", "ar": "العربية"}


@bp.get("/runs/<uuid:run_id>/tests")
@requires(Permission.WRITE)
def index(run_id: UUID) -> str:
    """The papers of a run and what is to be done with them."""
    run = here.run(run_id)
    return render_template(
        "training/papers.html", run=run, papers=queries.of_run(run_id), words=exam_words,
        bank=questions.bank(run.course_id), has_pdf=not pdf.lack(), languages=PAPER_LANGUAGES,
        written={one.id: len(queries.sittings(one.id)) for one in queries.of_run(run_id)},
    )  # fmt: skip


@bp.route("/runs/<uuid:run_id>/tests/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new(run_id: UUID) -> Page:
    """A new paper: its questions, each in its place."""
    run, form = here.run(run_id), PaperForm()
    bank = questions.bank(run.course_id)

    def add() -> None:
        services.add(run_id, form.facts(bank, request.form), by=current_user)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("test_papers.index", run_id=run_id))
    places = {f"place-{one.id}": str(number) for number, one in enumerate(bank, 1)}
    return _form(form, run_id, _("New test of %(code)s", code=here.run(run_id).code), places)


@bp.route("/tests/<uuid:paper_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(paper_id: UUID) -> Page:
    """Change a paper that was not opened."""
    paper = _paper(paper_id)
    form, run_id = PaperForm(obj=paper), paper.run_id
    bank = questions.bank(paper.run.course_id)
    places = {f"place-{line.question_id}": str(line.position) for line in paper.lines}

    def change() -> None:
        services.change(paper_id, form.facts(bank, request.form), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("test_papers.index", run_id=run_id))
    heading = _("Change the test %(form)s of %(code)s", form=paper.form, code=here.run(run_id).code)
    return _form(form, run_id, heading, places)


@bp.post("/tests/<uuid:paper_id>/to/<state>")
@requires(Permission.WRITE)
def move(paper_id: UUID, state: str) -> Answer:
    """Open a paper, or close it."""
    run_id = _paper(paper_id).run_id
    known = {one.value: one for one in (PaperState.OPEN, PaperState.CLOSED)}
    if state in known:
        attempted(lambda: services.move(paper_id, known[state], by=current_user), done=_("Saved."))
    return redirect(url_for("test_papers.index", run_id=run_id))


@bp.get("/tests/<uuid:paper_id>/<sheet>.pdf")
@requires(Permission.WRITE)
def paper(paper_id: UUID, sheet: str) -> Response:
    """The sheets, one a participant, or the answer key, in the language of ``lang``."""
    row = _paper(paper_id)
    if pdf.lack() or sheet not in SHEETS:
        abort(404)
    asked = request.args.get("lang", "")
    language = asked if asked in PAPER_LANGUAGES else locale.code()
    numbers = queries.numbers(row.run_id)
    people = (
        [(numbers[one.id], one) for one in runs.seated(row.run_id)] if sheet == "sheets" else []
    )
    with force_locale(language):
        page = render_template(
            "training/paper_pdf.html", paper=row, run=row.run, language=language, people=people,
            is_key=sheet == "key", letters=answer_key.letters(language), words=exam_words,
        )  # fmt: skip
        drawn = pdf.drawn(page, _pictures(row))
    return pdf.answer(drawn, f"{row.run.code}-{row.kind}-{row.form}-{sheet}".replace("/", "-"))


@bp.route("/tests/<uuid:paper_id>/answers", methods=["GET", "POST"])
@requires(Permission.WRITE)
def type_in(paper_id: UUID) -> Page:
    """Type what stands on the sheets, all of it or nothing."""
    row, sent = _paper(paper_id), request.form
    if request.method == "GET":
        return _grid(row, Typed())
    told = typed_answers.read(row, sent)
    if told.wrong:
        flash(ngettext("%(num)s cell cannot be read: it is framed. Nothing was saved.",
                       "%(num)s cells cannot be read: they are framed. Nothing was saved.",
                       len(told.wrong)), "danger")  # fmt: skip
        return _grid(row, told), 422
    done = _("The answers are saved.")
    why = sent.get("why", "")
    if attempted(
        lambda: sittings.type_in(paper_id, told.told, by=current_user, why=why), done=done
    ):
        return redirect(url_for("test_papers.type_in", paper_id=paper_id))
    return _grid(_paper(paper_id), told), 422


def _grid(row: Paper, told: Typed) -> str:
    rows = typed_answers.rows(row, told, request.form)
    return render_template(
        "training/answers.html", paper=row, run=row.run, rows=rows, words=exam_words,
        why=request.form.get("why", ""), letters=answer_key.letters(locale.code()),
    )  # fmt: skip


def _form(form: PaperForm, run_id: UUID, heading: str, places: dict[str, str]) -> tuple[str, int]:
    run = here.run(run_id)
    return answered(
        "training/paper.html", form, run=run, heading=heading, language=locale.code(),
        bank=questions.bank(run.course_id), places=request.form if request.form else places,
        words=exam_words,
    )  # fmt: skip


def _pictures(row: Paper) -> dict[str, tuple[bytes, str]]:
    """The pictures of a paper's questions, at the addresses that its page has."""
    return {
        url_for("question_bank.picture", question_id=one.id): (one.picture or b"", "image/jpeg")
        for one in row.questions if one.has_picture
    }  # fmt: skip


def _paper(paper_id: UUID) -> Paper:
    return queries.paper(paper_id) or abort(404)
