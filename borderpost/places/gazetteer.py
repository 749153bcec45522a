"""Gazetteer files: CSV with the columns of a place, and the one that is shipped.

Columns: code, name, level, parent_code, country, valid_from, valid_to, source; days as
YYYY-MM-DD, valid_to empty while the place stands. ``data/mli_mrt.csv`` states the regions
and cercles of Mali and the wilayas and moughataas of Mauritania after OCHA's global P-code
list, with the day from which each code is valid there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from flask_babel import lazy_gettext as _l

from borderpost.places.services import PlaceFacts
from borderpost.refusal import Refused

SHIPPED = Path(__file__).parent / "data" / "mli_mrt.csv"
_NEEDED = {"code", "name", "level", "parent_code", "country", "valid_from"}


def read(path: Path) -> list[PlaceFacts]:
    """The places of a file. Raises ``Refused`` with the line that makes no sense."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_rows(csv.DictReader(file)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(_l("This file is not CSV in UTF-8.")) from error


def _rows(reader: csv.DictReader[str]) -> Iterator[PlaceFacts]:
    if lacking := _NEEDED - set(reader.fieldnames or ()):
        raise Refused(_l("The file has no column %(name)s.", name=min(lacking)))
    for row in reader:
        try:
            yield _facts(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refused(
                _l("Line %(number)s makes no sense: %(why)s", number=reader.line_num, why=error)
            ) from error


def _facts(row: Mapping[str, str | None]) -> PlaceFacts:
    text = {name: (value or "").strip() for name, value in row.items() if name}
    last = text.get("valid_to", "")
    if not text["name"]:
        raise ValueError("name")
    return PlaceFacts(
        code=text["code"],
        name=text["name"],
        level=int(text["level"]),
        parent_code=text["parent_code"],
        country=text["country"],
        valid_from=date.fromisoformat(text["valid_from"]),
        valid_to=date.fromisoformat(last) if last else None,
        source=text.get("source", ""),
    )
