"""A file tried without writing anything: how many rows are new, changed or the same, and every
fault at its cell, for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from borderpost.audit import Actor
from borderpost.imports.checking import Checker, guessed
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


def tried(importer: Importer, grid: Grid, mapping: Mapping[str, str], by: Actor) -> dict[str, Any]:
    """``{rows, new, changed, same, errors: [{row, column, value, code, message}]}``; the row is
    the spreadsheet's, the column the file's heading, '' for one that the file lacks."""
    checker = Checker(importer, grid.headings, mapping, by)
    importer.survey((checker.values(cells) for _number, cells in grid.rows), checker.about)
    outcomes: Counter[str] = Counter()
    errors: list[dict[str, Any]] = []
    for number, cells in grid.rows:
        form, told = checker.check(number, cells)
        if not told:
            outcomes[form.row.outcome] += 1
            continue
        named = {fault.field: fault.code for fault in form.faults}
        values = checker.values(cells)
        for field, sentences in told.items():
            errors.append(
                {
                    "row": number,
                    "column": mapping.get(field, ""),
                    "value": values.get(field, ""),
                    "code": named.get(field, "double"),
                    "message": " ".join(sentences),
                }
            )
    counts = {name: outcomes[name] for name in ("new", "changed", "same")}
    return {"rows": len(grid.rows), **counts, "errors": errors}
