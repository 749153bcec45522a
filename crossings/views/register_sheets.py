"""Register sheets: the list in which every number is accounted for, printing, and each sheet."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, listing, pdf
from borderpost.access import requires
from borderpost.forms import choices, saved
from borderpost.submission import AlreadyDone
from crossings import Permission, register_paper, register_words
from crossings.models import Fate, LineState, RegisterSheet
from crossings.queries import policies
from crossings.queries import register_lines as lines
from crossings.queries import register_scans as scans
from crossings.queries import register_sheets as sheets
from crossings.register_forms import (
    FateForm,
    HandForm,
    HeadForm,
    PrintForm,
    ScanForm,
    SheetsForm,
    line_form,
    people,
)
from crossings.register_sheets_listed import SHEETS
from crossings.services import reading_log
from crossings.services import register_sheets as services

bp = Blueprint("register_sheets", __name__, url_prefix="/register-sheets")
HEAD = "head"  # before the names of the head's fields: the line has some of the same
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.SHEETS)
def index() -> Page:
    """Every sheet of the post and what became of it; a number that was typed or scanned opens its
    sheet."""
    form = SheetsForm(request.args)
    sought = form.sought()
    if found := sheets.numbered(sought.number, current_user.post_id):
        return redirect(url_for("register_sheets.show", register_sheet_id=found.id))
    return _list(PrintForm(formdata=None), form)


@bp.post("/")
@requires(Permission.SHEETS)
def print_ahead() -> Page:
    """Give numbers to blank sheets, and go on to their paper."""
    form, made = PrintForm(), []

    def give() -> None:
        made.extend(services.print_ahead(form.many.data, by=current_user))

    if saved(form, give):
        return redirect(url_for("register_sheets.run", print_run_id=made[0].run_id))
    return _list(form, SheetsForm(formdata=None))


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.SHEETS)
def export() -> Response:
    """The sheets found, as CSV or XLSX."""
    sought = SheetsForm(request.args).sought()
    found, filters = sheets.listed(sought, current_user.post_id), sought.filters()
    reading_log.sheets_exported(listing.count(found), by=current_user, **filters)
    name = "-".join(("register-sheets", *filters.values()))
    return listing.as_file(name, SHEETS.files, SHEETS.sorted(found))


@bp.get("/runs/<uuid:print_run_id>")
@requires(Permission.SHEETS)
def run(print_run_id: UUID) -> str:
    """The sheets that were printed together, with the way to their paper."""
    return render_template(
        "crossings/register_run.html", sheets=_run(print_run_id), has_pdf=not pdf.lack()
    )


@bp.get("/runs/<uuid:print_run_id>/paper")
@requires(Permission.SHEETS)
def paper(print_run_id: UUID) -> Answer:
    """The blank sheets as PDF; as a page to print where this machine draws no PDF."""
    found = _run(print_run_id)
    page = register_paper.paper(found)
    if pdf.lack():
        return Response(page)
    return pdf.answer(pdf.drawn(page), f"sheets-{found[0].number}")


@bp.get("/<uuid:register_sheet_id>")
@requires(Permission.SHEETS)
def show(register_sheet_id: UUID) -> Page:
    """One sheet: what became of it, its head, its lines, and the next one to type."""
    return page(here(register_sheet_id))


@bp.post("/<uuid:register_sheet_id>/hand")
@requires(Permission.SHEETS)
def hand(register_sheet_id: UUID) -> Page:
    """Write down who holds it."""
    here(register_sheet_id)
    form = HandForm()
    form.handed_to.choices = choices(people(current_user.post_id))
    to = request.form.get("handed_to", type=UUID)
    done = _("Written: who holds the sheet.")
    if saved(form, lambda: services.hand_out(register_sheet_id, to, by=current_user), done=done):
        return redirect(url_for("register_sheets.show", register_sheet_id=register_sheet_id))
    return page(here(register_sheet_id), hand=form)


@bp.post("/<uuid:register_sheet_id>/fate")
@requires(Permission.SHEETS)
def account(register_sheet_id: UUID) -> Page:
    """Write down what became of a blank sheet."""
    form = FateForm()
    form.offer(services.ways_from(here(register_sheet_id).fate))

    def write() -> None:
        services.account(
            register_sheet_id, Fate(form.fate.data), form.why.data or "", by=current_user
        )

    if saved(form, write, done=_("Written: what became of the sheet.")):
        return redirect(url_for("register_sheets.show", register_sheet_id=register_sheet_id))
    return page(here(register_sheet_id), fate=form)


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    if register_sheet_id := (request.view_args or {}).get("register_sheet_id"):
        return redirect(url_for("register_sheets.show", register_sheet_id=register_sheet_id))
    flash(_("The sheets have their numbers already: they are the newest of the list."), "info")
    return redirect(url_for("register_sheets.index"))


def here(register_sheet_id: UUID) -> RegisterSheet:
    """The sheet, if it is of the officer's post."""
    return sheets.one(register_sheet_id, current_user.post_id) or abort(404)


