"""The child process that unpacks a workbook: bytes in, JSON rows out, under limits.

``python workbook.py ROWS`` reads standard input and knows nothing of the application. The
first sheet that holds anything counts. A day is written as ISO, a whole number without its point.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

_MEMORY = 1536 * 1024 * 1024  # bytes of address space
_SECONDS = 30  # of the processor


def main(most_rows: int) -> int:
    """Write the rows; 1 when the workbook cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        tables = (book.get_sheet_by_name(name) for name in book.sheet_names)
        rows = next((found for table in tables if (found := table.to_python(False))), [])
    except (CalamineError, MemoryError, OSError, ValueError):
        return 1
    json.dump([[text(cell) for cell in row] for row in rows[:most_rows]], sys.stdout)
    return 0


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
    sys.exit(main(int(sys.argv[1])))
