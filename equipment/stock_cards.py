"""What the home page says of stock."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from borderpost.posts import queries as posts
from equipment.queries import stock


def to_reorder() -> Card | None:
    """How many items are below their minimum, told to whoever orders them."""
    if not may_open("stock.new"):
        return None
    count = listing.count(stock.to_reorder(current_user.post_id, posts.today(current_user.post_id)))
    return Card(
        title=_("Stock"),
        figure=str(count),
        words=_("items to order again"),
        address=url_for("stock.index", shown="reorder") if count else url_for("stock.index"),
        icon="clipboard-list",
        tone="ask" if count else "plain",
    )