def page(sheet: RegisterSheet, **refused: object) -> tuple[str, int]:
    """The page of a sheet; ``refused`` has the form that was sent and came back."""
    place, kept = _to_type(sheet)
    forms = {**_forms(sheet, kept), **refused}
    body = render_template(
        "crossings/register_sheet.html",
        sheet=sheet,
        place=refused.get("place", place),
        lines=lines.lines(sheet.id),
        progress=lines.progress([sheet]).get(sheet.id),
        for_second=lines.for_second(sheet.id, current_user.officer_id),
        policy=policies.policy(sheet.post_id),
        scans=scans.of_sheet(sheet.id),
        forms=forms,
        ways=services.ways_from(sheet.fate),
        at=cells.instant,
        words=register_words,
        named=lines.named,
    )
    return body, 422 if refused else 200


def _to_type(sheet: RegisterSheet) -> tuple[int | None, dict[str, str] | None]:
    """The line whose form is shown, and how it was kept: the one that the address names, if it is
    to be typed, else the next. What waits for a second person is shown to nobody."""
    asked = request.args.get("line", type=int)
    if asked and 1 <= asked <= (sheet.written or 0):
        line = lines.line(sheet.id, asked)
        if line is None or line.state in (LineState.WAITING, LineState.STRUCK):
            return asked, line.typed if line else None
    return lines.next_place(sheet), None


def _forms(sheet: RegisterSheet, kept: dict[str, str] | None) -> dict[str, object]:
    hand, fate = HandForm(formdata=None), FateForm(formdata=None)
    hand.handed_to.choices = choices(people(sheet.post_id))
    fate.offer(services.ways_from(sheet.fate))
    head = HeadForm(formdata=None, data=_head(sheet), prefix=HEAD)
    head.offer(sheet.post_id)
    line = line_form(sheet, kept)
    scan = ScanForm(formdata=None)
    return {"hand": hand, "fate": fate, "head": head, "line": line, "scan": scan}


def _head(sheet: RegisterSheet) -> dict[str, object]:
    """What is known of the head: as typed, else who holds the sheet, and every line."""
    return {
        "day": sheet.day,
        "officer_id": str(sheet.officer_id or sheet.handed_to or ""),
        "lane_id": str(sheet.lane_id or current_user.lane_id or ""),
        "direction": sheet.direction,
        "written": sheet.written or sheet.lines,
    }


def _list(form: PrintForm, search: SheetsForm) -> tuple[str, int]:
    sought = search.sought()
    found = SHEETS.page(sheets.listed(sought, current_user.post_id))
    g.register_progress = lines.progress(found.rows)
    body = render_template(
        "crossings/register_sheets.html",
        form=search,
        printing=form,
        sought=sought,
        page=found,
        listed=SHEETS,
        fates=sheets.fates(current_user.post_id),
        gaps=sheets.gaps(current_user.post_id),
        words=register_words,
    )
    return body, 422 if form.errors else 200


def _run(print_run_id: UUID) -> list[RegisterSheet]:
    return list(sheets.run(print_run_id, current_user.post_id)) or abort(404)
