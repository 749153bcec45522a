"""The grid of a run: marked by keyboard, a cell a person and half day."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale
from borderpost.access import requires
from training import Permission, symbols, typed_grid
from training.models import Run, RunState, Source
from training.queries import grid
from training.typed_grid import Reading
from training.views import here, typed_cells

bp = Blueprint("attendance", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/runs/<uuid:run_id>/grid")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """Who was there."""
    return _page(here.run(run_id), Reading(), {})


@bp.post("/runs/<uuid:run_id>/grid")
@requires(Permission.MARK)
def mark(run_id: UUID) -> Page:
    """Mark what was typed, all of it or nothing; what cannot be read stays to be mended."""
    told, is_saved = typed_cells.saved(here.run(run_id), request.form, Source.GRID)
    if not is_saved:
        return _page(here.run(run_id), told, request.form), 422
    return redirect(url_for("attendance.show", run_id=run_id))


def _page(run: Run, told: Reading, sent: Mapping[str, str]) -> str:
    table, now = grid.of(run), clock.now()
    is_marking = run.state in (RunState.RUNNING, RunState.CLOSED)
    is_open = [is_marking and not one.cancelled_why and one.starts_at <= now
               for one in table.sessions]  # fmt: skip
    rows = [(row, typed_grid.shown(row, table, is_open, told.wrong, sent)) for row in table.rows]
    return render_template(
        "training/grid.html", run=run, grid=table, rows=rows, why=sent.get("why", ""),
        letters=symbols.letters(locale.code()), is_open=is_open, seen=typed_grid.newest(table),
    )  # fmt: skip
