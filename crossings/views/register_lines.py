"""Capturing a register sheet: its head, its lines, the second typing, and what lists say late."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.submission import AlreadyDone
from crossings import Permission, codes, register_words
from crossings.models import LineState, RegisterLine, RegisterSheet
from crossings.queries import register_lines as lines
from crossings.queries import register_scans as scans
from crossings.register_forms import HeadForm, LineForm, line_form, people
from crossings.services import register_lines
from crossings.views.register_sheets import HEAD, here, page

bp = Blueprint("register_lines", __name__, url_prefix="/register-sheets")
Page = str | tuple[str, int] | Answer


@bp.post("/<uuid:register_sheet_id>/head")
@requires(Permission.SHEETS)
def begin(register_sheet_id: UUID) -> Page:
    """Take over the head of the sheet."""
    sheet, form = here(register_sheet_id), HeadForm(prefix=HEAD)
    form.offer(sheet.post_id)
    if saved(form, lambda: register_lines.begin(register_sheet_id, form.head(), by=current_user)):
        return _back(register_sheet_id)
    return page(here(register_sheet_id), head=form)


@bp.post("/<uuid:register_sheet_id>/lines/<int:place>")
@requires(Permission.SHEETS)
def type_line(register_sheet_id: UUID, place: int) -> Page:
    """Type a line. With an error it is kept as it was typed, and the form says what is wrong."""
    form = line_form(here(register_sheet_id))
    written: list[RegisterLine] = []

    def write() -> None:
        typed, entry = form.typed(), form.entry()
        written.append(
            register_lines.type_first(register_sheet_id, place, typed, entry, by=current_user)
        )

    if saved(form, write):
        _tell(written[0])
        return _back(register_sheet_id)
    if attempted(
        lambda: register_lines.keep(register_sheet_id, place, form.typed(), by=current_user)
    ):
        flash(_("Line %(place)s is kept as you typed it. Mend it, or go on and come back.",
                place=place), "warning")  # fmt: skip
    return page(here(register_sheet_id), line=form, place=place)


@bp.post("/<uuid:register_sheet_id>/lines/<int:place>/strike")
@requires(Permission.SHEETS)
def strike(register_sheet_id: UUID, place: int) -> Answer:
    """Say that nobody crossed on a line of the paper."""
    here(register_sheet_id)
    why = request.form.get("why", "")
    attempted(lambda: register_lines.strike(register_sheet_id, place, why, by=current_user))
    return _back(register_sheet_id)


@bp.get("/<uuid:register_sheet_id>/again")
@requires(Permission.SHEETS)
def again(register_sheet_id: UUID) -> Page:
    """The next line that somebody else typed, blind: nothing of the first typing is shown."""
    sheet = here(register_sheet_id)
    line = lines.for_second(register_sheet_id, current_user.officer_id)
    if line is None:
        flash(_("No line of this sheet waits for a second person."), "info")
        return _back(register_sheet_id)
    return _again(sheet, line.place, line_form(sheet))


@bp.post("/<uuid:register_sheet_id>/again/<int:place>")
@requires(Permission.SHEETS)
def type_again(register_sheet_id: UUID, place: int) -> Page:
    """Type a line the second time."""
    sheet = here(register_sheet_id)
    form = line_form(sheet)
    written: list[RegisterLine] = []

    def write() -> None:
        typed, entry = form.typed(), form.entry()
        written.append(
            register_lines.type_again(register_sheet_id, place, typed, entry, by=current_user)
        )

    if saved(form, write):
        _tell(written[0])
        return redirect(url_for("register_lines.again", register_sheet_id=register_sheet_id))
    return _again(here(register_sheet_id), place, form)


@bp.route("/<uuid:register_sheet_id>/lines/<int:place>/settle", methods=["GET", "POST"])
@requires(Permission.SHEETS)
def settle(register_sheet_id: UUID, place: int) -> Page:
    """The two typings of a line beside each other, field by field."""
    sheet = here(register_sheet_id)
    line = lines.line(register_sheet_id, place)
    if line is None or line.state != LineState.DIFFERS:
        return _back(register_sheet_id)
    differing = register_lines.differences(line.typed, line.again)
    if request.method == "POST" and _settled(sheet, line, differing):
        return _back(register_sheet_id)
    body = render_template(
        "crossings/register_settle.html",
        sheet=here(register_sheet_id),
        line=lines.line(register_sheet_id, place),
        differing=differing,
        sent=request.form,
        said=_said,
        scans=scans.of_sheet(register_sheet_id),
        words=register_words,
        may_settle=current_user.officer_id in (line.created_by, line.again_by),
    )
    return body, 422 if request.method == "POST" else 200


@bp.get("/late")
@requires(Permission.LOOK_LATE)
def late() -> str:
    """Whoever had passed already when a list named them."""
    return render_template(
        "crossings/register_late.html",
        found=lines.late(current_user.post_id),
        at=cells.instant,
        codes=codes,
    )


@bp.post("/late/<uuid:register_line_id>")
@requires(Permission.LOOK_LATE)
def look(register_line_id: UUID) -> Answer:
    """Write what was done about it."""
    found = dict.fromkeys(row.id for row, _crossing in lines.late(current_user.post_id))
    if register_line_id not in found:
        abort(404)
    words = request.form.get("words", "")
    done = _("Written: what was done.")
    attempted(lambda: register_lines.look(register_line_id, words, by=current_user), done=done)
    return redirect(url_for("register_lines.late"))


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: the sheet stands where the first one led."""
    where = request.view_args or {}
    if register_sheet_id := where.get("register_sheet_id"):
        return _back(register_sheet_id)
    return redirect(url_for("register_lines.late"))


