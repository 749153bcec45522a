"""What the rows of a file of stock are checked against, looked up once."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.locale import LOCALES
from borderpost.officers.models import folded
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import stock_words
from equipment.models import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stock import REVERSE
from equipment.queries import locations
from equipment.stock_rows import KnownItem, StockShelf
from projects import queries as ledger


def shelf(by: Actor) -> StockShelf:
    """The lookups of the officer's post. Raises ``Refused`` without a post."""
    post = posts.post(by.post_id) if by.post_id else posts.this_post()
    if post is None:
        raise Refused(_l("This machine has no post yet. Ask the administrator to name it."))
    found = StockShelf(post.id, posts.today(post.id))
    _items(found)
    here = locations.open_locations(post.id)
    found.locations = {one.code: one.id for one in here}
    stores = [one.id for one in here if one.kind == "store"]
    found.store = stores[0] if len(stores) == 1 else None
    found.projects = {one.code: one.id for one in ledger.all_projects()}
    for locale in LOCALES:
        with force_locale(locale):
            found.kinds |= {folded(str(word)): kind for kind, word in stock_words.KINDS.items()}
    found.kinds |= {kind: kind for kind in stock_words.KINDS}
    return found


def _items(found: StockShelf) -> None:
    for item in db.session.scalars(select(StockItem).where(StockItem.post_id == found.post_id)):
        facts = {name: getattr(item, name) for name in ("name", "kind", "unit", "least", "most")}
        said = {name: "" if value is None else str(value) for name, value in facts.items()}
        found.items[item.code] = KnownItem(item.id, item.has_expiry, said)
    of_post = StockItem.post_id == found.post_id
    lots = select(StockItem.code, StockLot.code, StockLot.expires_on).join(StockLot.item)
    for item_code, lot_code, ends in db.session.execute(lots.where(of_post)):
        found.lots[item_code, lot_code] = ends
    cards = (
        select(StockItem.code, StockLot.code, StockCard.location_id, StockCard.on_hand)
        .join(StockCard.item)
        .join(StockCard.lot)
        .where(of_post, _stands())
    )
    for item_code, lot_code, location_id, on_hand in db.session.execute(cards):
        found.held[item_code, lot_code, location_id] = on_hand


def _stands() -> ColumnElement[bool]:
    """The condition that something stands on a card which nobody reversed."""
    undone = aliased(StockMovement)
    return exists().where(
        StockMovement.card_id == StockCard.id,
        StockMovement.kind != REVERSE,
        ~exists().where(undone.reverses_id == StockMovement.id),
    )
