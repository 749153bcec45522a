"""Workbooks, unpacked in a child process: they may describe far more than they weigh.

Their parts are measured first; the child (``workbook.py``) has limits of memory and time.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from borderpost.config import MIB
from borderpost.imports.delimited import NOT_A_TABLE
from borderpost.imports.workbook import TOO_MANY, UNREADABLE
from borderpost.refusal import Refused

MOST_UNPACKED = 120 * MIB  # 20,000 rows of 30 columns unpack to about 60 MiB
_SECONDS = 40
_CHILD = Path(__file__).with_name("workbook.py")
_TOO_MUCH = _l("This workbook unpacks to more than this machine takes in. Split it.")


@dataclass(frozen=True)
class Book:
    """One sheet of a workbook: each row that holds anything, with its number there."""

    kind: str  # XLSX or ODS
    sheet: str
    sheets: list[str]  # those that hold anything
    rows: list[tuple[int, list[str]]]
    too_many: bool = False  # rows or columns; then there are none here


def unpacked(content: bytes, sheet: str, most_rows: int, most_columns: int) -> Book:
    """A sheet by its name, '' for the first that holds anything.

    Raises ``Refused`` when the file is no workbook, is locked, or unpacks to too much.
    """
    kind = _measured(content)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD), sheet, str(most_rows), str(most_columns)],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(_TOO_MUCH, field="file") from error
    if done.returncode == TOO_MANY:
        return Book(kind, sheet, [], [], too_many=True)
    if done.returncode:  # below zero: ended by its limits
        words = NOT_A_TABLE if done.returncode == UNREADABLE else _TOO_MUCH
        raise Refused(words, field="file")
    found = json.loads(done.stdout)
    rows = [(number, cells) for number, cells in found["rows"]]
    return Book(kind, found["sheet"], found["sheets"], rows)


def _measured(content: bytes) -> str:
    """The kind of workbook, once its parts are known to be of a bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
            manifest = "META-INF/manifest.xml"
            described = sizes.get(manifest, 0) < MIB and manifest in sizes
            locked = described and b"encryption-data" in parts.read(manifest)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(NOT_A_TABLE, field="file") from error
    if locked:
        raise Refused(
            _l("This workbook is locked with a password. Save it without one."), field="file"
        )
    if sum(sizes.values()) > MOST_UNPACKED:
        raise Refused(_TOO_MUCH, field="file")
    return "ODS" if "content.xml" in sizes else "XLSX"
