"""What ``flask equipment verify`` checks of stock: each card is the sum of its movements, never
less than nothing on any day, and no movement differs from what the audit log says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act, stock_balance
from equipment.models import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stock import ISSUE, REVERSE
from equipment.services.stock_writing import digest

_AT_ONCE = 2000


def faults() -> Iterator[str]:
    """Cards that differ from their movements, and movements altered, slipped in or gone."""
    told, cards = _told(), _cards()
    reversed_by: dict[UUID, Row[Any]] = {}
    originals: dict[UUID, Row[Any]] = {}
    wanted = select(StockMovement.__table__).order_by(StockMovement.card_id, StockMovement.seq)
    rows = db.session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    for card_id, some in groupby(rows, key=lambda row: row.card_id):
        movements = list(some)
        card = cards.pop(card_id, None)
        if card is None:
            yield f"movements of the card {card_id}, which is gone"
            continue
        for one in movements:
            yield from _written(card.code, one, told.pop(str(one.id), None))
            if one.kind == REVERSE:
                reversed_by[one.reverses_id] = one
            originals[one.id] = one
        yield from (f"{card.code}: {fault}" for fault in _compared(card, movements))
    yield from (
        f"{card.code}: a card holds {card.on_hand} without a movement"
        for card in cards.values()
        if card.on_hand or card.version
    )
    yield from _reversals(reversed_by, originals)
    yield from (f"movement {key} in the audit log is gone" for key in sorted(told))


def _written(code: str, row: Row[Any], told: str | None) -> Iterator[str]:
    if told is None:
        yield f"{code}: movement {row.seq} has no audit line"
    elif told != digest(row):
        yield f"{code}: movement {row.seq} was altered"


def _compared(card: Row[Any], movements: list[Row[Any]]) -> Iterator[str]:
    total = sum(one.quantity for one in movements)
    if total != card.on_hand:
        yield f"a card holds {card.on_hand}, its movements say {total}"
    if [one.seq for one in movements] != list(range(1, card.version + 1)):
        yield f"a card counts {card.version} movements, there are {len(movements)}"
    by_day: dict[Any, int] = {}
    for one in movements:
        by_day[one.happened_on] = by_day.get(one.happened_on, 0) + one.quantity
        is_out = one.kind == ISSUE and card.expires_on is not None
        if is_out and card.expires_on < one.happened_on:
            yield f"movement {one.seq} issued what had expired on {card.expires_on}"
    lack = stock_balance.first_lack(sorted(by_day.items()))
    if lack is not None:
        yield f"a card held {lack[1]} on {lack[0]}"


def _reversals(
    reversed_by: Mapping[UUID, Row[Any]], originals: Mapping[UUID, Row[Any]]
) -> Iterator[str]:
    for key, row in reversed_by.items():
        original = originals.get(key)
        if original is None:
            yield f"movement {row.id} reverses {key}, which is gone"
        elif original.kind == REVERSE or original.quantity != -row.quantity:
            yield f"movement {row.id} is not the reversal of {key}"


def _cards() -> dict[UUID, Row[Any]]:
    wanted = select(
        StockCard.id, StockCard.on_hand, StockCard.version, StockItem.code, StockLot.expires_on
    ).join(StockCard.item).join(StockCard.lot)  # fmt: skip
    return {row.id: row for row in db.session.execute(wanted)}


def _told() -> dict[str, str]:
    """The digest that the log holds of each movement."""
    wanted = select(AuditLine.subject_id, AuditLine.details)
    found = db.session.execute(wanted.where(AuditLine.act == Act.STOCK_MOVED))
    return {key: str(details.get("digest")) for key, details in found}
