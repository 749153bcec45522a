"""Pages of the question bank of a course."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts.letterheads import LARGEST_LOGO
from training import Permission, answer_key, exam_words
from training.exam_forms import QuestionForm
from training.exam_models import Question
from training.models import Course
from training.queries import courses
from training.queries import questions as queries
from training.services import questions as services

bp = Blueprint("question_bank", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/courses/<uuid:course_id>/questions")
@requires(Permission.WRITE)
def index(course_id: UUID) -> str:
    """The questions of a version of a course, with their answer key."""
    course = _course(course_id)
    return render_template(
        "training/questions.html", course=course, words=exam_words, language=locale.code(),
        questions=queries.bank(course_id, with_retired=True),
        former=queries.former(course), letters=answer_key.letters(locale.code()),
    )  # fmt: skip


@bp.post("/courses/<uuid:course_id>/questions/carry")
@requires(Permission.WRITE)
def carry(course_id: UUID) -> Answer:
    """Take over the questions of the version before."""
    _course(course_id)
    attempted(lambda: services.carry(course_id, by=current_user), done=_("Saved."))
    return redirect(url_for("question_bank.index", course_id=course_id))


@bp.route("/courses/<uuid:course_id>/questions/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new(course_id: UUID) -> Page:
    """A new question; its page comes again for the next one."""
    course, form = _course(course_id), QuestionForm()

    def add() -> None:
        services.add(course_id, form.facts(_picture()), by=current_user)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("question_bank.new", course_id=course_id))
    return answered("training/question.html", form, heading=_("New question"), question=None,
                    back=url_for("question_bank.index", course_id=course.id))  # fmt: skip


@bp.route("/questions/<uuid:question_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(question_id: UUID) -> Page:
    """Change a question; one that was asked gets a successor."""
    row, form = _question(question_id), QuestionForm()
    course_id = row.course_id
    if not form.is_submitted():
        form.fill(row)

    def change() -> None:
        services.change(question_id, form.facts(_picture()), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("question_bank.index", course_id=course_id))
    return answered("training/question.html", form, heading=_("Change a question"),
                    question=_question(question_id),
                    back=url_for("question_bank.index", course_id=course_id))  # fmt: skip


@bp.post("/questions/<uuid:question_id>/retire")
@requires(Permission.WRITE)
def retire(question_id: UUID) -> Answer:
    """Ask a question no more."""
    course_id = _question(question_id).course_id
    attempted(lambda: services.retire(question_id, by=current_user), done=_("Saved."))
    return redirect(url_for("question_bank.index", course_id=course_id))


@bp.get("/questions/<uuid:question_id>/picture.jpg")
@requires(Permission.WRITE)
def picture(question_id: UUID) -> Response:
    """The picture of a question."""
    return Response(_question(question_id).picture or abort(404), mimetype="image/jpeg")


def _picture() -> bytes:
    chosen = request.files.get("picture")
    return chosen.read(LARGEST_LOGO + 1) if chosen else b""


def _course(course_id: UUID) -> Course:
    return courses.course(course_id) or abort(404)


def _question(question_id: UUID) -> Question:
    return queries.question(question_id) or abort(404)
