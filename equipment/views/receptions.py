"""Receptions: the list, a packing list and its lines, the report, confirming and settling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing, pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.imports import reading
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.refusal import Refused
from equipment import Permission, packing_list, reception_words
from equipment.donation_forms import usual_owner
from equipment.models import Reception
from equipment.packing_list import Wanted
from equipment.queries import receptions as queries
from equipment.reception_forms import (
    ConfirmForm,
    ConsignmentForm,
    DropForm,
    FilterForm,
    LineForm,
    ListForm,
    SettleForm,
    chosen,
)
from equipment.reception_listed import RECEPTIONS, REPORT, Compared
from equipment.services import reading_log, receiving, taking_in
from equipment.views import here

bp = Blueprint("receptions", __name__, url_prefix="/equipment/receptions")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> tuple[str, int]:
    """The consignments of the post, searched and filtered."""
    form = FilterForm(request.args)
    form.offer()
    words, state = form.wanted()
    page = RECEPTIONS.page(queries.receptions(current_user.post_id, words, state))
    return answered(
        "equipment/receptions.html", form, page=page, listed=RECEPTIONS, is_search=words or state
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The consignments found, as CSV or XLSX."""
    found = queries.receptions(current_user.post_id, *FilterForm(request.args).wanted())
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("receptions", RECEPTIONS.files, RECEPTIONS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A consignment that is expected."""
    post_id = here.post_id()
    form = ConsignmentForm(data={"owner": usual_owner(post_id)})
    kept: list[UUID] = []

    def prepare() -> None:
        kept.append(receiving.prepare(post_id, form.said(), by=current_user).id)

    if saved(form, prepare, done=_("Saved. Now enter its packing list.")):
        return redirect(url_for("receptions.show", reception_id=kept[0]))
    return answered("edit.html", form, heading=_("New reception"), back=url_for("receptions.index"))


@bp.get("/<uuid:reception_id>")
@requires(Permission.READ)
def show(reception_id: UUID) -> str:
    """One consignment: its packing list, what arrived, its differences."""
    row = here.reception(reception_id)
    return render_template("equipment/reception.html", has_pdf=not pdf.lack(), **shown(row))


@bp.get("/<uuid:reception_id>/report.xlsx")
@bp.get("/<uuid:reception_id>/report.csv")
@requires(Permission.READ)
def table(reception_id: UUID) -> Response:
    """What is short, over and damaged, as CSV or XLSX."""
    row = here.reception(reception_id)
    rows = [Compared(one, taking_in.outcome(one)) for one in row.lines]
    return listing.as_file(f"reception-{row.number}", REPORT, rows)


@bp.get("/<uuid:reception_id>/report.pdf")
@requires(Permission.READ)
def paper(reception_id: UUID) -> Response:
    """What is short, over and damaged, on paper."""
    row = here.reception(reception_id)
    if pdf.lack():
        abort(404)
    page = render_template("equipment/reception_pdf.html", **shown(row))
    return pdf.answer(pdf.drawn(page, pictures(row.post_id)), row.number)


@bp.route("/<uuid:reception_id>/change", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(reception_id: UUID) -> Page:
    """Change the head of a consignment."""
    row = here.reception(reception_id)
    form, title = ConsignmentForm(obj=row), row.number

    def change() -> None:
        receiving.change(reception_id, form.said(), by=current_user)

    return _form(reception_id, form, change, title)


@bp.route("/<uuid:reception_id>/line", methods=["GET", "POST"])
@requires(Permission.WRITE)
def add_line(reception_id: UUID) -> Page:
    """One line of the packing list, typed."""
    row = here.reception(reception_id)
    post_id, title, form = row.post_id, row.number, LineForm()
    form.offer(post_id)

    def change() -> None:
        line = Wanted()
        chosen(form, line)
        for fault in packing_list.typed(form.cells(), line, post_id):
            raise Refused(fault.sentence, field=fault.field)
        receiving.add(reception_id, [line], by=current_user)

    return _form(reception_id, form, change, _("Line of %(number)s", number=title))


@bp.route("/<uuid:reception_id>/list", methods=["GET", "POST"])
@requires(Permission.WRITE)
def load(reception_id: UUID) -> Page:
    """Lines of the packing list, pasted or from a file: all of them, or every fault."""
    row = here.reception(reception_id)
    post_id, title, form = row.post_id, row.number, ListForm()
    faults: list[Any] = []

    def change() -> None:
        chosen_file = request.files.get("file")
        content = chosen_file.read(reading.MOST_BYTES + 1) if chosen_file else b""
        grid = reading.read(content or (form.text.data or "").encode())
        form.text.data = packing_list.as_text(grid)  # a file that is refused is put right here
        found = packing_list.read(grid, post_id)
        faults.extend(found.faults[:100])
        if found.faults:
            raise Refused(_("Nothing was entered. Put right what is named above."), field="text")
        receiving.add(reception_id, found.lines, by=current_user)

    back = url_for("receptions.show", reception_id=reception_id)
    if saved(form, change, done=_("The lines are on the list.")):
        return redirect(back)
    return answered("equipment/packing_list.html", form, title=title, faults=faults, back=back)


@bp.post("/<uuid:reception_id>/strike/<uuid:packing_id>")
@requires(Permission.WRITE)
def strike(reception_id: UUID, packing_id: UUID) -> Answer:
    """Take a line off the packing list."""
    here.reception(reception_id)
    attempted(
        lambda: receiving.strike(reception_id, packing_id, by=current_user), done=_("Taken off.")
    )
    return redirect(url_for("receptions.show", reception_id=reception_id))


@bp.route("/<uuid:reception_id>/confirm", methods=["GET", "POST"])
@requires(Permission.WRITE)
def confirm(reception_id: UUID) -> Page:
    """Enter everything in the books."""
    row, form = here.reception(reception_id), ConfirmForm()
    form.offer(row.post_id)
    back = url_for("receptions.show", reception_id=reception_id)

    def change() -> None:
        taking_in.confirm(reception_id, form.confirmed(), by=current_user)

    if saved(form, change, done=_("Received. Things and stock are in the books.")):
        return redirect(back)
    return answered("equipment/reception_confirm.html", form, back=back,
                    **shown(here.reception(reception_id)))  # fmt: skip


@bp.route("/<uuid:reception_id>/drop", methods=["GET", "POST"])
@requires(Permission.WRITE)
def drop(reception_id: UUID) -> Page:
    """Give a consignment up."""
    title, form = here.reception(reception_id).number, DropForm()

    def change() -> None:
        receiving.drop(reception_id, form.why.data, by=current_user)

    return _form(reception_id, form, change, _("Drop %(number)s", number=title))


@bp.route("/<uuid:reception_id>/settle/<uuid:difference_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def settle(reception_id: UUID, difference_id: UUID) -> Page:
    """Say what became of a difference."""
    here.reception(reception_id)
    row, form = queries.difference(difference_id, reception_id) or abort(404), SettleForm()
    form.offer(row.kind)
    title = f"{reception_words.KINDS[row.kind]}: {row.line.title} · {row.quantity}"

    def change() -> None:
        said = form.settlement.data, form.reason.data
        taking_in.settle(reception_id, difference_id, *said, by=current_user)

    return _form(reception_id, form, change, title)


def shown(row: Reception) -> dict[str, object]:
    """What the page and the paper of a reception show."""
    asked = {one for one in (row.created_by, row.confirmed_by) if one}
    asked |= {one.settled_by for one in row.differences if one.settled_by}
    rows = [Compared(one, taking_in.outcome(one)) for one in row.lines]
    return {
        "row": row, "compared": rows, "columns": REPORT, "words": reception_words,
        "is_right": all(one.outcome.is_right for one in rows),
        "names": officers.names(asked), "post": posts.post(row.post_id),
    }  # fmt: skip


def _form(reception_id: UUID, form: Any, change: Callable[[], None], heading: str) -> Page:
    back = url_for("receptions.show", reception_id=reception_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)
