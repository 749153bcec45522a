"""Pages of courses."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing, locale
from borderpost.access import requires
from borderpost.forms import answered, saved
from training import Permission, words
from training.forms import CourseForm
from training.listed import COURSES
from training.models import Course
from training.queries import courses as queries
from training.queries import runs
from training.services import courses as services

bp = Blueprint("courses", __name__, url_prefix="/training/courses")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """What is taught: the newest version of each course."""
    told = request.args.get("q", "").strip()
    page = COURSES.page(queries.listed(told))
    return render_template("training/courses.html", page=page, listed=COURSES, words=told)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The courses found, as CSV or XLSX."""
    found = queries.listed(request.args.get("q", "").strip())
    return listing.as_file("courses", COURSES.files, COURSES.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new course."""
    form, made = CourseForm(), list[Course]()

    def add() -> None:
        made.append(services.add(form.facts(), by=current_user))

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("courses.show", course_id=made[0].id))
    return answered("edit.html", form, heading=_("New course"), back=url_for("courses.index"))


@bp.get("/<uuid:course_id>")
@requires(Permission.READ)
def show(course_id: UUID) -> str:
    """One version of a course, the others, and its runs."""
    course = _course(course_id)
    return render_template(
        "training/course.html", course=course, title=course.title(locale.code()),
        versions=queries.versions(course.code),
        runs=runs.of_course(course.code), words=words,
    )  # fmt: skip


@bp.route("/<uuid:course_id>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(course_id: UUID) -> Page:
    """Change a course; one that was given gets a new version."""
    course = _course(course_id)
    form, made = CourseForm(obj=course), list[Course]()

    def change() -> None:
        made.append(services.change(course_id, form.facts(), by=current_user))

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("courses.show", course_id=made[0].id))
    back = url_for("courses.show", course_id=course_id)
    return answered("edit.html", form, heading=_("Change %(code)s", code=course.code), back=back)


def _course(course_id: UUID) -> Course:
    return queries.course(course_id) or abort(404)
