"""The grid of a run: marked by keyboard, a cell a person and half day."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale
from borderpost.access import requires
from borderpost.forms import attempted
from training import Permission, symbols, typed_grid
from training.models import Run, RunState
from training.queries import grid
from training.services import marking
from training.typed_grid import Reading
from training.views import here

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
    run, sent = here.run(run_id), request.form
    told = typed_grid.read(run, sent)
    if told.wrong:
        flash(ngettext("%(num)s cell cannot be read: it is framed. Nothing was saved.",
                       "%(num)s cells cannot be read: they are framed. Nothing was saved.",
                       len(told.wrong)), "danger")  # fmt: skip
        return _page(run, told, sent), 422
    why = sent.get("why", "")
    if not attempted(lambda: marking.mark(run_id, told.said, by=current_user, why=why),
                     done=_("The marks are saved.")):  # fmt: skip
        return _page(here.run(run_id), told, sent), 422
    if told.others:
        flash(ngettext("%(num)s cell was marked by somebody else meanwhile: that mark stands.",
                       "%(num)s cells were marked by somebody else meanwhile: those marks stand.",
                       told.others), "warning")  # fmt: skip
    return redirect(url_for("attendance.show", run_id=run_id))


def _page(run: Run, told: Reading, sent: Mapping[str, str]) -> str:
    table, now = grid.of(run), clock.now()
    is_marking = run.state in (RunState.RUNNING, RunState.CLOSED)
    is_open = [is_marking and not one.cancelled_why and one.starts_at <= now
               for one in table.sessions]  # fmt: skip
    rows = [(row, typed_grid.shown(row, table, is_open, told.wrong, sent)) for row in table.rows]
    letters = symbols.LETTERS.get(locale.code(), symbols.LETTERS["fr"])
    return render_template(
        "training/grid.html", run=run, grid=table, rows=rows, why=sent.get("why", ""),
        letters=letters, is_open=is_open, seen=typed_grid.newest(table),
    )  # fmt: skip
