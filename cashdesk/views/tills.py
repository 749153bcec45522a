"""Tills: those of the post, the sum of one, counting it, and closing it to zero."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.submission import AlreadyDone
from cashdesk import Permission, words
from cashdesk.forms import CloseForm, CountForm, TillsForm
from cashdesk.listed import TILLS
from cashdesk.models import Till
from cashdesk.queries import receipts
from cashdesk.queries import tills as queries
from cashdesk.services import reading_log, tills

bp = Blueprint("tills", __name__, url_prefix="/cash/tills")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The tills of the post, the newest first."""
    form = TillsForm(request.args)
    sought = form.sought()
    page = TILLS.page(queries.listed(sought, current_user.post_id))
    return render_template(
        "cashdesk/tills.html", form=form, page=page, listed=TILLS, is_search=bool(sought.filters())
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The tills found, as CSV or XLSX."""
    found = queries.listed(TillsForm(request.args).sought(), current_user.post_id)
    reading_log.exported("tills", listing.count(found), by=current_user)
    return listing.as_file("tills", TILLS.files, TILLS.sorted(found))


@bp.get("/<uuid:till_id>")
@requires(Permission.READ)
def show(till_id: UUID) -> Page:
    """One till: its sum, its receipts, and the form that closes it for who may."""
    return _page(_here(till_id), CloseForm())


@bp.route("/<uuid:till_id>/count", methods=["GET", "POST"])
@requires(Permission.TAKE)
def count(till_id: UUID) -> Page:
    """Write what lies in the till. What must lie there is told after counting, not before."""
    till, form = _here(till_id), CountForm()
    form.till_currency = till.currency

    def write() -> None:
        tills.count(till_id, form.counted.amount, form.reason.data or "", by=current_user)

    if saved(form, write, done=_("The count is written. A colleague in charge closes the till.")):
        return redirect(url_for("tills.show", till_id=till_id))
    return answered("cashdesk/count.html", form, till=_here(till_id), words=words)


@bp.post("/<uuid:till_id>/close")
@requires(Permission.CLOSE)
def close(till_id: UUID) -> Page:
    """Take the cash over: the till is at zero."""
    form = CloseForm()
    form.till_currency = _here(till_id).currency

    def write() -> None:
        tills.close(till_id, form.received.amount, by=current_user)

    if saved(form, write, done=_("The till is closed at zero.")):
        return redirect(url_for("tills.show", till_id=till_id))
    return _page(_here(till_id), form)


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    return redirect(url_for("tills.show", **(request.view_args or {})))


def _page(till: Till, form: CloseForm) -> tuple[str, int]:
    is_mine = till.officer_id == current_user.officer_id
    return answered(
        "cashdesk/till.html",
        form,
        till=till,
        balance=queries.balance(till),
        issued=receipts.of_till(till.id),
        voids_waiting=queries.waiting_voids(till.id),
        is_mine=is_mine,
        # Who counts does not see first what must be there.
        is_blind=is_mine and not till.counts,
        at=cells.instant,
        words=words,
    )


def _here(till_id: UUID) -> Till:
    return queries.till(till_id, current_user.post_id) or abort(404)
