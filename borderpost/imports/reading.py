"""From a file to a grid of text: CSV of any dialect, XLSX and ODS. Nothing in it is executed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from borderpost.config import MIB
from borderpost.imports import delimited, unpacking
from borderpost.refusal import Refused

MOST_BYTES = 5 * MIB
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # compound file: .xls, or any workbook with a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.5

_TITLES = 20  # rows among which the headings are looked for

Rows = Sequence[tuple[int, list[str]]]
Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Grid:
    """The headings, and each row that is not empty with its line in a spreadsheet.

    ``dialect`` says how the file was understood, such as ``Windows-1252 ;`` or ``XLSX``; a
    workbook names the ``sheet`` that was read and every one that holds anything.
    """

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    dialect: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    first: int = 1  # the line of the headings


def read(content: bytes, sheet: str = "", knows: Knows = lambda _cell: False) -> Grid:
    """The rows of a file, of one sheet or the first that holds anything. ``knows`` tells the
    words of headings, so that titles of several cells above them are passed over.

    Raises ``Refused`` when it is empty, too large, locked, or not a table.
    """
    if not content.strip():
        raise Refused(_l("This file is empty. Choose another one."), field="file")
    if len(content) > MOST_BYTES:
        raise Refused(
            _l("This file is larger than %(most)s MiB. Split it.", most=MOST_BYTES // MIB),
            field="file",
        )
    if content.startswith(_OLD_OFFICE):
        raise Refused(_locked_or_old(content), field="file")
    if content.startswith(b"PK\x03\x04"):
        book = unpacking.unpacked(content, sheet, MOST_ROWS + 1, MOST_COLUMNS)
        if book.too_many:
            raise _too_many()
        return _grid(book.rows, knows, dialect=book.kind, sheet=book.sheet, sheets=book.sheets)
    table = delimited.parsed(content)
    return _grid(_filled(table.rows, table.first), knows, dialect=table.dialect)


def _locked_or_old(content: bytes) -> object:
    if _LOCKED in content:
        return _l("This workbook is locked with a password. Save it without one.")
    return _l("This is an old workbook (.xls). Save it as XLSX, ODS or CSV.")


def _filled(rows: Sequence[list[str]], first: int) -> list[tuple[int, list[str]]]:
    return [
        (number, row) for number, row in enumerate(rows, first) if any(cell.strip() for cell in row)
    ]


def _grid(
    filled: Rows, knows: Knows, *, dialect: str, sheet: str = "", sheets: Sequence[str] = ()
) -> Grid:
    trimmed = [(number, [cell.strip() for cell in row]) for number, row in filled]
    (first, top), *rows = _from_headings(trimmed, knows) or [(0, [])]
    if not rows:
        raise Refused(_l("A file needs a row of headings and one more row."), field="file")
    width = max(_width(row) for row in [top, *(row for _number, row in rows)])
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise _too_many()
    headings = _headings(_wide(top, width))
    cells = [(number, _wide(row, width)) for number, row in rows]
    return Grid(headings, cells, dialect, sheet, list(sheets), first)


def _from_headings(filled: Rows, knows: Knows) -> Rows:
    """Without the titles that stand above the headings: rows of one cell over a wider table, or
    of at most half as many cells as a row of words that are known headings."""
    counts = [sum(bool(cell) for cell in row) for _number, row in filled]
    wide = next((place for place, count in enumerate(counts) if count > 1), 0)
    for place, (_number, row) in enumerate(filled[:_TITLES]):
        above = max(counts[:place], default=0)
        if sum(knows(cell) for cell in row if cell) > 1 and 2 * above <= counts[place]:
            return filled[place:]
    return filled[wide:]


def _width(row: Sequence[str]) -> int:
    """Cells up to the last that holds anything: spreadsheets add empty ones."""
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _wide(row: list[str], width: int) -> list[str]:
    return (row + [""] * (width - len(row)))[:width]


def _headings(cells: list[str]) -> list[str]:
    """The first row; each heading once, an empty one named by its place."""
    seen: Counter[str] = Counter()
    named = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:80] or f"({place})"
        seen[name] += 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _too_many() -> Refused:
    return Refused(
        _l(
            "At most %(rows)s rows and %(columns)s columns at once. Split the file.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        ),
        field="file",
    )
