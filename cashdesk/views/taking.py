"""Taking a fee: open a till, type a number, look, press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from borderpost.submission import AlreadyDone
from cashdesk import Permission, words
from cashdesk.forms import FeeForm, OpeningForm
from cashdesk.models import Tariff, Till
from cashdesk.queries import receipts, tariffs, tills
from cashdesk.services import issuing
from cashdesk.services import tills as services
from cashdesk.services.issuing import Fee

bp = Blueprint("taking", __name__, url_prefix="/cash")
Page = str | tuple[str, int] | Answer


@dataclass(frozen=True)
class Chosen:
    """A fee that was chosen and not taken yet."""

    tariff: Tariff
    quantity: int
    about: str

    @property
    def amount(self) -> int:
        """What is to pay, in smallest units."""
        return self.quantity * self.tariff.amount


@bp.get("/")
@requires(Permission.TAKE)
def show() -> Page:
    """The officer's till: the fees by their numbers; a form that opens one where none is."""
    found = _till(request.args.get("till", ""))
    if found is None:
        return redirect(url_for("taking.open_till"))
    return _page(found, FeeForm(formdata=None, data={"about": request.args.get("about", "")[:40]}))


@bp.route("/open", methods=["GET", "POST"])
@requires(Permission.TAKE)
def open_till() -> Page:
    """Open the officer's till."""
    form = OpeningForm(data={"lane_id": str(current_user.lane_id or "")})
    form.offer(current_user.post_id)
    kept: list[UUID] = []

    def opened() -> None:
        kept.append(services.open_till(form.opening(), by=current_user).id)

    if saved(form, opened, done=_("The till is open.")):
        return redirect(url_for("taking.show", till=kept[0]))
    return answered("cashdesk/open.html", form)


@bp.get("/tills/<uuid:till_id>/fee")
@requires(Permission.TAKE)
def confirm(till_id: UUID) -> Page:
    """What would be taken, before it is: nothing is written by looking."""
    till, form = _own(till_id), FeeForm(request.args)
    chosen = _chosen(till, form)
    if chosen is None:
        return _page(till, form)
    return render_template("cashdesk/confirm.html", till=till, chosen=chosen, words=words)


@bp.post("/tills/<uuid:till_id>/fee")
@requires(Permission.TAKE)
def take(till_id: UUID) -> Answer:
    """Write the receipt, and show it for printing."""
    till, sent = _own(till_id), request.form
    tariff_id = sent.get("tariff_id", type=UUID) or abort(400)
    fee = Fee(tariff_id, sent.get("quantity", 0, type=int), sent.get("about", ""))
    kept: list[UUID] = []

    def write() -> None:
        kept.append(issuing.issue(till.id, fee, by=current_user).id)

    if attempted(write):
        return redirect(url_for("receipts.show", receipt_id=kept[0]))
    return redirect(url_for("taking.show", till=till_id))


@bp.post("/after/<uuid:tariff_id>")
@requires(Permission.TAKE)
def take_after(tariff_id: UUID) -> Answer:
    """Write the receipt of who has just passed, and show it for printing."""
    about, kept = request.args.get("about", ""), list[UUID]()

    def write() -> None:
        kept.append(issuing.issue_after(tariff_id, about, by=current_user).id)

    if attempted(write):
        return redirect(url_for("receipts.show", receipt_id=kept[0]))
    return redirect(url_for("taking.show", about=about))


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: the receipt that the first one wrote, or the till that shows it."""
    written = receipts.about(request.args.get("about", ""), current_user.post_id)
    if "tariff_id" in (request.view_args or {}) and written:
        return redirect(url_for("receipts.show", receipt_id=written.id))
    return redirect(url_for("taking.show"))


def _page(till: Till, form: FeeForm) -> tuple[str, int]:
    rows = offered(till)
    body = render_template(
        "cashdesk/take.html",
        form=form,
        till=till,
        others=[one for one in tills.open_of(till.officer_id, till.post_id) if one.id != till.id],
        offered=rows,
        latest=receipts.of_till(till.id)[:8],
        words=words,
    )
    return body, 422 if form.errors else 200


def offered(till: Till) -> Sequence[Tariff]:
    """What may be taken into a till today, in the order of its numbers: fees of its currency,
    then what is free."""
    rows = tariffs.in_force(till.post_id, posts.today(till.post_id))
    return [row for row in rows if row.is_free or row.currency == till.currency]


def _chosen(till: Till, form: FeeForm) -> Chosen | None:
    if not form.validate():
        return None
    typed, rows = form.tariff.data.strip().upper(), offered(till)
    by_name = {row.code: row for row in rows} | {
        str(place): row for place, row in enumerate(rows, 1)
    }
    if typed not in by_name:
        form.tariff.errors = [
            *form.tariff.errors, str(_l("No fee has this number or code today. Look at the list."))
        ]  # fmt: skip
        return None
    return Chosen(by_name[typed], form.quantity.data or 1, (form.about.data or "").strip())


def _till(sent: str) -> Till | None:
    mine = tills.open_of(current_user.officer_id, current_user.post_id)
    return next((row for row in mine if str(row.id) == sent), mine[-1] if mine else None)


def _own(till_id: UUID) -> Till:
    found = tills.till(till_id, current_user.post_id)
    if found is None or found.officer_id != current_user.officer_id:
        abort(404)
    return found
