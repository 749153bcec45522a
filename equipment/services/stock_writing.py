"""The one place that writes a movement: its checks, its row, the card that repeats the sum.

Everything here runs inside the caller's transaction, which lets one writer in at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import clock, locale
from borderpost.audit import Actor
from borderpost.audit.chain import Told, record_all
from borderpost.db import db, new_id
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act, digests, stock_balance
from equipment.models import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stock import REVERSE
from equipment.queries import stock
from equipment.services import rules

MOST = 1_000_000  # of one movement, in the item's unit
_DIGESTED = ("card_id", "seq", "act_id", "kind", "quantity", "happened_on", "counted", "reason",
             "document", "project_id", "reverses_id")  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a form says with a movement. ``on`` is the day it happened, None: today."""

    on: date | None = None
    reason: str = ""
    document: str = ""
    project_id: UUID | None = None


@dataclass(frozen=True)
class Move:
    """One movement before it is written: quantity with its sign, in the item's unit."""

    kind: str
    quantity: int
    said: Said
    act_id: UUID
    counted: int | None = None


def day_of(item: StockItem, said: Said) -> date:
    """The day that a movement happened, at the post. Raises ``Refused`` for one to come."""
    today = posts.today(item.post_id)
    if said.on is not None and said.on > today:
        raise Refused(_l("This day is still to come. Enter what has happened."), field="on")
    return said.on or today


def check_quantity(quantity: int) -> None:
    """At least one, and no slip of the finger. Raises ``Refused``."""
    if not 0 < quantity <= MOST:
        raise Refused(_l("Enter a whole number from 1 to %(most)s.", most=MOST), field="quantity")


def card_at(item: StockItem, lot: StockLot, location_id: UUID, by: Actor | None) -> StockCard:
    """The card of a lot at a place in use, a new one if there is none. Raises ``Refused``."""
    rules.check_location(item.post_id, location_id)
    wanted = select(StockCard).where(
        StockCard.lot_id == lot.id, StockCard.location_id == location_id
    )
    card = db.session.scalar(wanted)
    if card is None:
        card = StockCard(
            id=new_id(), item_id=item.id, lot_id=lot.id, location_id=location_id, on_hand=0,
            version=0, created_by=by.officer_id if by else None,
        )  # fmt: skip
        db.session.add(card)
        db.session.flush()
    return card


def write(card: StockCard, move: Move, by: Actor | None) -> StockMovement:
    """Write a movement. Raises ``Refused`` when the card was counted since that day, or would
    hold less than nothing on that day or a later one."""
    day = day_of(card.item, move.said)
    counted = stock.last_count(card.id)
    if counted is not None and day < counted.happened_on:
        raise _counted(counted)
    if move.quantity < 0:
        check_free(card, day, -move.quantity)
    return _row(card, move, day, None, by)


def write_back(row: StockMovement, move: Move, by: Actor | None) -> StockMovement:
    """Reverse one movement, on its own day. Raises ``Refused`` as ``write`` does."""
    card, counted = row.card, stock.last_count(row.card_id)
    if counted is not None and (counted.happened_on, counted.seq) > (row.happened_on, row.seq):
        raise _counted(counted)
    if row.quantity > 0:
        check_free(card, row.happened_on, row.quantity)
    return _row(card, move, row.happened_on, row.id, by)


def check_free(card: StockCard, day: date, quantity: int) -> None:
    """Whether so many may leave a card on a day. Raises ``Refused``."""
    free = stock_balance.free(stock.days(card.id), day)
    if free < quantity:
        raise Refused(
            _l("Only %(free)s may leave %(place)s on %(day)s, counting what left later. Enter "
               "fewer, another day, or first what came in.",
               free=free, place=card.location.name, day=locale.day(day)),
            field="quantity",
        )  # fmt: skip


def tell(rows: Sequence[StockMovement], by: Actor | None, **more: Any) -> None:
    """One audit line for each movement, with its digest and what else is to be said."""
    now = clock.now()
    record_all(
        [
            Told(Act.STOCK_MOVED, row, by, now, {"kind": row.kind, "digest": digest(row), **more})
            for row in rows
        ]
    )


def digest(row: Any) -> str:
    """SHA-256 over what a movement says."""
    return digests.digest(row, _DIGESTED)


def _row(
    card: StockCard, move: Move, day: date, reverses_id: UUID | None, by: Actor | None
) -> StockMovement:
    card.version += 1
    card.on_hand += move.quantity
    row = StockMovement(
        id=new_id(),
        card_id=card.id,
        seq=card.version,
        act_id=move.act_id,
        kind=REVERSE if reverses_id else move.kind,
        quantity=move.quantity,
        happened_on=day,
        counted=move.counted,
        reason=move.said.reason.strip()[:300],
        document=move.said.document.strip()[:120],
        project_id=move.said.project_id,
        reverses_id=reverses_id,
        created_by=by.officer_id if by else None,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _counted(counted: StockMovement) -> Refused:
    return Refused(
        _l("This lot was counted here on %(day)s, and the count stands for all that came before. "
           "Use a later day, or reverse the count first.", day=locale.day(counted.happened_on)),
        field="on",
    )  # fmt: skip
