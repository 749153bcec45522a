"""What a subject says of the rows that may be loaded into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm

from borderpost import features
from borderpost.audit import Actor
from borderpost.locale import LOCALES

_TOLD = 10  # lines that a sentence names


@dataclass(frozen=True, kw_only=True)
class Importer:
    """One kind of file. A row is a form: its fields are the columns, its validators the
    errors. ``prepare`` looks up once what all rows need; each form has it as ``about``.
    ``write`` adds some valid rows inside the engine's transaction and returns what each
    became, in their order; ``undo`` is given their ids with the line of each in the file and
    takes them away again, or raises ``Refused`` with the lines (``rows_told``) and the
    reason."""

    name: str  # in addresses, such as ``officers``
    label: LazyString
    advice: LazyString
    permission: StrEnum
    form: type[FlaskForm]
    example: Mapping[str, str]  # one row of the template, by field
    # (forms, officer) -> rows with an id; or with the file's id between them, for who must know
    # which rows are of one file
    write: Callable[[Sequence[Any], Any], Sequence[Any]] | None = None
    write_of: Callable[[Sequence[Any], UUID, Any], Sequence[Any]] | None = None
    undo: Callable[[Mapping[str, int], Actor], None]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other headings
    # by the cell that says so: two rows with one answer, other than None, are doubles
    same: Callable[[Any], Mapping[str, object]] = lambda _form: {}
    prepare: Callable[[Any], Any] = lambda _by: None  # raises Refused: nothing can be loaded now
    # checks a row without the form, for long files: (values by field, about) -> a row with
    # ``errors`` by field, which ``write`` and ``same`` are then given
    row: Callable[[Mapping[str, str], Any], Any] | None = None
    # looks at all rows before each is checked: (values by field, about) -> None
    survey: Callable[[Iterator[Mapping[str, str]], Any], None] = lambda _rows, _about: None
    # what a good row would do, ``new``, ``changed`` or ``same``, and a note by field of what it
    # replaces; both are shown before anything is written
    outcome: Callable[[Any], str] | None = None
    notes: Callable[[Any], Mapping[str, str]] = lambda _row: {}
    next_step: tuple[str, LazyString] | None = None  # endpoint and words, once it is loaded

    def written(self, rows: Sequence[Any], import_id: UUID, by: Any) -> Sequence[Any]:
        """What these rows of a file became, in their order."""
        if self.write_of is not None:
            return self.write_of(rows, import_id, by)
        if self.write is None:
            raise TypeError(f"{self.name} says neither write nor write_of")
        return self.write(rows, by)

    def columns(self) -> dict[str, str]:
        """The name and the label of each column, in the form's order."""
        return {item.name: str(item.label.text) for item in self.form()}

    def known_headings(self) -> list[tuple[str, str]]:
        """Each heading with the column that it means: first the other words, then our own
        labels in each language and the names, which are stronger."""
        known = [(word, name) for name, words in self.aliases.items() for word in words]
        for locale in LOCALES:
            with force_locale(locale):
                known += [(label, name) for name, label in self.columns().items()]
        return known + [(name, name) for name in self.columns()]


def all_importers() -> Iterator[Importer]:
    """What the features let in."""
    yield from features.contributions("imports")


def rows_told(numbers: Iterable[int]) -> str:
    """The lines of a file in a sentence: ``3, 7, 12``, the first ten of them."""
    first = sorted(numbers)
    return ", ".join(map(str, first[:_TOLD])) + ("…" if len(first) > _TOLD else "")


def importer(name: str) -> Importer | None:
    """The importer of this name."""
    return next((found for found in all_importers() if found.name == name), None)
