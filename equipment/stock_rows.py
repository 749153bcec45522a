"""One row of a file of stock, and what it is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said

Place = tuple[str, str, UUID]  # code of the item, code of the lot, location


@dataclass(frozen=True)
class KnownItem:
    """An item that is there already; ``facts`` as text, by the column that says it."""

    id: UUID
    has_expiry: bool
    facts: Mapping[str, str]


@dataclass
class StockShelf:
    """What all rows of a file are checked against. ``named``, ``ends`` hold what earlier rows of
    the file said of items and lots that are new."""

    post_id: UUID
    today: date
    items: dict[str, KnownItem] = field(default_factory=dict)  # by code
    lots: dict[tuple[str, str], date | None] = field(default_factory=dict)  # item, lot: last day
    held: dict[Place, int] = field(default_factory=dict)  # where something stands in the ledger
    locations: dict[str, UUID] = field(default_factory=dict)
    store: UUID | None = None  # the only one, for rows that name none
    projects: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # words in three languages -> kind
    month_first: set[str] = field(default_factory=set)
    named: dict[str, dict[str, str]] = field(default_factory=dict)
    ends: dict[tuple[str, str], date] = field(default_factory=dict)


@dataclass
class StockRow:
    """What a good row says: an item, and with a ``quantity`` what lies of a lot at a place."""

    code: str = ""
    known: KnownItem | None = None
    facts: ItemFacts | None = None  # of an item that is new
    lot: Lot = field(default_factory=Lot)
    location_id: UUID | None = None
    quantity: int | None = None
    is_there: bool = False  # the ledger says so already
    said: Said = field(default_factory=Said)

    @property
    def outcome(self) -> str:
        """``new``, ``changed`` (more of a known item) or ``same``."""
        if self.known is None:
            return "new"
        return "changed" if self.quantity and not self.is_there else "same"
