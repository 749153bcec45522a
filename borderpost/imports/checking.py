"""Checking rows by the importer's form: every error at its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from borderpost.audit import Actor
from borderpost.imports.importer import Importer

_AGAIN = re.compile(r" \(\d+\)$")  # how ``reading`` names a heading that stands twice
_SIGNS = ("=", "#", "E")  # what a cell that was not worked out begins with
_FAILED = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#N/D")
_FORMULA = re.compile(r"=(?![=>])\S")
_NOT_WORD = re.compile(r"[^a-z0-9\u0600-\u06ff]+")


class Checker:
    """Checks the rows of one file, one after the other; remembers them to find doubles."""

    def __init__(
        self,
        importer: Importer,
        headings: Sequence[str],
        mapping: Mapping[str, str],
        by: Actor,
        dialect: str = "",
    ) -> None:
        """``by`` is who loads the file. Raises ``Refused`` when nothing can be loaded now."""
        self.importer = importer
        self.places = {field: headings.index(name) for field, name in mapping.items()}
        self.about = importer.prepare(by)
        self.seen: dict[tuple[str, object], int] = {}
        self.beyond = _beyond(headings, mapping) if is_text(dialect) else {}

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row says, by field."""
        return {field: cells[place] for field, place in self.places.items()}

    def check(self, number: int, cells: Sequence[str]) -> tuple[Any, dict[str, list[str]]]:
        """The filled form of a row, and its errors by field, none when it is good. What stands
        under no heading is an error there, by the heading's place."""
        row, errors = self._checked(self.values(cells))
        errors |= self._spoilt(cells)
        return row, errors or self._doubles(number, row)

    def _checked(self, values: Mapping[str, str]) -> tuple[Any, dict[str, list[str]]]:
        if self.importer.row is not None:
            row = self.importer.row(values, self.about)
            return row, dict(row.errors)
        form = self.importer.form(formdata=MultiDict(values))
        form.about = self.about
        form.validate()
        return form, {field: [str(said) for said in found] for field, found in form.errors.items()}

    def _spoilt(self, cells: Sequence[str]) -> dict[str, list[str]]:
        """Cells that a spreadsheet could not work out, and rows that are too long."""
        found = {}
        for field, place in self.places.items():
            if cells[place][:1] in _SIGNS and (said := not_worked_out(cells[place])):
                found[field] = [said]
        for heading, place in self.beyond.items():
            if cells[place]:
                found[heading] = [
                    _("This row has more cells than there are headings: a separator inside a cell "
                      "has moved it. Put that cell between quotation marks.")
                ]  # fmt: skip
        return found

    def _doubles(self, number: int, form: Any) -> dict[str, list[str]]:
        found = {}
        for field, key in self.importer.same(form).items():
            first = self.seen.setdefault((field, key), number) if key is not None else number
            if first != number:
                found[field] = [_("Row %(number)s says the same already.", number=first)]
        return found


def told(import_id: UUID, number: int, errors: dict[str, list[str]]) -> dict[str, Any]:
    """What a row's record says of its errors; none of them: it is good."""
    return {
        "import_id": import_id,
        "number": number,
        "errors": errors or None,
        "is_bad": bool(errors),
    }


def guessed(
    importer: Importer, headings: Sequence[str], remembered: Mapping[str, str]
) -> dict[str, str]:
    """Which heading fills which column: as it was in earlier files, else by its words."""
    known = {_folded(word): name for word, name in importer.known_headings()}
    found: dict[str, str] = {}
    for heading in headings:
        field = remembered.get(heading) or known.get(_folded(heading))
        if field:
            found.setdefault(field, heading)
    return found


def knows(importer: Importer) -> Callable[[str], bool]:
    """Whether a cell is a heading that this importer knows."""
    known = {_folded(word) for word, _name in importer.known_headings()}
    return lambda cell: _folded(cell) in known


def rivals(importer: Importer, headings: Sequence[str]) -> dict[str, list[str]]:
    """The columns that several headings of a file could fill, with these headings."""
    known = {_folded(word): name for word, name in importer.known_headings()}
    found: dict[str, list[str]] = {}
    for heading in headings:
        field = known.get(_folded(_AGAIN.sub("", heading)))
        if field:
            found.setdefault(field, []).append(heading)
    return {field: named for field, named in found.items() if len(named) > 1}


def not_worked_out(cell: str) -> str:
    """The sentence for a cell of a formula that came to nothing, '' for any other cell."""
    if _FAILED.fullmatch(cell):
        return _("The spreadsheet shows an error here. Correct it there, and save the file anew.")
    if _FORMULA.match(cell):
        return _("This is a formula that nothing has worked out. Open the file in a spreadsheet, "
                 "and save it with its values.")  # fmt: skip
    return ""


def is_text(dialect: str) -> bool:
    """Whether a file had separators, which may stand where they should not."""
    return dialect not in ("", "XLSX", "ODS")


def _beyond(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """The columns to the right of the last heading, by the name that their place gave them."""
    found: dict[str, int] = {}
    for place in range(len(headings) - 1, -1, -1):
        if headings[place] != f"({place + 1})":
            break
        if headings[place] not in mapping.values():
            found[headings[place]] = place
    return found


def _folded(words: str) -> str:
    """Letters without accents and case, so that ``Date_de naissance`` is found."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", kept).strip()
