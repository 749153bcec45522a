"""PURE: lines of a text file: UTF-8 and nothing else, none longer than any real one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from watchlist.formats import BadFile

LONGEST = 4 * 1024 * 1024  # bytes of one line; nested entities reach hundreds of kilobytes
_END_OF_TEXT = "\x1a"  # CP/M's end of file, which OFAC still writes


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1. Raises ``BadFile`` for what is no UTF-8, binary or
    endless."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST + 1):
            number += 1
            if len(raw) > LONGEST:
                raise BadFile("line_too_long", number)
            if b"\x00" in raw:
                raise BadFile("binary", number)
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise BadFile("encoding", number, f"byte {error.start}") from error
            yield number, text


def csv_rows(path: Path, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with the number of its last line. Raises ``BadFile`` also for a
    quote that is never closed."""
    last = 0

    def lines() -> Iterator[str]:
        nonlocal last
        for number, text in text_lines(path):
            last = number
            yield text

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(cell.strip(f" {_END_OF_TEXT}") for cell in row):
                yield last, row
    except csv.Error as error:
        raise BadFile("csv", last, str(error)) from error


def many(cell: str) -> list[str]:
    """The values of one cell, separated by semicolons as OpenSanctions writes them: a value that
    holds one stands in quotes."""
    found = next(csv.reader([cell], delimiter=";"), [])
    return [value.strip() for value in found if value.strip()]
