"""Which reader opens which file: the formats by their names in commands and forms."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.imports import reading
from borderpost.refusal import Refused
from watchlist.formats import BadFile, Rows, ftm, ofac, simple, table, un_xml
from watchlist.listed import Paper, Reject

FORMATS: Mapping[str, LazyString] = {
    "ftm": _l("FollowTheMoney, JSON lines (entities.ftm.json)"),
    "nested": _l("OpenSanctions, nested (targets.nested.json)"),
    "simple": _l("OpenSanctions, simple table (targets.simple.csv)"),
    "un": _l("United Nations consolidated list, XML"),
    "ofac": _l("OFAC sdn.csv, with alt.csv beside it"),
    "csv": _l("Table, CSV"),
    "xlsx": _l("Table, XLSX or ODS"),
    "documents": _l("Document numbers, CSV"),
}
_READERS: Mapping[str, Callable[[Path], Rows]] = {
    "ftm": ftm.read,
    "nested": ftm.read_nested,
    "simple": simple.read,
    "un": un_xml.read,
    "ofac": ofac.read,
}
# A cell of a workbook with a formula: its place, such as B12.
_FORMULA = re.compile(rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b')


def people(path: Path, kind: str, columns: Mapping[str, str]) -> Rows:
    """The entries and rejected rows of a file. Raises ``BadFile``."""
    if kind == "csv":
        return table.read(path, columns)
    if kind == "xlsx":
        return table.people(_workbook(path), columns)
    if kind not in _READERS:
        raise BadFile("format", 0, kind)
    return _READERS[kind](path)


def papers(path: Path, kind: str, columns: Mapping[str, str]) -> Iterator[Paper | Reject]:
    """The document numbers and rejected rows of a file."""
    if kind not in ("documents", "csv"):
        raise BadFile("format", 0, kind)
    return table.read_papers(path, columns)


def _workbook(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that holds anything, headings first. A workbook with formulas
    is refused: what they came to is not what somebody wrote."""
    if path.stat().st_size > reading.MOST_BYTES:
        raise BadFile("too_large")
    content = path.read_bytes()
    try:
        grid = reading.read(content)
    except Refused as refusal:
        raise BadFile("workbook", 0, str(refusal.sentence)) from refusal
    if grid.dialect not in ("XLSX", "ODS"):
        raise BadFile("not_this_format")
    row = _first_formula(path)
    if row:
        raise BadFile("formula", row)
    first = grid.rows[0][0] - 1 if grid.rows else 1
    return [(first, grid.headings), *grid.rows]


def _first_formula(path: Path) -> int:
    """The row of the first formula, 0 for none. Sizes were measured before."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/") and (found := _FORMULA.search(parts.read(name))):
                return int(found[2])
            if name == "content.xml" and b"table:formula=" in parts.read(name):
                return 1
    return 0
