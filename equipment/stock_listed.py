"""The list of stock: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from borderpost.posts import queries as posts
from equipment import stock_words as words
from equipment.models import Allocation, StockItem, StockMovement
from equipment.queries import stock


def number(value: int | None) -> Markup | str:
    """A quantity, '' for none."""
    return "" if value is None else cells.latin(format_decimal(value))


def expired(row: StockItem) -> int:
    """What may not be issued any more today."""
    return row.expired(posts.today(row.post_id))


def usable(row: StockItem) -> int:
    """What may be issued today."""
    return row.on_hand - expired(row)


def wanted(row: StockItem) -> int:
    """How many to order again, 0 for none: up to the upper level, else to the lower one."""
    if row.least is None or usable(row) >= row.least:
        return 0
    return (row.least if row.most is None else row.most) - usable(row)


def state(row: StockItem) -> Markup | str:
    """What has to be done about an item, as words that stand apart."""
    found = Markup("")
    if expired(row):
        found += cells.tag(_("expired: %(number)s", number=expired(row)), "check-bad")
    if wanted(row):
        found += cells.tag(_("order %(number)s", number=wanted(row)), "check-look")
    return found


def until(row: Allocation) -> Markup | str:
    """The last day of an allocation, and that it is over."""
    if row.until is None or row.until >= posts.today(row.item.post_id):
        return day(row.until)
    return Markup("{} {}").format(day(row.until), cells.tag(_("over"), "check-look"))


def _name(row: StockItem) -> Markup:
    return cells.link(url_for("stock.show", item_id=row.id), row.name)


_COLUMNS: tuple[Column[StockItem], ...] = (
    Column("name", lambda row: row.name, _l("Item"), _name, [StockItem.name]),
    Column("code", lambda row: row.code, _l("Code"), lambda row: cells.latin(row.code),
           [StockItem.code]),
    Column("kind", lambda row: row.kind, _l("Kind"), lambda row: words.KINDS[row.kind],
           [StockItem.kind]),
    Column("on_hand", lambda row: row.on_hand, _l("On hand"), lambda row: number(row.on_hand),
           [stock.on_hand()]),
    Column("expired", expired),
    Column("unit", lambda row: row.unit, _l("Unit")),
    Column("order_again_below", lambda row: row.least, _l("Order again below"),
           lambda row: number(row.least), [StockItem.least]),
    Column("order_up_to", lambda row: row.most),
    Column("to_order", wanted),
    Column("state", lambda row: "", _l("State"), state, in_file=False),
)  # fmt: skip
ALLOCATIONS: Listed[Allocation] = Listed(
    "allocations.index",
    (
        Column("item", lambda row: row.item.name, _l("Item"),
               lambda row: _name(row.item), [StockItem.name]),
        Column("code", lambda row: row.item.code),
        Column("state", lambda row: row.kind, _l("State"),
               lambda row: words.ALLOCATIONS[row.kind], [Allocation.kind]),
        Column("quantity", lambda row: row.left, _l("Quantity"),
               lambda row: number(row.left), [Allocation.quantity]),
        Column("unit", lambda row: row.item.unit, _l("Unit")),
        Column("purpose", lambda row: row.purpose, _l("For whom or for what")),
        Column("area", lambda row: row.area, _l("P-code of the area"),
               lambda row: cells.latin(row.area), [Allocation.area]),
        Column("until", lambda row: row.until or "", _l("Until which day"), until,
               [Allocation.until]),
        Column("project", lambda row: row.project.code if row.project else "", _l("Project"),
               lambda row: cells.latin(row.project.code) if row.project else ""),
    ),
    tie=(Allocation.id,),
)  # fmt: skip
ITEMS: Listed[StockItem] = Listed("stock.index", _COLUMNS, tie=(StockItem.code, StockItem.id))
LEDGER: tuple[Column[StockMovement], ...] = (
    Column("day", lambda row: row.happened_on),
    Column("movement", lambda row: row.kind),
    Column("quantity", lambda row: row.quantity),
    Column("counted", lambda row: "" if row.counted is None else row.counted),
    Column("lot", lambda row: row.card.lot.code),
    Column("good_until", lambda row: row.card.lot.expires_on or ""),
    Column("place", lambda row: row.card.location.code),
    Column("project", lambda row: row.project.code if row.project else ""),
    Column("reason", lambda row: row.reason),
    Column("paper", lambda row: row.document),
    Column("written_at_utc", lambda row: row.created_at),
    Column("is_reversed", lambda row: "yes" if row.reversed_by else ""),
)
