"""The child process that unpacks a workbook: bytes in, JSON out, under limits.

``python workbook.py SHEET ROWS COLUMNS`` reads standard input and knows nothing of the
application. Without a name the first sheet that holds anything counts, a hidden one last. A day
is written as ISO, a whole number without its point, a formula as what it came to. A cell that
shows an error says which (``#N/A``), and a formula that nothing worked out says itself
(``=A1+B1``): as their reader gives both, they would be empty. A cell that is merged with those
below speaks for them too.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

Marks = dict[tuple[int, int], str]
_BOOK, _PATHS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_AT = re.compile(r"([A-Z]{1,3})(\d{1,7})")
UNREADABLE, TOO_MANY = 1, 4  # exit codes
_KEPT = 10**15  # numbers from here on have more digits than a spreadsheet keeps
_MEMORY = 1536 * 1024 * 1024  # bytes of address space
_SECONDS = 30  # of the processor


def main(sheet: str, most_rows: int, most_columns: int) -> int:
    """Write the rows of a sheet and the names of all; an exit code when that cannot be."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        content = sys.stdin.buffer.read()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
        held = [name for name, table in tables.items() if table.height]
        shown = [
            one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible
        ]
        first = next((name for name in held if name in shown), next(iter(held), ""))
        chosen = sheet if sheet in held else first
        spoilt = marks(content, chosen)
        rows = _rows(tables[chosen], spoilt, most_rows, most_columns) if chosen else []
    except (CalamineError, OSError, ValueError, KeyError, ElementTree.ParseError):
        return UNREADABLE
    if rows is None:
        return TOO_MANY
    json.dump({"sheets": held, "sheet": chosen, "rows": rows}, sys.stdout)
    return 0


def _rows(
    table: Any, spoilt: Marks, most_rows: int, most_columns: int
) -> list[tuple[int, list[str]]] | None:
    """Each row that holds anything with its number; None when there are too many."""
    if table.total_width >= most_columns:  # the place of the last, from 0
        return None
    grid, kept = table.to_python(skip_empty_area=False), []
    for (number, place), said in spoilt.items():
        if number < len(grid) and place < len(grid[number]):
            grid[number][place] = said
    for (top, left), (bottom, _right) in table.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(grid))):
            grid[number][left] = grid[top][left]
    for number, row in enumerate(grid, 1):
        if any(cell != "" for cell in row):
            kept.append((number, [text(cell) for cell in row]))
        if len(kept) > most_rows:
            return None
    return kept


def marks(content: bytes, sheet: str) -> Marks:
    """The cells of a sheet that show an error, or whose formula nothing has worked out, with
    what stands there; by row and column from 0."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if "content.xml" in parts.namelist():
            return _of_ods(parts.read("content.xml"), sheet)
        named = {one.get("name"): one.get(_ID) for one in _each(parts, _BOOK, "sheet")}
        paths = {
            one.get("Id"): one.get("Target", "") for one in _each(parts, _PATHS, "Relationship")
        }
        path = paths[named[sheet]] if sheet else ""
        path = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
        part = parts.read(path) if sheet else b""
        is_fresh = b'fullCalcOnLoad="1"' in parts.read(_BOOK)  # no spreadsheet has opened it yet
    return _of_xlsx(part, is_fresh) if b't="e"' in part or b"<f" in part else {}


def _each(parts: zipfile.ZipFile, path: str, tag: str) -> Iterator[ElementTree.Element]:
    return _parsed(parts.read(path)).iterfind(f".//{{*}}{tag}")


def _parsed(part: bytes) -> ElementTree.Element:
    """Raises ``ValueError`` for a part that declares entities: no spreadsheet writes any."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ValueError("a workbook declares no entities")
    return ElementTree.fromstring(part)  # noqa: S314  what could grow was just refused


def _of_xlsx(part: bytes, is_fresh: bool) -> Marks:
    """By ECMA-376 part 1, 18.3.1.4 (a cell) and 18.18.11 (``e``: an error)."""
    found: Marks = {}
    for cell in _parsed(part).iterfind(".//{*}c"):
        at = _AT.fullmatch(cell.get("r", ""))
        if at is None:
            continue
        formula, value = cell.find("{*}f"), cell.findtext("{*}v")
        is_open = not value and not (cell.get("t") == "str" and value is not None)
        place = 0
        for letter in at[1]:
            place = place * 26 + ord(letter) - ord("A") + 1
        if cell.get("t") == "e":
            found[int(at[2]) - 1, place - 1] = value or "#N/A"
        elif formula is not None and (is_open or (is_fresh and value == "0")):
            found[int(at[2]) - 1, place - 1] = f"={formula.text or 'FORMULA'}"
    return found


def _of_ods(part: bytes, sheet: str) -> Marks:
    """By OpenDocument 1.3 part 3, 9.1: repeated rows and cells are written once."""
    if b'value-type="error"' not in part:
        return {}
    found: Marks = {}
    for table in _parsed(part).iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") != sheet:
            continue
        number = 0
        for row in table.iter(f"{_TABLE}table-row"):
            place = 0
            for cell in row:
                if "error" in (
                    value for name, value in cell.items() if name.endswith("value-type")
                ):
                    found[number, place] = "".join(cell.itertext()) or "#N/A"
                place += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            number += int(row.get(f"{_TABLE}number-rows-repeated", 1))
    return found


def text(cell: object) -> str:
    """One cell as it would be typed."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float) and abs(cell) >= _KEPT:
        return f"{cell:.15G}"  # 6.37E+15: what stood behind the fifteenth digit is lost
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")[:16]
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat()[:5]
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
