"""What a subject says of the rows that may be loaded into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm

from borderpost import features
from borderpost.audit import Actor
from borderpost.locale import LOCALES


@dataclass(frozen=True)
class Importer:
    """One kind of file. A row is a form: its fields are the columns, its validators the
    errors. ``prepare`` looks up once what all rows need; each form has it as ``about``.
    ``write`` adds one valid row inside the engine's transaction and returns what
    it made; ``undo`` takes those rows away again or raises ``Refused`` with the reason."""

    name: str  # in addresses, such as ``officers``
    label: LazyString
    advice: LazyString
    permission: StrEnum
    form: type[FlaskForm]
    example: Mapping[str, str]  # one row of the template, by field
    write: Callable[[Any, Any], Any]  # (form, officer) -> row with an id
    undo: Callable[[Sequence[str], Actor], None]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other headings
    same: Callable[[Any], object] = lambda _form: None  # two rows with one answer are doubles
    same_field: str = ""  # the cell that says so
    prepare: Callable[[Any], Any] = lambda _by: None  # raises Refused: nothing can be loaded now

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


def importer(name: str) -> Importer | None:
    """The importer of this name."""
    return next((found for found in all_importers() if found.name == name), None)
