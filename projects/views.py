"""Pages of projects, budget lines and donors."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts.letterheads import LARGEST_LOGO
from projects import Permission, queries, services
from projects.forms import DonorForm, LineForm, PlateForm, ProjectForm
from projects.listed import DONORS, PROJECTS
from projects.models import BudgetLine, Project

bp = Blueprint("projects", __name__, url_prefix="/projects")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The projects, searched."""
    words = request.args.get("q", "").strip()
    page = PROJECTS.page(queries.projects(words))
    return render_template("projects/index.html", page=page, listed=PROJECTS, words=words)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The projects found, as CSV or XLSX."""
    found = queries.projects(request.args.get("q", "").strip())
    return listing.as_file("projects", PROJECTS.files, PROJECTS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new project."""
    form = ProjectForm()
    kept: list[UUID] = []

    def add() -> None:
        kept.append(services.add_project(form.facts(), by=current_user).id)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("projects.show", project_id=kept[0]))
    return _edit(form, _("New project"), url_for("projects.index"))


@bp.get("/<uuid:project_id>")
@requires(Permission.READ)
def show(project_id: UUID) -> str:
    """One project with its budget lines."""
    return render_template("projects/show.html", project=_project(project_id))


@bp.route("/<uuid:project_id>/change", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(project_id: UUID) -> Page:
    """Change a project."""
    form = ProjectForm(obj=_project(project_id))

    def change() -> None:
        services.change_project(project_id, form.facts(), by=current_user)

    back = url_for("projects.show", project_id=project_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return _edit(form, _project(project_id).title, back)


@bp.route("/<uuid:project_id>/lines/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_line(project_id: UUID) -> Page:
    """A new budget line."""
    _project(project_id)
    form = LineForm()
    form.offer()
    back = url_for("projects.show", project_id=project_id)
    if saved(form, lambda: services.add_line(project_id, form.facts(), by=current_user)):
        return redirect(back)
    return _edit(form, _("New budget line"), back)


@bp.route("/lines/<uuid:line_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_line(line_id: UUID) -> Page:
    """Change a budget line."""
    line = _line(line_id)
    form = LineForm(obj=line, data={"donor_id": str(line.donor_id)})
    form.offer()
    title, back = line.label, url_for("projects.show", project_id=line.project_id)
    if saved(form, lambda: services.change_line(line_id, form.facts(), by=current_user)):
        return redirect(back)
    return _edit(form, title, back)


@bp.get("/donors/")
@requires(Permission.READ)
def donors() -> str:
    """Who pays."""
    page = DONORS.page(queries.donors())
    return render_template("projects/donors.html", page=page, listed=DONORS)


@bp.route("/donors/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_donor() -> Page:
    """A new donor."""
    form = DonorForm()

    def add() -> None:
        services.add_donor(*form.facts(), by=current_user)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("projects.donors"))
    return _edit(form, _("New donor"), url_for("projects.donors"))


@bp.route("/donors/<uuid:donor_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_donor(donor_id: UUID) -> Page:
    """Change a donor's name."""
    donor = queries.donor(donor_id) or abort(404)
    form, title = DonorForm(obj=donor), donor.name

    def change() -> None:
        services.change_donor(donor_id, *form.facts(), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("projects.donors"))
    return _edit(form, title, url_for("projects.donors"))


@bp.route("/donors/<uuid:donor_id>/plate", methods=["GET", "POST"])
@requires(Permission.WRITE)
def plate(donor_id: UUID) -> Page:
    """What a donor's plates carry."""
    donor = queries.donor(donor_id) or abort(404)
    form, name = PlateForm(obj=donor), donor.name

    def change() -> None:
        texts = {one: form[one].data or "" for one in services.PLATE}
        chosen = request.files.get("logo")
        logo = chosen.read(LARGEST_LOGO + 1) if chosen else b""
        services.say_plate(donor_id, texts, logo, drop_logo=form.drop_logo.data, by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("projects.plate", donor_id=donor_id))
    return answered("projects/plate.html", form, name=name, donor=queries.donor(donor_id))


@bp.get("/donors/<uuid:donor_id>/logo.jpg")
@requires(Permission.READ)
def logo(donor_id: UUID) -> Response:
    """The picture that a donor's plates carry."""
    donor = queries.donor(donor_id)
    if donor is None or not donor.logo:
        abort(404)
    return Response(donor.logo, mimetype="image/jpeg")


@bp.app_template_filter("money")
def amount_shown(amount: Decimal) -> str:
    """An amount with its two places, grouped as the language does."""
    return str(format_decimal(amount, "#,##0.00"))


def _edit(form: ProjectForm | LineForm | DonorForm, title: str, back: str) -> tuple[str, int]:
    return answered("edit.html", form, heading=title, back=back)


def _project(project_id: UUID) -> Project:
    return queries.project(project_id) or abort(404)


def _line(line_id: UUID) -> BudgetLine:
    return queries.line(line_id) or abort(404)
