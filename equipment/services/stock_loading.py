"""Writing the rows of a file of stock, and taking them back: by reversal, for nothing leaves the
ledger, as long as nothing of it was used since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, new_id, part
from borderpost.imports.importer import rows_told
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import StockCard, StockItem, StockMovement
from equipment.models.stock import REVERSE
from equipment.queries import allocations, stock
from equipment.services import stock as services
from equipment.services import stock_items
from equipment.services import stock_writing as writing
from equipment.services.stock_writing import Move, Said
from equipment.stock_rows import StockRow, StockShelf

_UNDONE = _l("The file that brought it was undone.")


@dataclass(frozen=True)
class Written:
    """What became of a row: ``item:ID``, ``move:ID``, ``both:ITEM:MOVE`` or ``same:ITEM``."""

    id: str


def write(rows: Sequence[StockRow], shelf: StockShelf, by: Actor) -> list[Written]:
    """Write rows in their order, inside the caller's transaction."""
    moved: list[StockMovement] = []
    found = [_written(row, shelf, moved, by) for row in rows]
    writing.tell(moved, by)
    return found


def undo(lines: Mapping[str, int], by: Actor) -> None:
    """Reverse what a file wrote and take out the items that it brought, unless the ledger knows
    them: by the ids of ``write`` with their lines. Raises ``Refused``, naming the lines, when
    something of it was used since."""
    items: dict[UUID, int] = {}
    moves: dict[UUID, int] = {}
    for key, line in lines.items():
        kind, _colon, rest = key.partition(":")
        one, _colon, other = rest.partition(":")
        if kind in ("item", "both"):
            items[UUID(one)] = line
        if kind in ("move", "both"):
            moves[UUID(other or one)] = line
    used = _reverse(moves, by) | _remove(items, by)
    if used:
        raise Refused(
            _l("Stock of this file was used since: rows %(rows)s. It cannot be undone.",
               rows=rows_told(used))
        )  # fmt: skip


def _written(row: StockRow, shelf: StockShelf, moved: list[StockMovement], by: Actor) -> Written:
    item, is_new = _item(row, shelf, by)
    if not row.quantity or row.is_there or row.location_id is None:
        return Written(f"{'item' if is_new else 'same'}:{item.id}")
    done = services.received(item, row.location_id, row.lot, row.quantity, row.said, by)
    moved.append(done)
    return Written(f"both:{item.id}:{done.id}" if is_new else f"move:{done.id}")


def _item(row: StockRow, shelf: StockShelf, by: Actor) -> tuple[StockItem, bool]:
    """The item of a row, entered now if no earlier row did; whether it was."""
    known = stock.coded(row.code, shelf.post_id)
    if known is not None:
        return known, False
    if row.facts is None:
        raise LookupError(f"{row.code} was checked without its facts")
    return stock_items.added(shelf.post_id, row.facts, by), True


def _reverse(moves: Mapping[UUID, int], by: Actor) -> set[int]:
    """Reverse what still stands, the latest first; the lines of what cannot be."""
    used, back = set(), []
    for move_id, line in reversed(list(moves.items())):
        row = db.session.get_one(StockMovement, move_id)
        if row.reversed_by is not None:
            continue
        said = Said(reason=str(_UNDONE), project_id=row.project_id)
        try:
            back.append(writing.write_back(row, Move(REVERSE, -row.quantity, said, new_id()), by))
        except Refused:
            used.add(line)
            continue
        item = row.card.item
        db.session.expire(item, ["cards"])
        if allocations.figures(item, posts.today(item.post_id)).available < 0:
            used.add(line)
    writing.tell(back, by)
    return used


def _remove(items: Mapping[UUID, int], by: Actor) -> set[int]:
    """Take out the items of which the ledger knows nothing; the lines of those in use."""
    used = set()
    for item_id, line in items.items():
        if _has_ledger(item_id):
            continue
        item = db.session.get_one(StockItem, item_id)
        try:
            with part():
                audit.record(Act.STOCK_ITEM_REMOVED, item, by=by)
                db.session.execute(delete(StockItem).where(StockItem.id == item_id))
        except IntegrityError:  # somebody speaks for it, or it is part of a kit
            used.add(line)
    return used


def _has_ledger(item_id: UUID) -> bool:
    return db.session.scalar(select(StockCard.id).where(StockCard.item_id == item_id)) is not None
