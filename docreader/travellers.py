"""Whose documents a scan shows: one traveller each, and what else belongs to that traveller.

A second traveller is never swallowed: two documents of one kind are one traveller's only if
they are the same document. A visa, or another kind of document, belongs to a traveller when
birth date, sex and name agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docreader.names import search_key
from docreader.pages import PageReading
from docreader.reading import Reading

_ORDER = "PIACV"  # what a sheet is opened for: the passport before the card before the visa
_PASSPORT_AND_VISA = {"P", "V"}


@dataclass(frozen=True)
class Traveller:
    """Places in the sequence of readings: the document, and the person's others in order."""

    document: int
    beside: tuple[int, ...] = ()


def travellers(found: Sequence[PageReading]) -> list[Traveller]:
    """The travellers of a scan in the order of its pages. A document that stands there twice
    counts once, and its surer reading counts."""
    groups: list[list[int]] = []
    for place in _different(found):
        home = next((one for one in groups if _belongs(found, place, one)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return [_traveller(found, group) for group in groups]


def _different(found: Sequence[PageReading]) -> Iterable[int]:
    """Places of the different documents; of the same one the surest reading, the earliest."""
    kept: list[int] = []
    for place, one in enumerate(found):
        if not one.reading.mrz_lines:
            continue
        twin = next((k for k in kept if is_same(found[k].reading, one.reading)), None)
        if twin is None:
            kept.append(place)
        elif one.reading.sure and not found[twin].reading.sure:
            kept[kept.index(twin)] = place
    return sorted(kept)


def is_same(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one document: the same lines, or issuer, kind, number and
    birth date alike."""
    if one.mrz_lines == other.mrz_lines:
        return True
    names = ("issuing_state", "document_number", "birth_date")
    mine, theirs = ([each.value(name) for name in names] for each in (one, other))
    return all(mine) and mine == theirs and kind(one) == kind(other)


def kind(reading: Reading) -> str:
    """The first letter of the document's code: P, I, A, C or V."""
    return reading.value("document_code")[:1]


def is_same_person(one: Reading, other: Reading) -> bool:
    """Whether documents of different kinds are one person's: a whole birth date, no other sex,
    the same surname, and given names of which one begins like the other."""
    born = one.value("birth_date")
    if len(born) != 10 or born != other.value("birth_date") or kind(one) == kind(other):
        return False
    sexes = {one.value("sex"), other.value("sex")} & {"M", "F"}
    surname, theirs = (search_key(each.value("surname")) for each in (one, other))
    given, short = sorted(
        (search_key(each.value("given_names")) for each in (one, other)), key=len, reverse=True
    )
    names = bool(surname) and surname == theirs and given.startswith(short)
    return len(sexes) < 2 and names and bool(short) == bool(given)


def _belongs(found: Sequence[PageReading], place: int, group: list[int]) -> bool:
    """Whether a document is of the traveller of a group. A card on another page than the
    passport opens a sheet of its own; a visa never does beside its passport."""
    new = found[place]
    for other in (found[one] for one in group):
        kinds = {kind(new.reading), kind(other.reading)}
        near = new.page == other.page or kinds == _PASSPORT_AND_VISA
        if near and is_same_person(new.reading, other.reading):
            return all(kind(new.reading) != kind(found[one].reading) for one in group)
    return False


def _traveller(found: Sequence[PageReading], group: list[int]) -> Traveller:
    def rank(place: int) -> tuple[int, int]:
        return _ORDER.find(kind(found[place].reading)) % (len(_ORDER) + 1), place

    document = min(group, key=rank)
    return Traveller(document, tuple(sorted(place for place in group if place != document)))
