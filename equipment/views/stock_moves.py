"""What moves stock: one form for each act, and the reversal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission
from equipment import stock_words as words
from equipment.queries import stock as queries
from equipment.services import picking, stock, twins
from equipment.stock_forms import FORMS, ReverseForm
from equipment.views.stock import stock_item

bp = Blueprint("stock_moves", __name__, url_prefix="/equipment/stock")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:item_id>/<stock_act>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def move(item_id: UUID, stock_act: str) -> Page:
    """Receive, issue, move, adjust or count an item."""
    item, form = stock_item(item_id), (FORMS.get(stock_act) or abort(404))()
    form.offer(item)
    title = _("%(act)s: %(item)s", act=words.ACTIONS[stock_act], item=item.name)
    back = url_for("stock.show", item_id=item_id)
    if saved(form, lambda: _ACTS[stock_act](item_id, form), done=_("Written into the ledger.")):
        return redirect(back)
    return answered(
        "equipment/stock_move.html",
        form,
        heading=title,
        back=back,
        item=stock_item(item_id),
        act=stock_act,
    )


@bp.route("/movements/<uuid:movement_id>/reverse", methods=["GET", "POST"])
@requires(Permission.WRITE)
def reverse(movement_id: UUID) -> Page:
    """Reverse what one form wrote."""
    row = queries.movement(movement_id, current_user.post_id) or abort(404)
    back, form = url_for("stock.show", item_id=row.card.item_id), ReverseForm()
    act_id = row.act_id

    def undo() -> None:
        stock.reverse(movement_id, form.reason.data, by=current_user)

    if saved(form, undo, done=_("Reversed. Both stay in the ledger.")):
        return redirect(back)
    return answered(
        "equipment/stock_reverse.html", form, back=back, rows=queries.of_act(act_id), words=words
    )


def _receive(item_id: UUID, form: Any) -> None:
    place, number, said = form.id_of("location_id"), form.quantity.data, form.said()
    twins.refuse(item_id, place, number, said, by=current_user)
    stock.receive(item_id, place, form.lot_said(), number, said, by=current_user)


def _issue(item_id: UUID, form: Any) -> None:
    place, number, said = form.id_of("location_id"), form.quantity.data, form.said()
    picked = form.picked()
    twins.refuse(item_id, place, -number, said, by=current_user)
    if picked is None:
        stock.issue(item_id, place, number, said, by=current_user)
    else:
        picking.issue(item_id, place, number, said, picked, by=current_user)


def _transfer(item_id: UUID, form: Any) -> None:
    stock.transfer(
        item_id, form.id_of("card_id"), form.id_of("location_id"), form.quantity.data,
        form.said(), by=current_user,
    )  # fmt: skip


def _adjust(item_id: UUID, form: Any) -> None:
    card_id = form.id_of("card_id")
    stock.adjust(item_id, card_id, form.quantity.data, form.said(), by=current_user)


def _count(item_id: UUID, form: Any) -> None:
    card_id = form.id_of("card_id")
    stock.count(item_id, card_id, form.quantity.data, form.said(), by=current_user)


_ACTS: Mapping[str, Callable[[UUID, Any], None]] = {
    "receive": _receive,
    "issue": _issue,
    "transfer": _transfer,
    "adjust": _adjust,
    "count": _count,
}
