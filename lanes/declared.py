"""PURE: who somebody of a convoy says to be, or is said to be by the other side's list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from borderpost.folding import folded


@dataclass(frozen=True)
class Declared:
    """One person as the list, or the mouth, has it; '' for what is not said. ``born`` is a day
    (ISO) or a year; a year worked out from an age is ``estimated``. Who has one ``family`` is
    kept together."""

    surname: str
    given_names: str = ""
    sex: str = ""
    born: str = ""
    nationality: str = ""
    document_number: str = ""
    family: str = ""
    estimated: bool = False

    @property
    def name(self) -> str:
        """The name as people read it."""
        return f"{self.surname} {self.given_names}".strip()

    @property
    def key(self) -> tuple[str, str, str]:
        """By what the same person is known on one list: name, birth, document."""
        number = "".join(char for char in self.document_number.upper() if char.isalnum())
        return folded(self.name), self.born, number

    def to_plain(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Declared:
        """Back from ``to_plain``; erased data is somebody without a name."""
        return cls(**data) if data else cls("")


def fits(person: Declared, words: str) -> bool:
    """Whether each searched word is a part of the name, the number or the family."""
    text = folded(f"{person.name} {person.document_number} {person.family}")
    return all(word in text for word in folded(words).split())
