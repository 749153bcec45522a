"""Pages where a file is loaded: choose columns, look at the errors, consent, undo."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.imports import Permission, files, loading, queries, services
from borderpost.imports.checking import rivals
from borderpost.imports.foreseeing import COUNTED, OUTCOMES, foreseen
from borderpost.imports.forms import FileForm, chosen, columns_form
from borderpost.imports.importer import Importer, all_importers, importer
from borderpost.imports.models import Import, State
from borderpost.imports.reading import MOST_BYTES
from borderpost.officers import queries as officers

bp = Blueprint("imports", __name__, url_prefix="/imports")


@bp.get("/")
@requires(Permission.LOAD)
def index() -> str:
    """What may be loaded, and the files that were."""
    mine = {found.name: found for found in all_importers() if _may(found)}
    page = listing.page(queries.loaded(current_user.post_id, list(mine)))
    people = {row.created_by for row in page.rows if row.created_by}
    return render_template(
        "imports/index.html", importers=mine, page=page, names=officers.names(people)
    )


@bp.route("/new/<importer>", methods=["GET", "POST"])
@requires(Permission.LOAD)
def new(importer: str) -> str | Answer:
    """Choose a file; nothing of it is written yet."""
    chosen_importer = _importer(importer)
    form = FileForm()
    kept: list[UUID] = []

    def keep() -> None:
        sent = form.file.data
        content = sent.read(MOST_BYTES + 1)
        one = services.upload(chosen_importer, sent.filename or "", content, by=current_user)
        kept.append(one.id)

    if saved(form, keep):
        return redirect(url_for("imports.columns", import_id=kept[0]))
    return render_template("imports/new.html", form=form, importer=chosen_importer)


@bp.get("/new/<importer>/template.xlsx")
@bp.get("/new/<importer>/template.csv")
@requires(Permission.LOAD)
def template(importer: str) -> Response:
    """An empty file with the headings and one invented row."""
    return files.template(_importer(importer))


@bp.route("/<uuid:import_id>/columns", methods=["GET", "POST"])
@requires(Permission.LOAD)
def columns(import_id: UUID) -> str | Answer:
    """Say which heading of the file fills which column."""
    one, by = _file(import_id)
    form = columns_form(by, one)

    def take_over() -> None:
        services.choose_columns(by, import_id, chosen(form, by), by=current_user)

    if saved(form, take_over):
        return redirect(url_for("imports.show", import_id=import_id))
    one, _by = _file(import_id)
    return render_template(
        "imports/columns.html",
        form=form,
        one=one,
        importer=by,
        twin=queries.twin(one),
        rivals=rivals(by, one.headings),
    )


@bp.post("/<uuid:import_id>/sheet")
@requires(Permission.LOAD)
def sheet(import_id: UUID) -> Answer:
    """Take another sheet of the workbook."""
    _one, by = _file(import_id)
    name = request.form.get("sheet", "")
    attempted(lambda: services.choose_sheet(by, import_id, name, by=current_user))
    return redirect(url_for("imports.columns", import_id=import_id))


@bp.get("/<uuid:import_id>")
@requires(Permission.LOAD)
def show(import_id: UUID) -> str:
    """The rows with every error at its cell; the buttons that write, undo or drop."""
    one, by = _file(import_id)
    only_bad = request.args.get("rows") == "bad"
    page = listing.page(queries.rows(import_id, only_bad=only_bad))
    lines = [files.shown(row, one) for row in page.rows]
    ahead = foreseen(by, one, {line.number for line in lines}, by=current_user)
    changes = ahead is None or ahead.counts["new"] or ahead.counts["changed"]
    return render_template(
        "imports/show.html",
        one=one,
        importer=by,
        page=page,
        only_bad=only_bad,
        going="going" in request.args,
        lines=lines,
        columns=files.columns(by, one, lines),
        ahead=ahead,
        counted=COUNTED,
        outcomes=OUTCOMES,
        twin=queries.twin(one) if one.state == State.CHECKED and changes else None,
        names=officers.names({who for who in (one.created_by, one.undone_by) if who}),
    )


@bp.get("/<uuid:import_id>/errors.xlsx")
@bp.get("/<uuid:import_id>/errors.csv")
@requires(Permission.LOAD)
def errors(import_id: UUID) -> Response:
    """The bad rows with what is wrong, to be corrected and loaded again."""
    one, by = _file(import_id)
    return files.errors(one, by)


@bp.post("/<uuid:import_id>/commit")
@requires(Permission.LOAD)
def commit(import_id: UUID) -> Answer:
    """Write the good rows, or with ``whole`` every row or none."""
    _one, by = _file(import_id)
    whole = bool(request.form.get("whole"))

    def write() -> None:
        loading.begin(import_id, whole=whole, by=current_user)
        loading.go_on(by, import_id, by=current_user)

    return _after(import_id, attempted(write))


@bp.post("/<uuid:import_id>/continue")
@requires(Permission.LOAD)
def go_on(import_id: UUID) -> Answer:
    """Write more rows of a file that is half loaded."""
    _one, by = _file(import_id)
    return _after(import_id, attempted(lambda: loading.go_on(by, import_id, by=current_user)))


@bp.post("/<uuid:import_id>/undo")
@requires(Permission.LOAD)
def undo(import_id: UUID) -> Answer:
    """Take away all that the file wrote."""
    _one, by = _file(import_id)
    attempted(
        lambda: loading.undo(by, import_id, by=current_user),
        done=_("Everything that this file wrote is taken away."),
    )
    return redirect(url_for("imports.show", import_id=import_id))


@bp.post("/<uuid:import_id>/drop")
@requires(Permission.LOAD)
def drop(import_id: UUID) -> Answer:
    """Forget the file; nothing of it was written."""
    _file(import_id)
    attempted(lambda: services.drop(import_id, by=current_user), done=_("The file is forgotten."))
    return redirect(url_for("imports.index"))


def _after(import_id: UUID, worked: bool) -> Answer:
    """The file's page, which goes on by itself while rows are left."""
    one, _by = _file(import_id)
    if worked and one.state == State.COMMITTED:
        flash(_("The rows are loaded."), "success")
    elif worked and one.state == State.CHECKED:
        flash(_("No row is good any more. Nothing was written."), "danger")
    going = 1 if worked and one.state == State.LOADING else None
    return redirect(url_for("imports.show", import_id=import_id, going=going))


def _importer(name: str) -> Importer:
    found = importer(name) or abort(404)
    if not _may(found):
        abort(403)
    return found


def _file(import_id: UUID) -> tuple[Import, Importer]:
    one = queries.file(import_id, current_user.post_id) or abort(404)
    return one, _importer(one.importer)


def _may(found: Importer) -> bool:
    return found.permission in current_user.permissions
