"""One row of a file of equipment, what it is checked against, and a fault of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from equipment.facts import as_text

R = TypeVar("R")  # the row
S = TypeVar("S")  # the shelf


@dataclass(frozen=True)
class Known:
    """A thing that the register has already."""

    id: UUID
    post_id: UUID
    model_id: UUID
    status: str
    holder_id: UUID | None
    facts: Mapping[str, str]
    condition: str
    location_id: UUID | None = None


@dataclass
class Shelf:
    """What all rows of a file are checked against."""

    post_id: UUID
    today: date
    is_person: bool = True  # False: a command loads the file, and nobody's hands are there
    known: dict[str, Known] = field(default_factory=dict)  # by tag
    spent: set[str] = field(default_factory=set)  # tags of undone files
    serials: dict[tuple[UUID, str], str] = field(default_factory=dict)  # -> tag
    models: dict[tuple[str, str], UUID] = field(default_factory=dict)  # folded maker and name
    by_name: dict[str, list[UUID]] = field(default_factory=dict)  # folded name of a model
    titles: dict[str, UUID] = field(default_factory=dict)  # maker and name as lists show them
    people: dict[str, UUID | None] = field(default_factory=dict)  # None: several bear this name
    locations: dict[str, tuple[UUID, bool]] = field(default_factory=dict)  # code -> id, store
    store: UUID | None = None  # the only one, for rows that name none
    projects: dict[str, UUID] = field(default_factory=dict)
    donors: dict[str, UUID] = field(default_factory=dict)
    lines: dict[tuple[UUID, str], tuple[UUID, UUID]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)  # words in three languages -> code
    conditions: dict[str, str] = field(default_factory=dict)
    month_first: set[str] = field(default_factory=set)  # columns where some row says so


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell."""

    field: str
    code: str
    sentence: Any


@dataclass
class Row:
    """What a good row says; None for a cell that is empty."""

    tag: str = ""
    action: str = ""
    known: Known | None = None
    model_id: UUID | None = None
    new_model: tuple[str, str, str, str] | None = None  # category, maker, name, number
    location_id: UUID | None = None
    holder_id: UUID | None = None
    condition: str = ""
    reason: str = ""
    elsewhere: bool = False  # it names a location that the thing is not at, and moves nothing
    facts: dict[str, Any] = field(default_factory=dict)  # only what the row says

    @property
    def outcome(self) -> str:
        """``new``, ``changed`` or ``same``."""
        if self.known is None:
            return "new"
        if self.action or self.location_id or self.condition not in ("", self.known.condition):
            return "changed"
        return "changed" if self.changes else "same"

    @property
    def changes(self) -> dict[str, Any]:
        """The facts that differ from the register's."""
        if self.known is None:
            return dict(self.facts)
        return {
            name: value
            for name, value in self.facts.items()
            if as_text(value) != self.known.facts.get(name, "")
        }


@dataclass(frozen=True)
class CheckedLine(Generic[R, S]):
    """One row as it was checked against a shelf."""

    row: R
    faults: Sequence[Fault]
    about: S

    @property
    def errors(self) -> dict[str, list[str]]:
        """The sentences by column."""
        return {fault.field: [str(fault.sentence)] for fault in self.faults}
