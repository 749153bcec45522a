"""What a good row of a file of equipment replaces, told at its cell before it is written."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from equipment import words
from equipment.rows import CheckedLine, Row, Shelf

_COLUMNS = {  # fact -> the column that says it
    "model_id": "model", "project_id": "project", "budget_line_id": "budget_line",
    "donor_id": "donor",
}  # fmt: skip


def replaced(line: CheckedLine[Row, Shelf]) -> Mapping[str, str]:
    """A note for each column in which the register has something else."""
    row, known = line.row, line.row.known
    if known is None:
        return {}
    before = {
        _COLUMNS.get(name, name): _told(name, known.facts.get(name, ""), line.about)
        for name in row.changes
    }
    if row.condition not in ("", known.condition):
        before["condition"] = str(words.CONDITIONS[known.condition])
    notes = {name: _("was: %(before)s", before=text or "–") for name, text in before.items()}
    if row.elsewhere:
        notes["location"] = _("A file moves nothing: it stays where the register has it.")
    return notes


def _told(name: str, text: str, shelf: Shelf) -> str:
    """A fact of the register as a cell would say it."""
    if name not in _COLUMNS or not text:
        return text
    tables: Mapping[str, Mapping[str, object]] = {
        "model_id": shelf.titles, "project_id": shelf.projects, "donor_id": shelf.donors,
        "budget_line_id": {code: found[0] for (_project, code), found in shelf.lines.items()},
    }  # fmt: skip
    return next((code for code, key in tables[name].items() if str(key) == text), "?")
