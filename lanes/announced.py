"""PURE: whom a carrier announces, and which of the travellers that were seen they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from docreader.names import search_key


@dataclass(frozen=True)
class Announced:
    """One person of a carrier's list, as it says it: dates ISO, states three letters; '' for what
    it leaves out."""

    surname: str
    given_names: str = ""
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    document_number: str = ""

    @property
    def name(self) -> str:
        """The name as people read it."""
        return f"{self.surname} {self.given_names}".strip()

    def to_plain(self) -> dict[str, str]:
        """As JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, str]) -> Announced:
        """Back from ``to_plain``."""
        return cls(**data)


@dataclass(frozen=True)
class Likeness:
    """What two lists can be compared by."""

    number: str  # letters and digits alone
    name: str  # surname and given names, folded
    birth_date: str


def likeness(surname: str, given_names: str, birth_date: str, number: str) -> Likeness:
    """The likeness of somebody with this name, birth date and document number."""
    return Likeness(number_key(number), search_key(f"{surname} {given_names}"), birth_date)


def number_key(number: str) -> str:
    """A number without what is written between its letters and digits."""
    return "".join(char for char in number.upper() if char.isascii() and char.isalnum())


def paired(announced: Sequence[Likeness], seen: Sequence[Likeness]) -> list[int | None]:
    """For each traveller seen the place of who was announced, None for somebody unexpected.

    The document's number tells first. Who has none in common is told by name and birth date; by
    the name alone only where the list says no more of one single person of that name.
    """
    found: list[int | None] = [None] * len(seen)
    free = set(range(len(announced)))
    for is_one in (_same_number, _same_person, _same_name):
        for place, one in enumerate(seen):
            if found[place] is not None:
                continue
            fits = [at for at in sorted(free) if is_one(announced[at], one)]
            if fits and (is_one is not _same_name or len(fits) == 1):
                found[place] = fits[0]
                free.discard(fits[0])
    return found


def _same_number(listed: Likeness, seen: Likeness) -> bool:
    return bool(listed.number) and listed.number == seen.number


def _same_person(listed: Likeness, seen: Likeness) -> bool:
    same = bool(listed.name) and listed.name == seen.name
    return same and bool(listed.birth_date) and listed.birth_date == seen.birth_date


def _same_name(listed: Likeness, seen: Likeness) -> bool:
    is_all = not listed.number and not listed.birth_date
    return is_all and bool(listed.name) and listed.name == seen.name
