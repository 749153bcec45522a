"""Files that an import gives back: the template, the bad rows; and its rows on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import gettext as _

from borderpost import listing
from borderpost.imports import queries
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import, ImportRow
from borderpost.listing import Column

WRONG = "errors"  # the heading of the column that says what is wrong


@dataclass(frozen=True)
class Line:
    """One row on screen: its cells by field, and the sentences at each."""

    number: int
    cells: dict[str, str]
    errors: dict[str, list[str]]
    is_written: bool


def shown(row: ImportRow, one: Import) -> Line:
    """A row as the page shows it."""
    places = {heading: place for place, heading in enumerate(one.headings)}
    mapping = (one.mapping or {}) if row.cells else {}  # erased once all are written
    beyond = {name: name for name in row.errors or () if name in places}  # under no heading
    cells = {field: row.cells[places[name]] for field, name in (mapping | beyond).items()}
    return Line(row.number, cells, row.errors or {}, row.written_id is not None)


def columns(importer: Importer, one: Import, lines: Sequence[Line]) -> dict[str, str]:
    """The columns of the page: those that the file fills, and any that an error stands at."""
    wrong = {field for line in lines for field in line.errors}
    kept = wrong | (one.mapping or {}).keys()
    known = importer.columns()
    beyond = {name: name for name in one.headings if name in wrong - known.keys()}
    return {name: label for name, label in known.items() if name in kept} | beyond


def template(importer: Importer) -> Response:
    """The headings in the reader's language and one invented row."""
    columns = [
        Column[dict[str, str]](label, lambda row, name=name: row.get(name, ""))  # type: ignore[misc]
        for name, label in importer.columns().items()
    ]
    return listing.as_file(f"{importer.name}-template", columns, [importer.example])


def errors(one: Import, importer: Importer) -> Response:
    """The bad rows as they came, with one more column that says what is wrong."""
    labels = importer.columns()
    kept = [place for place, heading in enumerate(one.headings) if heading != WRONG]
    columns = [
        Column[ImportRow](one.headings[place], lambda row, at=place: row.cells[at])  # type: ignore[misc]
        for place in kept
    ]
    columns.append(Column[ImportRow](WRONG, lambda row: _sentences(row, labels)))
    return listing.as_file(f"{importer.name}-errors", columns, queries.rows(one.id, only_bad=True))


def _sentences(row: Any, labels: dict[str, str]) -> str:
    return " | ".join(
        _("%(label)s: %(words)s", label=labels.get(field, field), words=" ".join(said))
        for field, said in (row.errors or {}).items()
    )
