"""Shifts: the list, one with its counts, and the three signatures: open, hand over, take."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.locale import LOCALES
from borderpost.officers import proving
from borderpost.officers.proving import Signature
from crossings.queries.shifts import colleagues
from lanes import Permission, shift_lines, shift_words
from lanes.models import Shift, ShiftState
from lanes.queries import shifts as queries
from lanes.services import shifts
from lanes.services.shifts import Taking
from lanes.shift_forms import CountForm, OfferForm, ShiftSearch, TakeForm, TakeOverForm, count_form
from lanes.shift_lines import Line
from lanes.shift_listed import SHIFTS
from lanes.views import here
from lanes.views.shift_papers import shown

bp = Blueprint("shifts", __name__, url_prefix="/shifts")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.SHIFT_READ)
def index() -> str:
    """Every shift of the post, and which is open now."""
    form = ShiftSearch(request.args)
    found = queries.listed(current_user.post_id, *form.chosen(here.zone()))
    return render_template(
        "lanes/shifts.html", form=form, page=SHIFTS.page(found), listed=SHIFTS,
        running=queries.running(current_user.post_id), words=shift_words,
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def new() -> Page:
    """Open the shift over a count that follows the last hand-over."""
    if current_user.post_id is None:
        abort(404)
    running = queries.running(current_user.post_id)
    if running and request.method == "GET":
        return redirect(url_for("shifts.show", shift_id=running.id))
    last = queries.latest(current_user.post_id)
    books = queries.books(current_user.post_id, None)
    form, made = count_form(CountForm, books), list[UUID]()

    def write() -> None:
        told, signature = form.told(books), _signature(form)
        made.append(shifts.open_shift(told, signature, by=current_user).id)

    if saved(form, write, done=_("The shift is open. You have it.")):
        return redirect(url_for("shifts.show", shift_id=made[0]))
    return _count(form, books, _("Open the shift"), url_for("shifts.index"), last=last)


@bp.get("/<uuid:shift_id>")
@requires(Permission.SHIFT_READ)
def show(shift_id: UUID) -> str:
    """One shift: who signed, what was there, what differs."""
    row = here.shift(shift_id)
    return render_template(
        "lanes/shift.html", has_pdf=not pdf.lack(), languages=LOCALES, states=ShiftState,
        **shown(row),
    )  # fmt: skip


@bp.route("/<uuid:shift_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def offer(shift_id: UUID) -> Page:
    """The giver counts, names the second, and signs."""
    row = here.shift(shift_id)
    if row.state != ShiftState.OPEN and request.method == "GET":
        return redirect(url_for("shifts.show", shift_id=shift_id))
    books = queries.books(row.post_id, row)
    form = count_form(OfferForm, books)
    found = colleagues(row.post_id, row.officer_id)
    form.taker.choices = [("", "—"), *((str(x.officer_id), x.officer.name) for x in found)]

    def write() -> None:
        shifts.offer(
            shift_id, form.told(books), form.chosen(), form.note.data or "", _signature(form),
            by=current_user,
        )  # fmt: skip

    if saved(form, write, done=_("Signed. Your colleague counts and signs now.")):
        return redirect(url_for("shifts.show", shift_id=shift_id))
    back = url_for("shifts.show", shift_id=shift_id)
    return _count(form, books, _("Hand the shift over"), back, row=here.shift(shift_id))


@bp.post("/<uuid:shift_id>/withdraw")
@requires(Permission.SHIFT_WRITE)
def withdraw(shift_id: UUID) -> Answer:
    """Take the giver's signature back."""
    here.shift(shift_id)
    attempted(lambda: shifts.withdraw(shift_id, by=current_user), done=_("Taken back."))
    return redirect(url_for("shifts.show", shift_id=shift_id))


@bp.route("/<uuid:shift_id>/take", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def take(shift_id: UUID) -> Page:
    """The second counts and signs: with the next shift, or as a witness."""
    row = here.shift(shift_id)
    if row.state == ShiftState.CLOSED and request.method == "GET":
        return redirect(url_for("shifts.show", shift_id=shift_id))
    books = queries.books(row.post_id, row)
    form = count_form(TakeForm if row.given_at else TakeOverForm, books)

    def write() -> None:
        why = form.absent_why.data if "absent_why" in form else ""
        taking = Taking(bool(form.goes_on.data), why or "")
        shifts.take(shift_id, form.told(books), taking, _signature(form), by=current_user)

    if saved(form, write, done=_("Both signed. The shift is handed over.")):
        return redirect(url_for("shifts.show", shift_id=shift_id))
    back = url_for("shifts.show", shift_id=shift_id)
    return _count(form, books, _("Take the shift over"), back, row=here.shift(shift_id))


def _signature(form: CountForm) -> Signature:
    return proving.sign(current_user.account_id, form.password.data or "", by=current_user)


def _count(
    form: CountForm, books: Sequence[Line], heading: str, back: str,
    row: Shift | None = None, last: Shift | None = None,
) -> tuple[str, int]:  # fmt: skip
    given = shift_lines.from_plain(row.given) if row else []
    return answered(
        "lanes/shift_count.html", form, books=books, heading=heading, back=back, shift=row,
        last=last, given={one.key: one for one in given}, bars=_bars(row), words=shift_words,
    )  # fmt: skip


def _bars(row: Shift | None) -> Sequence[str]:
    """What stands against the end already now, told before anybody counts in vain."""
    if row is None or row.state == ShiftState.CLOSED:
        return []
    if current_user.officer_id == row.officer_id:
        return queries.bars(row, row.taker_id or row.officer_id, is_last=False)
    return queries.bars(row, current_user.officer_id, is_last=True)
