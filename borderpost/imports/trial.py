"""A file tried without writing anything: what its rows would become, and every fault at its cell,
for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from borderpost.audit import Actor
from borderpost.imports.checking import Checker, guessed, not_worked_out, rivals
from borderpost.imports.importer import Importer
from borderpost.imports.reading import Grid


def mapping_of(importer: Importer, grid: Grid, said: Mapping[str, str] | None) -> dict[str, str]:
    """Which heading fills which column: as it is said, ``{column: heading}`` or the other way
    round, else by the headings' own words."""
    known = importer.columns()
    if said is None:
        return guessed(importer, grid.headings, {})
    pairs = ((name, text) if name in known else (text, name) for name, text in said.items())
    return {name: text for name, text in pairs if name in known and text in grid.headings}


def tried(
    importer: Importer,
    grid: Grid,
    mapping: Mapping[str, str],
    by: Actor,
    *,
    outcomes: Sequence[str] = ("new",),
    outcome: Callable[[Any], str] = lambda _row: "new",
    codes: Callable[[Any], Mapping[str, str]] = lambda _row: {},
) -> dict[str, Any]:
    """``{rows, new, errors: [{row, column, value, code, message}]}``, and how many rows have each
    other of the ``outcomes``; the row is the spreadsheet's, the column the file's heading, '' for
    one that the file lacks. ``codes`` names the faults of a row by field."""
    checker = Checker(importer, grid.headings, mapping, by, grid.dialect)
    importer.survey((checker.values(cells) for _number, cells in grid.rows), checker.about)
    counted: Counter[str] = Counter()
    columns = importer.columns()
    errors: list[dict[str, Any]] = []
    for number, cells in grid.rows:
        form, told = checker.check(number, cells)
        if not told:
            counted[outcome(form)] += 1
            continue
        named = codes(form)
        values, beyond = checker.values(cells), dict(zip(grid.headings, cells, strict=True))
        for field, sentences in told.items():
            errors.append(
                {
                    "row": number,
                    "column": mapping.get(field, "" if field in columns else field),
                    "value": values.get(field) or beyond.get(field, ""),
                    "code": _code(field, values, columns) or named.get(field) or _kind(form, field),
                    "message": " ".join(sentences),
                }
            )
    counts = {name: counted[name] for name in outcomes}
    return {"rows": len(grid.rows), **counts, "errors": errors}


def doubted(importer: Importer, grid: Grid, said: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """The headings beside another that fills the same column with other cells, unless it was
    ``said`` which of them counts: one error for each, at the row of the headings."""
    if said is not None:
        return []
    errors = []
    for first, *others in rivals(importer, grid.headings).values():
        place = grid.headings.index(first)
        for other in others:
            at = grid.headings.index(other)
            if any(cells[at] not in ("", cells[place]) for _number, cells in grid.rows):
                errors.append(_doubt(grid.first, first, other))
    return errors


def _doubt(row: int, first: str, other: str) -> dict[str, Any]:
    message = _(
        "The column “%(first)s” says the same thing and was read instead, and their cells differ. "
        "Say which one counts, or take the other out.",
        first=first,
    )
    return {"row": row, "column": other, "value": other, "code": "heading", "message": message}


def _kind(row: Any, field: str) -> str:
    """Of a row that is a form: whether its own validators refused the cell; else it is a double."""
    return "invalid" if field in getattr(row, "errors", {}) else "double"


def _code(field: str, values: Mapping[str, str], columns: Mapping[str, str]) -> str:
    """What the engine itself found: a row too long, a cell that nothing worked out; else ''."""
    if field not in columns:
        return "too_many_cells"
    return "formula" if not_worked_out(values.get(field, "")) else ""
