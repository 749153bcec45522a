"""The same movement written twice: the form that came back by the browser's button and was sent
again. A form that is doubled on its way is known by its key; this one is a new one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from borderpost import clock, locale
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment.models import StockCard, StockItem, StockMovement
from equipment.services.stock_writing import Said

WINDOW = timedelta(minutes=15)


def refuse(item_id: UUID, location_id: UUID, change: int, said: Said, *, by: Actor) -> None:
    """Raises ``Refused`` when the officer wrote the same a moment ago: of the same item at the
    same place, on the same day, with the same words, and it was not reversed since. For forms: a
    history that is written by a program may well say the same twice."""
    item = db.session.get_one(StockItem, item_id)
    day = said.on or posts.today(item.post_id)
    wanted = (
        select(func.max(StockMovement.created_at))
        .join(StockMovement.card)
        .where(
            StockCard.item_id == item_id, StockCard.location_id == location_id,
            StockMovement.created_by == by.officer_id,
            StockMovement.created_at > clock.now() - WINDOW,
            StockMovement.happened_on == day,
            StockMovement.reason == said.reason.strip(),
            StockMovement.document == said.document.strip(),
            ~StockMovement.reversed_by.has(),
        )
        .group_by(StockMovement.act_id)
        .having(func.sum(StockMovement.quantity) == change)
    )  # fmt: skip
    last = db.session.scalars(wanted.limit(1)).first()
    if last is not None:
        post = posts.post(item.post_id)
        raise Refused(
            _l("You wrote exactly this at %(time)s. If it happened again, say in the reason or "
               "with its paper what tells it from the other.",
               time=locale.instant(last, post.zone if post else "UTC")),
            field="reason",
        )  # fmt: skip
