"""PURE: OFAC's ``sdn.csv`` with ``alt.csv`` beside it: no headings, ``-0-`` for nothing, and most
of what matters in the remarks."""

from __future__ import annotations

import re
from pathlib import Path

from watchlist.formats import BadFile, Rows, dates
from watchlist.formats.lines import csv_rows
from watchlist.formats.states import three_letters
from watchlist.listed import Listed, Name, NameQuality, Paper, Reject

_COLUMNS, _ALT_COLUMNS = 12, 5
_NOTHING = "-0-"
_BORN = re.compile(r"(?:alt\. )?DOB ([^;.]+)", re.IGNORECASE)
_PASSPORT = re.compile(r"Passport ([A-Z0-9/-]+)(?: \(([^)]+)\))?")
_CARD = re.compile(r"(?:National ID|Identification Number|Cedula)[^;]*? No\. ([A-Z0-9/-]+)"
                   r"(?: \(([^)]+)\))?")  # fmt: skip
_NATION = re.compile(r"(?:nationality|citizen) ([A-Za-z ]+)")
_SEX = re.compile(r"Gender (Male|Female)")
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")


def read(path: Path, alt: Path | None = None) -> Rows:
    """The individuals of ``path``, with their other names from ``alt``: beside it by default."""
    beside = alt or path.with_name(path.name.replace("sdn", "alt"))
    others = _aliases(beside) if beside != path and beside.exists() else {}
    found = False
    for row, cells in csv_rows(path):
        found = True
        cells = _plain(cells)
        if len(cells) != _COLUMNS:
            raise BadFile("cells", row, f"{len(cells)}/{_COLUMNS}")
        if not cells[0].isdigit():
            yield Reject(row, "no_key")
        elif cells[2].lower() == "individual":
            yield _person(row, cells, others.get(cells[0], []))
    if not found:
        raise BadFile("empty")


def _aliases(path: Path) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for row, cells in csv_rows(path):
        cells = _plain(cells)
        if len(cells) != _ALT_COLUMNS:
            raise BadFile("cells", row, f"{len(cells)}/{_ALT_COLUMNS}")
        found.setdefault(cells[0], []).append(_name(cells[3]))
    return found


def _person(row: int, cells: list[str], others: list[Name]) -> Listed:
    remarks = cells[11]
    weak = [Name(text, quality=NameQuality.WEAK) for text in _WEAK.findall(remarks)]
    papers = [("P", *one) for one in _PASSPORT.findall(remarks)]
    papers += [("I", *one) for one in _CARD.findall(remarks)]
    sex = _SEX.search(remarks)
    return Listed(
        row=row,
        key=cells[0],
        names=(_name(cells[1]), *others, *weak),
        birth_dates=tuple(dates.iso(text) for text in _BORN.findall(remarks)),
        nationalities=tuple(filter(None, map(three_letters, _NATION.findall(remarks)))),
        sex=sex[1][0] if sex else "",
        papers=tuple(Paper(number, three_letters(state), kind) for kind, number, state in papers),
        reason=cells[3][:500],
        source="OFAC SDN",
    )


def _name(text: str) -> Name:
    surname, _comma, given = (part.strip() for part in text.partition(","))
    return Name(f"{given} {surname}".strip(), surname if given else "", given)


def _plain(cells: list[str]) -> list[str]:
    stripped = (cell.strip().removesuffix("\x1a").strip() for cell in cells)
    return ["" if cell == _NOTHING else cell for cell in stripped]
