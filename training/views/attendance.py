"""The grid of a run: marked by keyboard, a cell a person and half day."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale
from borderpost.access import requires
from borderpost.refusal import Refused
from training import Permission, symbols, words
from training.models import Mark, Run, RunState, Session
from training.numbers import Status
from training.queries import grid
from training.services import marking
from training.services.marking import Said
from training.views import here

bp = Blueprint("attendance", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@dataclass(frozen=True)
class Typed:
    """A cell as the page shows it."""

    name: str
    value: str
    is_open: bool
    is_wrong: bool = False


@bp.get("/runs/<uuid:run_id>/grid")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """Who was there."""
    return _page(here.run(run_id), set(), "")


@bp.post("/runs/<uuid:run_id>/grid")
@requires(Permission.MARK)
def mark(run_id: UUID) -> Page:
    """Mark what was typed, all of it or nothing; what cannot be read stays to be mended."""
    run, why = here.run(run_id), request.form.get("why", "")
    said, wrong, others = _read(run)
    if wrong:
        flash(_("%(number)s cells cannot be read. They are marked; nothing was saved.",
                number=len(wrong)), "danger")  # fmt: skip
        return _page(run, wrong, why), 422
    try:
        changed = marking.mark(run_id, said, by=current_user, why=why)
    except Refused as refusal:
        flash(str(refusal.sentence), "danger")
        return _page(here.run(run_id), set(), why), 422
    flash(ngettext("%(num)s mark was written.", "%(num)s marks were written.", changed), "success")
    if others:
        flash(ngettext("%(num)s cell was marked by somebody else meanwhile: that mark stands.",
                       "%(num)s cells were marked by somebody else meanwhile: those marks stand.",
                       others), "warning")  # fmt: skip
    return redirect(url_for("attendance.show", run_id=run_id))


def _read(run: Run) -> tuple[dict[marking.Cell, Said], set[str], int]:
    """What was typed of every cell, the cells that cannot be read, and how many were marked by
    somebody else since the page was made. ``all`` fills a session's empty cells: everybody came."""
    said: dict[marking.Cell, Said] = {}
    wrong, others = set(), 0
    for session, row, mark in _cells(run):
        name = _name(session.id, row.enrolment.id)
        if mark is not None and str(mark.id) > request.form.get("seen", ""):
            others += 1
            continue
        try:
            found = _typed_in(name, session, mark)
        except ValueError:
            wrong.add(name)
            continue
        if found is not None:
            said[session.id, row.enrolment.id] = Said(*found)
    return said, wrong, others


def _typed_in(name: str, session: Session, mark: Mark | None) -> tuple[Status, int] | None:
    """Raises ``ValueError`` for what is no mark, and for a mark that was emptied."""
    found = symbols.read(request.form.get(name, ""))
    if found is None and request.form.get("all", "") == str(session.id) and mark is None:
        return Status.PRESENT, 0
    if found is None and mark is not None and name in request.form:
        raise ValueError("a mark is corrected, never emptied")
    return found


def _cells(run: Run) -> Iterator[tuple[Session, grid.Row, Mark | None]]:
    table = grid.of(run)
    for row in table.rows:
        for session, mark in zip(table.sessions, row.marks, strict=True):
            if not session.cancelled_why:
                yield session, row, mark


def _page(run: Run, wrong: AbstractSet[str], why: str) -> str:
    table, now = grid.of(run), clock.now()
    is_marking = run.state in (RunState.RUNNING, RunState.CLOSED)
    is_open = [is_marking and not one.cancelled_why and one.starts_at <= now
               for one in table.sessions]  # fmt: skip
    rows = [(row, [_typed(row, *cell, wrong) for cell in
                   zip(table.sessions, row.marks, is_open, strict=True)])
            for row in table.rows]  # fmt: skip
    letters = symbols.LETTERS.get(locale.code(), symbols.LETTERS["fr"])
    return render_template("training/grid.html", run=run, grid=table, rows=rows, why=why,
                           letters=letters, words=words, is_open=is_open,
                           seen=_newest(table))  # fmt: skip


def _newest(table: grid.Grid) -> str:
    """The id of the newest mark that the page shows: ids sort by their time."""
    marks = [str(mark.id) for row in table.rows for mark in row.marks if mark]
    return max(marks, default="")


def _typed(
    row: grid.Row, session: Session, mark: Mark | None, is_open: bool, wrong: AbstractSet[str]
) -> Typed:
    name = _name(session.id, row.enrolment.id)
    typed = request.form.get(name) if request.method == "POST" else None
    return Typed(name, _shown(session, mark) if typed is None else typed, is_open, name in wrong)


def _shown(session: Session, mark: Mark | None) -> str:
    if mark is None:
        return ""
    return symbols.written(Status(mark.status), session.minutes - mark.credited, locale.code())


def _name(session_id: UUID, enrolment_id: UUID) -> str:
    return f"m-{session_id}-{enrolment_id}"
