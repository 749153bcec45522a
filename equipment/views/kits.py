"""Kits: what one holds and held, assembling, unpacking."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.db import db
from borderpost.forms import answered, saved
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from equipment import Permission
from equipment import stock_words as words
from equipment.kit_forms import AssembleForm, bill_form, found_in, kits_at, parts_of, unpack_form
from equipment.models.stock import KIT
from equipment.queries import kits as queries
from equipment.queries import stock as shelves
from equipment.queries.stock import Wanted
from equipment.services import kit_bills, kits
from equipment.views.stock import stock_item

bp = Blueprint("kits", __name__, url_prefix="/equipment/stock")
Page = str | tuple[str, int] | Answer


@bp.get("/<uuid:item_id>/kit")
@requires(Permission.READ)
def show(item_id: UUID) -> str:
    """What a kit holds and held before, and every assembling and unpacking."""
    item = stock_item(item_id)
    bills, builds = queries.bills(item_id), queries.builds(item_id)
    if item.kind != KIT:
        abort(404)
    named = {one.created_by for one in builds if one.created_by}
    return render_template(
        "equipment/kit.html",
        item=item,
        bills=bills,
        builds=builds,
        undone=queries.undone(builds),
        cards=[one for one in shelves.cards(item_id) if one.on_hand],
        kits_at=kits_at,
        names=officers.names(named),
        words=words,
        today=posts.today(item.post_id),
    )


@bp.route("/<uuid:item_id>/kit/bill", methods=["GET", "POST"])
@requires(Permission.WRITE)
def describe(item_id: UUID) -> Page:
    """Say what one kit holds from now on."""
    item, bill = stock_item(item_id), queries.bill(item_id)
    others = shelves.listed(Wanted(), item.post_id, posts.today(item.post_id))
    form = bill_form(bill, [one for one in db.session.scalars(others) if one.id != item_id])
    heading = _("What one holds: %(item)s", item=item.name)

    def change() -> None:
        kit_bills.write(item_id, parts_of(form), form.reason.data or "", by=current_user)

    back = url_for("kits.show", item_id=item_id)
    if saved(form, change, done=_("Saved. Kits that are there hold what they held.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/<uuid:item_id>/kit/assemble", methods=["GET", "POST"])
@requires(Permission.WRITE)
def assemble(item_id: UUID) -> Page:
    """Make kits of their parts."""
    item, form = stock_item(item_id), AssembleForm()
    form.offer(item)
    heading = _("Assemble: %(item)s", item=item.name)

    def make() -> None:
        place = form.id_of("location_id")
        kits.assemble(item_id, place, form.quantity.data, form.said(), by=current_user)

    back = url_for("kits.show", item_id=item_id)
    if saved(form, make, done=_("Assembled: the parts left the stock, the kits came.")):
        return redirect(back)
    bill = queries.bill(item_id)
    return answered(
        "equipment/kit_build.html", form, heading=heading, back=back, bill=bill, card=None
    )


@bp.route("/<uuid:item_id>/kit/unpack/<uuid:card_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def unpack(item_id: UUID, card_id: UUID) -> Page:
    """Take kits of a lot apart, counting their parts."""
    item = stock_item(item_id)
    card = shelves.card(item_id, card_id) or abort(404)
    bill = queries.bill_of(card.lot) or abort(404)
    form = unpack_form(bill)
    form.offer(item)
    heading = _("Unpack: %(item)s", item=item.name)

    def part() -> None:
        kits.unpack(
            item_id, card_id, form.quantity.data, found_in(form), form.said(), by=current_user
        )

    back = url_for("kits.show", item_id=item_id)
    if saved(form, part, done=_("Unpacked: the kits left the stock, their parts came back.")):
        return redirect(back)
    card = shelves.card(item_id, card_id) or abort(404)
    return answered(
        "equipment/kit_build.html", form, heading=heading, back=back,
        bill=queries.bill_of(card.lot), card=card, kits_at=kits_at,
    )  # fmt: skip
