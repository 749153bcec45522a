"""Sign-in sheets: printed for a session or a whole run, and the page where they come back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import saved
from borderpost.locale import LOCALES
from training import Permission, scanned_sheets, sheet_paper
from training.models import Run, Session
from training.queries import runs
from training.queries import scans as queries
from training.scan_forms import AssignForm, ScansForm
from training.scanned_sheets import Pile
from training.services import reading_log, scanning
from training.services.scanning import Landed
from training.views import here

bp = Blueprint("sheets", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/runs/<uuid:run_id>/sheets")
@requires(Permission.MARK)
def show(run_id: UUID) -> Page:
    """The sheets of a run: to print, and as they came back."""
    return _page(here.run(run_id), ScansForm(formdata=None))


@bp.get("/runs/<uuid:run_id>/sheets/paper")
@requires(Permission.MARK)
def paper_of_run(run_id: UUID) -> Answer:
    """The sheets of every session that is held, as one PDF."""
    run = here.run(run_id)
    return _paper(run, [one for one in run.sessions if not one.cancelled_why], run.code)


@bp.get("/sessions/<uuid:session_id>/sheet")
@requires(Permission.MARK)
def paper(session_id: UUID) -> Answer:
    """The sheet of one session as PDF; as a page to print where this machine draws no PDF."""
    row = here.session(session_id)
    return _paper(row.run, [row], f"{row.run.code}-{row.run.sessions.index(row) + 1}")


@bp.post("/runs/<uuid:run_id>/sheets")
@requires(Permission.MARK)
def bring_in(run_id: UUID) -> Page:
    """Read scanned sheets: each page goes to its session, whatever the run."""
    run, form, pile, told = here.run(run_id), ScansForm(), Pile(), Landed()

    def keep() -> None:
        nonlocal pile, told
        pile = scanned_sheets.read(form.contents())
        told = scanning.bring_in(run_id, pile.papers, by=current_user)

    if not saved(form, keep):
        return _page(run, form)
    _tell(told, pile)
    return redirect(url_for("sheets.show", run_id=run_id))


def _paper(run: Run, sessions: Sequence[Session], name: str) -> Answer:
    run_id, found = run.id, [one.id for one in sessions]
    reading_log.sheets_printed(run, len(found), by=current_user)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    run = here.run(run_id)
    page = sheet_paper.paper(run, [one for one in run.sessions if one.id in found])
    if pdf.lack():
        return Response(page)
    return pdf.answer(pdf.drawn(page), f"sheet-{name.replace('/', '-')}")


def _page(run: Run, form: ScansForm) -> tuple[str, int]:
    assigning = AssignForm(formdata=None)
    assigning.offer(run)
    body = render_template(
        "training/sheets.html", run=run, form=form, assigning=assigning,
        scans=queries.by_session(run.id), people=len(runs.seated(run.id)), languages=LOCALES,
        has_pdf=not pdf.lack(),
    )  # fmt: skip
    return body, 422 if form.errors else 200


def _tell(told: Landed, pile: Pile) -> None:
    """Each thing that became of the pages, in a sentence of its own."""
    if told.here:
        flash(ngettext("%(num)s page lies at its session.", "%(num)s pages lie at their sessions.",
                       told.here), "success")  # fmt: skip
    for code in sorted(set(told.elsewhere)):
        flash(ngettext("%(num)s page is of the run %(code)s and lies there.",
                       "%(num)s pages are of the run %(code)s and lie there.",
                       told.elsewhere.count(code), code=code), "warning")  # fmt: skip
    if told.aside:
        flash(ngettext("%(num)s page has no readable code: say below where it belongs.",
                       "%(num)s pages have no readable code: say below where they belong.",
                       told.aside), "warning")  # fmt: skip
    if told.again:
        flash(ngettext("Of %(num)s page another scan lies there already: both are kept.",
                       "Of %(num)s pages another scan lies there already: both are kept.",
                       told.again), "warning")  # fmt: skip
    if told.twice:
        flash(ngettext("%(num)s picture was here already and is not kept twice.",
                       "%(num)s pictures were here already and are not kept twice.",
                       told.twice), "info")  # fmt: skip
    for sentence in pile.unreadable:
        flash(str(sentence), "danger")
