"""Receipts: found, printed, and made void by two people."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, listing, post_key, qr
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.locale import LOCALES
from borderpost.submission import AlreadyDone
from cashdesk import Permission, money, receipt_codes, words
from cashdesk.forms import AnswerForm, ReceiptsForm, VoidForm
from cashdesk.listed import RECEIPTS
from cashdesk.models import Receipt
from cashdesk.queries import receipts
from cashdesk.receipt_codes import ReceiptText
from cashdesk.services import reading_log, voiding

bp = Blueprint("receipts", __name__, url_prefix="/cash/receipts")
Page = str | tuple[str, int] | Answer
_VOIDS = frozenset({Permission.TAKE.value, Permission.APPROVE_VOID.value})  # who may ask
SIZES = {"58": _l("58 mm roll"), "80": _l("80 mm roll"), "a4": _l("A4 sheet")}


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The receipts of the post, and which numbers are missing."""
    form = ReceiptsForm(request.args)
    sought = form.sought()
    return render_template(
        "cashdesk/receipts.html",
        form=form,
        page=RECEIPTS.page(receipts.listed(sought, current_user.post_id)),
        listed=RECEIPTS,
        is_search=bool(sought.filters()),
        gaps=receipts.gaps(current_user.post_id),
        asked=len(receipts.voids_asked(current_user.post_id)),
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The receipts found, as CSV or XLSX."""
    found = receipts.listed(ReceiptsForm(request.args).sought(), current_user.post_id)
    reading_log.exported("receipts", listing.count(found), by=current_user)
    return listing.as_file("receipts", RECEIPTS.files, RECEIPTS.sorted(found))


@bp.get("/<uuid:receipt_id>")
@requires(Permission.READ)
def show(receipt_id: UUID) -> str:
    """The receipt for a roll of 58 or 80 mm or a sheet of A4, in the traveller's language."""
    _here(receipt_id)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    row = _here(receipt_id)
    text = "" if row.paper else code_of(row)  # a hand wrote it: there is nothing to sign
    return render_template(
        "cashdesk/receipt.html",
        receipt=row,
        post=row.post,
        code=qr.picture(text, shown_as="slip-code") if text else "",
        groups=[text[start : start + 8] for start in range(0, len(text), 8)],
        at=cells.instant,
        sizes=SIZES,
        size=request.args["size"] if request.args.get("size") in SIZES else "80",
        words=words,
        may_void=bool(current_user.permissions & _VOIDS),
    )


@bp.route("/<uuid:receipt_id>/void", methods=["GET", "POST"])
@requires(Permission.READ)
def void(receipt_id: UUID) -> Page:
    """Ask that a receipt be made void, with the reason."""
    _here(receipt_id)
    if not current_user.permissions & _VOIDS:
        abort(403)
    form = VoidForm()

    def write() -> None:
        voiding.ask(receipt_id, form.reason.data, by=current_user)

    if saved(
        form, write, done=_("A colleague in charge is asked. Until then the receipt is good.")
    ):
        return redirect(url_for("receipts.show", receipt_id=receipt_id))
    return answered("cashdesk/void.html", form, receipt=_here(receipt_id), words=words)


@bp.get("/voids")
@requires(Permission.READ)
def voids() -> str:
    """The wishes that wait for somebody else."""
    rows = receipts.voids_asked(current_user.post_id)
    return render_template(
        "cashdesk/voids.html", rows=rows, words=words, at=cells.instant, form=AnswerForm()
    )


@bp.post("/voids/<uuid:void_id>")
@requires(Permission.APPROVE_VOID)
def answer(void_id: UUID) -> Page:
    """Approve a void, or reject it with a note."""
    if receipts.void(void_id, current_user.post_id) is None:
        abort(404)
    form, approves = AnswerForm(), request.form.get("answer") == "approve"

    def write() -> None:
        voiding.answer(void_id, form.note.data or "", approves=approves, by=current_user)

    done = _("The receipt is void. Its money is given back.") if approves else _("It stays good.")
    if saved(form, write, done=done):
        return redirect(url_for("receipts.voids"))
    rows = receipts.voids_asked(current_user.post_id)
    return answered(
        "cashdesk/voids.html", form, rows=rows, words=words, at=cells.instant, answered_id=void_id
    )


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    where = request.view_args or {}
    if "receipt_id" in where:
        return redirect(url_for("receipts.show", **where))
    return redirect(url_for("receipts.voids"))


def code_of(row: Receipt) -> str:
    """The signed text of a receipt."""
    amount = money.written(row.amount, row.currency)
    said = ReceiptText(row.number, amount, row.currency, row.tariff.code, row.created_at)
    return receipt_codes.signed(said, post_key.secret())


def _here(receipt_id: UUID) -> Receipt:
    return receipts.receipt(receipt_id, current_user.post_id) or abort(404)
