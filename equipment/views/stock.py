"""Stock: its list, an item with its lots and ledger, a new item, a changed one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from equipment import Permission, stock_listed
from equipment import stock_words as words
from equipment.models import StockItem
from equipment.queries import allocations, distributed, kits
from equipment.queries import stock as queries
from equipment.services import reading_log, stock_items
from equipment.stock_forms import ChangeForm, FilterForm, ItemForm, lot_name
from equipment.stock_listed import ITEMS
from equipment.views import here

bp = Blueprint("stock", __name__, url_prefix="/equipment/stock")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The items of the post, searched and filtered."""
    form = FilterForm(request.args)
    form.offer(current_user.post_id)
    wanted = form.wanted()
    return render_template(
        "equipment/stock.html",
        form=form,
        wanted=wanted,
        page=ITEMS.page(queries.listed(wanted, current_user.post_id, here.today())),
        listed=ITEMS,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The items found, as CSV or XLSX."""
    wanted = FilterForm(request.args).wanted()
    found = queries.listed(wanted, current_user.post_id, here.today())
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("stock", ITEMS.files, ITEMS.sorted(found))


@bp.get("/<uuid:item_id>")
@requires(Permission.READ)
def show(item_id: UUID) -> str:
    """One item: what lies where, and everything that came and went."""
    item = stock_item(item_id)
    page = listing.page(queries.ledger(item_id))
    return render_template(
        "equipment/stock_item.html",
        item=item,
        page=page,
        cards=queries.cards(item_id),
        builds=kits.of_acts({one.act_id for one in page.rows}),
        names=officers.names({one.created_by for one in page.rows if one.created_by}),
        figures=stock_listed,
        spoken=allocations.figures(item, posts.today(item.post_id)),
        allocations=allocations.of_item(item_id),
        given=distributed.of_item(item_id, current_user.post_id),
        today=posts.today(item.post_id),
        lot_name=lot_name,
        words=words,
    )


@bp.get("/<uuid:item_id>/ledger.xlsx")
@bp.get("/<uuid:item_id>/ledger.csv")
@requires(Permission.READ)
def ledger(item_id: UUID) -> Response:
    """Everything that came and went of an item, as CSV or XLSX."""
    item, found = stock_item(item_id), queries.ledger(item_id)
    name = f"stock-{item.code.replace('/', '-')}"
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file(name, stock_listed.LEDGER, found)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new item."""
    post_id, form = here.post_id(), ItemForm()
    kept: list[UUID] = []

    def add() -> None:
        kept.append(stock_items.add(post_id, form.new_facts(), by=current_user).id)

    if saved(form, add, done=_("Saved.")):
        return redirect(url_for("stock.show", item_id=kept[0]))
    back = url_for("stock.index")
    return answered("edit.html", form, heading=_("New item of stock"), back=back)


@bp.route("/<uuid:item_id>/change", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(item_id: UUID) -> Page:
    """Change an item."""
    item = stock_item(item_id)
    form, code, title = ChangeForm(obj=item), item.code, item.name

    def change() -> None:
        stock_items.change(item_id, form.facts(code), by=current_user)

    back = url_for("stock.show", item_id=item_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=title, back=back)


def stock_item(item_id: UUID) -> StockItem:
    """The item of the officer's post, else 404."""
    return queries.item(item_id, current_user.post_id) or abort(404)
