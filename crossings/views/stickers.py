"""Visa stickers: the stock, receiving and counting it, and issuing one at the desk."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import Permission, sticker_words, supporting_words
from crossings.models import Sticker
from crossings.queries import inspections, register
from crossings.queries import stickers as stock
from crossings.services import reading_log, sticker_issuing, stickers
from crossings.sticker_forms import CountForm, ReceiveForm, SpoilForm, StickersForm
from crossings.stickers_listed import STICKERS
from crossings.views.here import sheet_here
from crossings.views.sheet_page import refused

bp = Blueprint("stickers", __name__, url_prefix="/stickers")


@bp.get("/")
@requires(Permission.STICKERS)
def index() -> str:
    """The stock of the post: every number, and what became of it."""
    form = StickersForm(request.args)
    sought = form.sought()
    return render_template(
        "crossings/stickers.html",
        form=form,
        sought=sought,
        page=STICKERS.page(stock.listed(sought, current_user.post_id)),
        listed=STICKERS,
        stock=stock.stock(current_user.post_id),
        series=stock.series(current_user.post_id),
        counts=stock.counts(current_user.post_id),
        at=cells.instant,
        words=sticker_words,
        supporting_words=supporting_words,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.STICKERS)
def export() -> Response:
    """The stickers found, as CSV or XLSX."""
    sought = StickersForm(request.args).sought()
    found = stock.listed(sought, current_user.post_id)
    filters = sought.filters()
    reading_log.stickers_exported(listing.count(found), by=current_user, **filters)
    return listing.as_file("-".join(("stickers", *filters)), STICKERS.files, STICKERS.sorted(found))


@bp.route("/receive", methods=["GET", "POST"])
@requires(Permission.RECEIVE_STICKERS)
def receive() -> Answer | tuple[str, int]:
    """Take a series into the stock."""
    form = ReceiveForm()
    done = _("The series is in stock.")
    if saved(form, lambda: stickers.receive(form.receipt(), by=current_user), done=done):
        return redirect(url_for("stickers.index"))
    return answered("crossings/stickers_receive.html", form)


@bp.route("/count", methods=["GET", "POST"])
@requires(Permission.RECEIVE_STICKERS)
def count() -> Answer | tuple[str, int]:
    """Write how many lie there. The register's number is told after counting, not before."""
    form = CountForm()

    def write() -> None:
        stickers.count(form.counted.data, form.note.data or "", by=current_user)

    if saved(form, write, done=_("The count is written.")):
        return redirect(url_for("stickers.index"))
    return answered("crossings/stickers_count.html", form)


@bp.get("/<uuid:sticker_id>")
@requires(Permission.STICKERS)
def show(sticker_id: UUID) -> str:
    """One sticker: its series, what became of it, and the form that spoils it."""
    return _page(_sticker(sticker_id), SpoilForm())[0]


@bp.post("/<uuid:sticker_id>/spoil")
@requires(Permission.ISSUE_STICKER)
def spoil(sticker_id: UUID) -> Answer | tuple[str, int]:
    """Take a sticker out of use, with the reason."""
    sheet_id = _sticker(sticker_id).inspection_id
    form = SpoilForm()

    def write() -> None:
        stickers.spoil(sticker_id, form.reason.data, by=current_user)

    if saved(form, write, done=_("The sticker is spoiled.")):
        sheet = inspections.inspection(sheet_id, current_user.post_id) if sheet_id else None
        if sheet and sheet.crossing_id is None:
            return redirect(url_for("desk.sheet", inspection_id=sheet.id, _anchor="supporting"))
        return redirect(url_for("stickers.show", sticker_id=sticker_id))
    return _page(_sticker(sticker_id), form)


@bp.post("/issue/<uuid:inspection_id>")
@requires(Permission.ISSUE_STICKER)
def issue(inspection_id: UUID) -> Answer:
    """Issue a sticker to the traveller of a sheet."""
    sheet_here(inspection_id)
    row = sticker_issuing.issue(inspection_id, request.form.get("sticker", ""), by=current_user)
    flash(_("Visa sticker %(number)s is issued.", number=row.number), "success")
    return redirect(url_for("desk.sheet", inspection_id=inspection_id, _anchor="supporting"))


@bp.errorhandler(Refused)
def issuing_refused(refusal: Refused) -> Answer:
    """The sheet again, with the reason and the number that was typed."""
    return refused(sheet_here((request.view_args or {})["inspection_id"]), refusal)


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    where = request.view_args or {}
    if inspection_id := where.get("inspection_id"):
        return redirect(url_for("desk.sheet", inspection_id=inspection_id))
    if sticker_id := where.get("sticker_id"):
        return redirect(url_for("stickers.show", sticker_id=sticker_id))
    return redirect(url_for("stickers.index"))


def _page(row: Sticker, form: SpoilForm) -> tuple[str, int]:
    crossing = register.crossing(row.crossing_id, row.post_id) if row.crossing_id else None
    return answered(
        "crossings/sticker.html",
        form,
        sticker=row,
        crossing=crossing,
        at=cells.instant,
        words=sticker_words,
        supporting_words=supporting_words,
    )


def _sticker(sticker_id: UUID) -> Sticker:
    return stock.one(sticker_id, current_user.post_id) or abort(404)
