"""A stocktake as a file: every expected thing with what came of it, then what nobody expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from borderpost.listing import Column
from equipment.models import Stocktake, StocktakeItem, StocktakeScan
from equipment.models.stocktake import UNEXPECTED
from equipment.queries import stocktakes as queries


@dataclass(frozen=True)
class Counted:
    """One row of the file. ``expected`` and ``seen_at`` are codes of locations."""

    tag: str
    outcome: str
    model: str = ""
    serial: str = ""
    expected: str = ""
    seen_at: str = ""
    reason: str = ""
    scanned_at: datetime | None = None


COLUMNS = (
    Column[Counted]("tag", lambda row: row.tag),
    Column[Counted]("model", lambda row: row.model),
    Column[Counted]("serial", lambda row: row.serial),
    Column[Counted]("expected", lambda row: row.expected),
    Column[Counted]("seen_at", lambda row: row.seen_at),
    Column[Counted]("outcome", lambda row: row.outcome),
    Column[Counted]("reason", lambda row: row.reason),
    Column[Counted]("scanned_at_utc", lambda row: row.scanned_at or ""),
)


def rows(stocktake: Stocktake) -> Iterator[Counted]:
    """The rows of a stocktake's file."""
    for item in queries.every(stocktake.id):
        yield _expected(item)
    for scan in queries.unexpected(stocktake.id):
        yield _unexpected(scan)


def _expected(item: StocktakeItem) -> Counted:
    thing = item.asset
    return Counted(
        thing.tag, item.outcome, thing.model.title, thing.serial,
        item.expected.code if item.expected else "",
        item.seen_at.code if item.seen_at else "",
        item.reason,
    )  # fmt: skip


def _unexpected(scan: StocktakeScan) -> Counted:
    thing = scan.asset
    return Counted(
        scan.code,
        UNEXPECTED,
        thing.model.title if thing else "",
        thing.serial if thing else "",
        seen_at=scan.location.code if scan.location else "",
        scanned_at=scan.scanned_at,
    )
