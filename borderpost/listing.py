"""Lists: one declaration of columns for the table, its order, its pages and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy import Select, func, literal, select

from borderpost.db import db
from borderpost.spreadsheets import as_csv, as_file

__all__ = [
    "Column", "Counted", "Listed", "Page", "as_csv", "as_file", "count", "count_to",
    "is_list", "page",
]  # fmt: skip

Row = TypeVar("Row")
PER_PAGE = 50
MOST_COUNTED = 10_000  # beyond, a list says "more than"
_lists: set[str] = set()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its stable heading in files and addresses, and how a row fills it."""

    heading: str
    value: Callable[[Row], Any]
    label: Any = ""  # heading on screen, '' for a column of files only
    cell: Callable[[Row], Any] | None = None  # how a row is shown, ``value`` when None
    order: Sequence[Any] = ()  # the SQL that it is sorted by; empty: not sorted
    sorts_all: bool = True  # False: only what was counted to its end, no index has this order
    in_file: bool = True

    def shown(self, row: Row) -> Any:
        """The content of a cell on screen."""
        found = (self.cell or self.value)(row)
        return "" if found is None else found


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """One list: its columns, and what breaks a tie so that pages never overlap."""

    endpoint: str
    columns: Sequence[Column[Row]]
    tie: Sequence[Any]
    usual: str = ""  # the order without one in the address, such as ``-at_utc``
    files: Sequence[Column[Row]] = field(init=False)

    def __post_init__(self) -> None:
        _lists.add(self.endpoint)
        kept = tuple(column for column in self.columns if column.in_file)
        object.__setattr__(self, "files", kept)

    @property
    def on_screen(self) -> Sequence[Column[Row]]:
        """The columns of the table."""
        return [column for column in self.columns if column.label]

    def asked(self, has_more: bool = False) -> str:
        """The order in the address, such as ``-surname``; the usual one if it makes no sense
        or the list is too long for it (``has_more``)."""
        sent = request.args.get("sort", "")
        known = {one.heading for one in self.columns if _sorts(one, has_more)}
        return sent if sent.removeprefix("-") in known else self.usual

    def sorted(self, wanted: Select[Any], has_more: bool = False) -> Select[Any]:
        """The query in the order that the address asks for; its own if it asks for none, or
        for one that would sort more rows than were counted."""
        asked = self.asked(has_more)
        if not asked or asked == self.usual:
            return wanted
        chosen = next(one for one in self.columns if one.heading == asked.removeprefix("-"))
        parts = dict.fromkeys([*chosen.order, *self.tie])  # twice the same hides an index's order
        down = asked.startswith("-")
        return wanted.order_by(None).order_by(*(one.desc() if down else one for one in parts))

    def headings(self, has_more: bool = False) -> Iterator[tuple[Column[Row], str, str]]:
        """Each column on screen, the address that sorts by it, and how it is sorted now."""
        asked = self.asked(has_more)
        for column in self.on_screen:
            standing = {column.heading: "ascending", f"-{column.heading}": "descending"}
            now = standing.get(asked, "")
            turned = f"-{column.heading}" if now == "ascending" else column.heading
            address = with_filters(request.path, sort=turned) if _sorts(column, has_more) else ""
            yield column, address, now

    def too_long_for(self, has_more: bool) -> Sequence[Any]:
        """The headings that would sort the list if it were shorter."""
        return [one.label for one in self.on_screen if one.order and not _sorts(one, has_more)]

    def page(self, wanted: Select[Any]) -> Page[Row]:
        """The asked page in the asked order, which a list too long for it does not take."""
        known = count_to(wanted)
        return page(self.sorted(wanted, known.has_more), counted=known)


def _sorts(column: Column[Any], has_more: bool) -> bool:
    return bool(column.order) and (column.sorts_all or not has_more)


@dataclass(frozen=True)
class Counted:
    """How many rows there are, as far as they were counted."""

    total: int
    has_more: bool = False  # there are more rows than were counted


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list, counted from 1. ``total`` stops at ``MOST_COUNTED``."""

    rows: Sequence[Row]
    number: int
    total: int
    per_page: int = PER_PAGE
    has_more: bool = False  # there are more rows than were counted

    @property
    def last(self) -> int:
        """The number of the last page that was counted, at least 1."""
        return max(1, -(-self.total // self.per_page))

    def address(self, number: int) -> str:
        """The address of another page of the same list, filters kept."""
        return with_filters(request.path, page=number)


def is_list(endpoint: str) -> bool:
    """Whether a page is a list with columns of its own."""
    return endpoint in _lists


def with_filters(address: str, **more: object) -> str:
    """An address with the filters of the present list: its page or its file."""
    kept = {name: value for name, value in request.args.to_dict().items() if name != "page"}
    return f"{address}?{urlencode({**kept, **more})}"


def file(endpoint: str) -> str:
    """The address of the file of the present list, in its order and with its filters."""
    return with_filters(url_for(endpoint))


def page(
    wanted: Select[Any],
    number: int | None = None,
    *,
    counted: Counted | None = None,
    by_keys: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
) -> Page[Any]:
    """The asked page of a query; a number beyond the end gives the last page.

    With ``by_keys`` the query gives keys, which an index may hold in its order, and the
    function the rows of one page of them.
    """
    number = number or request.args.get("page", 1, type=int)
    known = counted or count_to(wanted)
    number = min(max(1, number), max(1, -(-known.total // PER_PAGE)))
    before = (number - 1) * PER_PAGE
    found = db.session.scalars(wanted.limit(min(PER_PAGE, known.total - before)).offset(before))
    rows = by_keys(found.all()) if by_keys else found.unique().all()
    return Page(rows, number, known.total, has_more=known.has_more)


def count_to(wanted: Select[Any], most: int = MOST_COUNTED) -> Counted:
    """How many rows a query gives, counted no further than ``most``."""
    total = count(wanted, most=most + 1)
    return Counted(min(total, most), has_more=total > most)


def count(wanted: Select[Any], most: int | None = None) -> int:
    """How many rows a query gives; counting stops at ``most``."""
    keys = wanted.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    counted = select(func.count()).select_from(keys.limit(most).subquery())
    return db.session.scalar(counted) or 0
