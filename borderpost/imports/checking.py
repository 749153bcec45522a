"""Checking rows by the importer's form: every error at its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from borderpost.audit import Actor
from borderpost.imports.importer import Importer

_NOT_WORD = re.compile(r"[^a-z0-9\u0600-\u06ff]+")


class Checker:
    """Checks the rows of one file, one after the other; remembers them to find doubles."""

    def __init__(
        self, importer: Importer, headings: Sequence[str], mapping: Mapping[str, str], by: Actor
    ) -> None:
        """``by`` is who loads the file. Raises ``Refused`` when nothing can be loaded now."""
        self.importer = importer
        self.places = {field: headings.index(name) for field, name in mapping.items()}
        self.about = importer.prepare(by)
        self.seen: dict[tuple[str, object], int] = {}

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row says, by field."""
        return {field: cells[place] for field, place in self.places.items()}

    def check(self, number: int, cells: Sequence[str]) -> tuple[Any, dict[str, list[str]]]:
        """The filled form of a row, and its errors by field, none when it is good."""
        if self.importer.row is not None:
            row = self.importer.row(self.values(cells), self.about)
            return row, dict(row.errors) or self._doubles(number, row)
        form = self.importer.form(formdata=MultiDict(self.values(cells)))
        form.about = self.about
        form.validate()
        errors = {field: [str(said) for said in found] for field, found in form.errors.items()}
        return form, errors or self._doubles(number, form)

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


def _folded(words: str) -> str:
    """Letters without accents and case, so that ``Date_de naissance`` is found."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", kept).strip()