def _settled(sheet: RegisterSheet, line: RegisterLine, differing: list[str]) -> bool:
    """Write the line as it was chosen, each field from one of the two."""
    chosen = {**line.typed}
    for name in differing:
        source = {"first": line.typed, "second": line.again}.get(request.form.get(name, ""))
        if source is None:
            flash(_("Choose one of the two typings in every field."), "danger")
            return False
        chosen[name] = source.get(name, "")
    form = LineForm(formdata=None, data=chosen)
    form.offer(sheet.post_id, sheet.day)
    why = request.form.get("why", "")
    place = line.place
    return attempted(
        lambda: register_lines.settle(
            sheet.id, place, form.typed(), form.entry(), why, by=current_user
        ),
        done=_("Line %(place)s is in the register. It was screened now, not at the crossing.",
               place=place),
    )  # fmt: skip


def _again(sheet: RegisterSheet, place: int, form: LineForm) -> tuple[str, int]:
    body = render_template(
        "crossings/register_again.html", sheet=sheet, place=place, form=form, words=register_words,
        scans=scans.of_sheet(sheet.id),
    )  # fmt: skip
    return body, 422 if form.errors else 200


def _said(name: str, value: str) -> str:
    """A typed value as people read it."""
    tables = {"direction": codes.DIRECTIONS, "sex": codes.SEXES, "decision": codes.DECISIONS,
              "document_code": codes.DOCUMENTS, "transport": codes.TRANSPORT}  # fmt: skip
    if name == "officer_id":
        return dict(people(current_user.post_id)).get(value, value)
    return str(tables[name].get(value, value)) if name in tables else value


def _tell(line: RegisterLine) -> None:
    place = line.place
    told = {
        LineState.CAPTURED: _(
            "Line %(place)s is in the register. It was screened now, not at the crossing.",
            place=place,
        ),
        LineState.SECOND: _("Line %(place)s waits for a second person.", place=place),
        LineState.DIFFERS: _("Line %(place)s was typed differently. Settle it.", place=place),
    }
    flash(told[LineState(line.state)], "success")


def _back(register_sheet_id: UUID) -> Answer:
    return redirect(url_for("register_sheets.show", register_sheet_id=register_sheet_id))
