"""From a file to a grid of text: CSV of any dialect, XLSX and ODS.

A workbook may describe far more than it weighs, so its parts are measured before and it is
unpacked in a child process with limits (``workbook.py``). Nothing in a file is executed.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from borderpost.config import MIB
from borderpost.refusal import Refused

MOST_BYTES = 5 * MIB
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_UNPACKED = 120 * MIB  # 20,000 rows of 30 columns unpack to about 60 MiB
_SECONDS = 40
_CHILD = Path(__file__).with_name("workbook.py")
_DELIMITERS = (";", ",", "\t", "|")
_DEFUSED = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # as our own files are written
_NOT_A_TABLE = _l("This file cannot be read as a table. Save it as CSV, XLSX or ODS.")


@dataclass(frozen=True)
class Grid:
    """The headings, and each row that is not empty with its line in a spreadsheet."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes) -> Grid:
    """The rows of a file. Raises ``Refused`` when it is too large or not a table."""
    if len(content) > MOST_BYTES:
        raise Refused(
            _l("This file is larger than %(most)s MiB. Split it.", most=MOST_BYTES // MIB),
            field="file",
        )
    table = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(_decoded(content))
    filled = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(table, 1)
        if any(cell.strip() for cell in row)
    ]
    if len(filled) < 2:
        raise Refused(_l("A file needs a row of headings and one more row."), field="file")
    return _grid(filled)


def _grid(filled: list[tuple[int, list[str]]]) -> Grid:
    width = max(len(row) for _number, row in filled)
    if len(filled) - 1 > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused(
            _l(
                "At most %(rows)s rows and %(columns)s columns at once. Split the file.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            ),
            field="file",
        )
    (_first, top), *rows = filled
    return Grid(
        _headings(top + [""] * (width - len(top))),
        [(number, row + [""] * (width - len(row))) for number, row in rows],
    )


def _headings(cells: list[str]) -> list[str]:
    """The first row; each heading once, an empty one named by its place."""
    seen: Counter[str] = Counter()
    named = []
    for place, cell in enumerate(cells, 1):
        name = cell[:80] or f"({place})"
        seen[name] += 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _decoded(content: bytes) -> str:
    """The text: by its mark, by its zeros, as UTF-8, else as Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        ways: tuple[str, ...] = ("utf-16",)
    elif content[1:200:2].count(0) > content[:200:2].count(0):
        ways = ("utf-16-le",)
    elif content[:200:2].count(0):
        ways = ("utf-16-be",)
    else:
        ways = ("utf-8-sig", "cp1252")
    for way in ways:
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(_NOT_A_TABLE, field="file")


def _csv(text: str) -> list[list[str]]:
    sample = text[:20_000].rpartition("\n")[0] or text
    delimiter = max(_DELIMITERS, key=lambda one: _steadiness(sample, one))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(_NOT_A_TABLE, field="file") from error
    return [[_plain(cell) for cell in row] for row in rows]


def _steadiness(sample: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter gives every row the same number of cells, more than one."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0, 0
    usual, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (count / len(widths), usual) if usual > 1 else (0.0, 0)


def _plain(cell: str) -> str:
    """A cell as it was before one of our own files defused it."""
    return cell[1:] if cell.startswith(_DEFUSED) else cell


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise Refused(_NOT_A_TABLE, field="file") from error
    if unpacked > MOST_UNPACKED:
        raise Refused(
            _l("This workbook unpacks to more than this machine takes in. Split it."), field="file"
        )
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD), str(MOST_ROWS + 2)],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refused(_NOT_A_TABLE, field="file") from error
    found: list[list[str]] = json.loads(done.stdout)
    return found
