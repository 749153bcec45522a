"""The child process that unpacks a workbook: bytes in, JSON out, under limits.

``python workbook.py SHEET ROWS COLUMNS`` reads standard input and knows nothing of the
application. Without a name the first sheet that holds anything counts. A day is written as
ISO, a whole number without its point, a formula as what it came to. A cell that is merged with
those below speaks for them too.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

UNREADABLE, TOO_MANY = 1, 4  # exit codes
_MEMORY = 1536 * 1024 * 1024  # bytes of address space
_SECONDS = 30  # of the processor


def main(sheet: str, most_rows: int, most_columns: int) -> int:
    """Write the rows of a sheet and the names of all; an exit code when that cannot be."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        tables = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
        held = [name for name, table in tables.items() if table.height]
        chosen = sheet if sheet in held else next(iter(held), "")
        rows = _rows(tables[chosen], most_rows, most_columns) if chosen else []
    except (CalamineError, OSError, ValueError):
        return UNREADABLE
    if rows is None:
        return TOO_MANY
    json.dump({"sheets": held, "sheet": chosen, "rows": rows}, sys.stdout)
    return 0


def _rows(table: Any, most_rows: int, most_columns: int) -> list[tuple[int, list[str]]] | None:
    """Each row that holds anything with its number; None when there are too many."""
    if table.total_width >= most_columns:  # the place of the last, from 0
        return None
    grid, kept = table.to_python(skip_empty_area=False), []
    for (top, left), (bottom, _right) in table.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(grid))):
            grid[number][left] = grid[top][left]
    for number, row in enumerate(grid, 1):
        if any(cell != "" for cell in row):
            kept.append((number, [text(cell) for cell in row]))
        if len(kept) > most_rows:
            return None
    return kept


def text(cell: object) -> str:
    """One cell as it would be typed."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
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
