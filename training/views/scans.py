"""One scanned page: its picture beside the marks that are typed from it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import requires
from borderpost.forms import attempted, saved
from training import Permission, symbols, typed_grid
from training.attendance_models import SheetScan
from training.models import RunState, Source
from training.queries import grid
from training.queries import scans as queries
from training.scan_forms import AssignForm
from training.services import scanning
from training.typed_grid import Reading
from training.views import typed_cells

bp = Blueprint("scans", __name__, url_prefix="/training/scans/<uuid:scan_id>")
Page = str | tuple[str, int] | Answer


@bp.get("")
@requires(Permission.MARK)
def show(scan_id: UUID) -> str:
    """The page, and the cells of its session."""
    return _page(_scan(scan_id), Reading(), {}, AssignForm(formdata=None))


@bp.get("/page.jpg")
@requires(Permission.MARK)
def picture(scan_id: UUID) -> Response:
    """The page as it was scanned, upright."""
    return Response(_scan(scan_id).jpeg, mimetype="image/jpeg")


@bp.post("")
@requires(Permission.MARK)
def mark(scan_id: UUID) -> Page:
    """Mark what was typed beside the page; what cannot be read stays to be mended."""
    half = _scan(scan_id).session or abort(404)
    told, is_saved = typed_cells.saved(half.run, request.form, Source.SHEET, half.id)
    if not is_saved:
        return _page(_scan(scan_id), told, request.form, AssignForm(formdata=None)), 422
    return redirect(url_for("scans.show", scan_id=scan_id))


@bp.post("/assign")
@requires(Permission.MARK)
def assign(scan_id: UUID) -> Page:
    """Say to which session the page belongs."""
    row, form = _scan(scan_id), AssignForm()
    form.offer(row.run)

    def put() -> None:
        scanning.assign(scan_id, UUID(form.session_id.data), by=current_user)

    if saved(form, put, done=_("The page lies at its session.")):
        return redirect(url_for("scans.show", scan_id=scan_id))
    return _page(row, Reading(), {}, form), 422


@bp.post("/drop")
@requires(Permission.MARK)
def drop(scan_id: UUID) -> Answer:
    """Remove a page that is no sheet."""
    run_id = _scan(scan_id).run_id
    attempted(lambda: scanning.drop(scan_id, by=current_user), done=_("The page is removed."))
    return redirect(url_for("sheets.show", run_id=run_id))


def _page(row: SheetScan, told: Reading, sent: Mapping[str, str], form: AssignForm) -> str:
    if form.session_id.choices is None:
        form.offer(row.run)
    run, half = row.run, row.session
    table = grid.of(run)
    is_marking = run.state in (RunState.RUNNING, RunState.CLOSED)
    open_ = [is_marking and one == half and not one.cancelled_why for one in table.sessions]
    place = table.sessions.index(half) if half else 0
    cells = [(line, typed_grid.shown(line, table, open_, told.wrong, sent)[place])
             for line in table.rows] if half else []  # fmt: skip
    return render_template(
        "training/scan.html", scan=row, run=run, half=half, cells=cells, form=form,
        why=sent.get("why", ""), seen=typed_grid.newest(table),
        letters=symbols.letters(locale.code()),
        following=_following(row),
    )  # fmt: skip


def _following(row: SheetScan) -> UUID | None:
    """The next page of the run, in the order of its list."""
    order = [one.id for one in queries.of_run(row.run_id)]
    place = order.index(row.id) + 1
    return order[place] if place < len(order) else None


def _scan(scan_id: UUID) -> SheetScan:
    return queries.scan(scan_id) or abort(404)
