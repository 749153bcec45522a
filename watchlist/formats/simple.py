"""PURE: ``targets.simple.csv``: columns by their headings, several values by semicolons."""

from __future__ import annotations

from pathlib import Path

from watchlist.formats import BadFile, Rows
from watchlist.formats.lines import csv_rows, many
from watchlist.formats.states import three_letters
from watchlist.listed import Listed, Name, Paper, Reject

NEEDED = ("id", "schema", "name")


def read(path: Path) -> Rows:
    """The persons of the file."""
    rows = csv_rows(path)
    first, headings = next(rows, (0, []))
    if not headings:
        raise BadFile("empty")
    if lacking := [name for name in NEEDED if name not in headings]:
        raise BadFile("headings", first, lacking[0])
    for row, cells in rows:
        if len(cells) != len(headings):
            yield Reject(row, "cells", f"{len(cells)}/{len(headings)}")
            continue
        said = dict(zip(headings, cells, strict=True))
        if said["schema"] == "Person":
            yield _person(row, said)


def _person(row: int, said: dict[str, str]) -> Listed:
    return Listed(
        row=row,
        key=said["id"],
        names=tuple(map(Name, [said["name"], *many(said.get("aliases", ""))])),
        birth_dates=tuple(text[:10] for text in many(said.get("birth_date", ""))),
        nationalities=tuple(filter(None, map(three_letters, many(said.get("countries", ""))))),
        papers=tuple(Paper(number) for number in many(said.get("identifiers", ""))),
        reason=said.get("sanctions", "")[:500],
        source=said.get("dataset", "")[:200],
    )
