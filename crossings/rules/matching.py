"""PURE: which exit belongs to which entry, and how alike two people's papers are.

The cascade: the same document (issuer, kind, number and birth date, which is one file); another
document of the same person (files that were joined); the person's own number in the optional
data of two zones, where name, birth date and nationality agree too; and last the birth date,
nationality and name, which only ask an officer and never decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """Where a stay stands. ``overstay`` is an open stay past its last lawful day: it is told by
    the day that one asks on and never written."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"  # entry and exit stand in two files that an officer joined
    ORPHAN_EXIT = "orphan_exit"
    OVERSTAY = "overstay"
    PRESUMED_LEFT = "presumed_left"


class Grounds(StrEnum):
    """Why two files are one person, and so how an exit found its entry."""

    DOCUMENT = "document"
    PERSON = "person"
    PERSONAL_NUMBER = "personal_number"
    OFFICER = "officer"


ENTERED_AGAIN = "entered_again"  # who comes in again had left: no officer says so
PRESUMED = ("told", "stamp", "resident", "long_ago")  # what an officer's word may rest on


@dataclass(frozen=True)
class Passage:
    """One crossing that let somebody in or out."""

    id: UUID
    occurred_on: date
    occurred_at: datetime
    post_id: UUID
    person_id: UUID
    is_entry: bool
    document: tuple[str, str, str]  # issuer, kind, number
    supersedes_id: UUID | None = None
    country: str = ""  # of the post: who leaves one country does not leave another
    authorised_until: date | None = None  # last lawful day of an entry, None: nobody said
    under_permit: bool = False  # an entry under a residence permit of the country


@dataclass(frozen=True)
class Pairing:
    """An entry with its exit, or one of them alone; ``again_on`` is the day of the next entry
    where no exit was seen before it."""

    entry: Passage | None = None
    exit: Passage | None = None
    again_on: date | None = None

    def __post_init__(self) -> None:
        if not (self.entry or self.exit):
            raise ValueError("a stay has an entry or an exit")

    @property
    def last(self) -> Passage:
        """The later of the two."""
        return self.exit or self.first

    @property
    def first(self) -> Passage:
        """The one that names the stay."""
        return self.entry or self.exit  # type: ignore[return-value]


def pairs(passages: Iterable[Passage]) -> list[Pairing]:
    """The stays of one person, those of each country in their order. An exit closes the last
    entry before it; an entry after an entry says that the person had left unseen."""
    ordered = sorted(passages, key=lambda passage: (passage.occurred_at, passage.id))
    countries = dict.fromkeys(one.country for one in ordered)
    return [
        pair
        for country in countries
        for pair in _in_one_country(one for one in ordered if one.country == country)
    ]


def _in_one_country(passages: Iterable[Passage]) -> list[Pairing]:
    found: list[Pairing] = []
    inside: Passage | None = None
    for one in passages:
        if one.is_entry:
            if inside:
                found.append(Pairing(entry=inside, again_on=one.occurred_on))
            inside = one
        else:
            found.append(Pairing(entry=inside, exit=one))
            inside = None
    return [*found, Pairing(entry=inside)] if inside else found


def state_of(pairing: Pairing, how: str, *, presumed: bool) -> State:
    """Where a stay stands, whatever day it is."""
    if pairing.entry is None:
        return State.ORPHAN_EXIT
    if pairing.exit is not None:
        return State.MERGED if how == Grounds.OFFICER else State.CLOSED
    return State.PRESUMED_LEFT if presumed or pairing.again_on else State.OPEN


def how_matched(pairing: Pairing, joined: Mapping[UUID, str]) -> str:
    """Which step of the cascade brought entry and exit together, '' where there is no pair.
    ``joined`` has the grounds on which each absorbed file was joined to another."""
    entry, leaving = pairing.entry, pairing.exit
    if entry is None or leaving is None:
        return ""
    if entry.person_id == leaving.person_id:
        return Grounds.DOCUMENT if entry.document == leaving.document else Grounds.PERSON
    said = {joined[one] for one in (entry.person_id, leaving.person_id) if one in joined}
    return Grounds.PERSONAL_NUMBER if said == {Grounds.PERSONAL_NUMBER} else Grounds.OFFICER


@dataclass(frozen=True)
class Papers:
    """What two files are compared by."""

    name_key: str  # folded: A-Z and blanks
    birth_date: str  # ISO as far as it is known
    nationality: str
    sex: str = "U"
    personal_number: str = ""
    document: tuple[str, str] = ("", "")  # issuer and number


@dataclass(frozen=True)
class Likeness:
    """What agrees between two files and what does not: each a field of ``Papers``."""

    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    name_score: float

    @property
    def is_one_number(self) -> bool:
        """Whether the person's own number speaks for one person, and nothing against it."""
        return "personal_number" in self.agrees and not self.differs and self.name_score >= ALIKE

    @property
    def is_worth_asking(self) -> bool:
        """Whether an officer is asked. Two different own numbers are two people."""
        if "personal_number" in self.differs or self.name_score < ALIKE:
            return False
        return "birth_date" in self.agrees and "nationality" in self.agrees


ALIKE = 0.8  # of the letters of two names, in any order of their words
_PARTICLES = frozenset("OULD WOULD OUL WLD MINT MENT AG AGH BEN BIN IBN EL AL".split())
_WORD_MISSING = 0.9  # what is left of a score where one of two names has more words
_SHORTEST = 6  # characters of a number that is somebody's own


def compared(one: Papers, other: Papers) -> Likeness:
    """What agrees and what differs; what one of the two does not say is in neither."""
    score = name_score(one.name_key, other.name_key)
    told = {
        "birth_date": _dates_agree(one.birth_date, other.birth_date),
        "nationality": _agree(one.nationality, other.nationality),
        "sex": _agree(one.sex.strip("U"), other.sex.strip("U")),
        "personal_number": _agree(one.personal_number, other.personal_number),
        "name": None if score >= ALIKE and one.name_key != other.name_key else score >= ALIKE,
    }
    return Likeness(
        tuple(name for name, same in told.items() if same),
        tuple(name for name, same in told.items() if same is False),
        score,
    )


def own_number(optional_data: str) -> str:
    """The holder's own number in the optional data (ICAO 9303-4 §4.2.2), '' where it can be
    none: it is the issuer who chooses what stands there."""
    plain = "".join(char for char in optional_data.upper() if char.isalnum())
    has_digits = sum(char.isdigit() for char in plain) * 2 >= len(plain)
    return plain[:30] if len(plain) >= _SHORTEST and has_digits else ""


def name_score(one: str, other: str) -> float:
    """From 0 to 1: how much of two folded names is the same, whatever the order of the words.
    Particles such as OULD count for nothing; a word may miss letters at its end."""
    mine, yours = _words(one), _words(other)
    if not mine or not yours:
        return 0.0
    few, many = sorted((mine, yours), key=lambda words: len("".join(words)))
    left, same = list(many), 0.0
    for word in sorted(few, key=len, reverse=True):
        best = max(left, key=lambda known: _shared(word, known), default="")
        same += len(word) * _shared(word, best)
        if best:
            left.remove(best)
    whole = same / len("".join(few if len(few) > 1 else many))
    return round(whole if len(few) == len(many) else whole * _WORD_MISSING, 3)


def _words(name_key: str) -> list[str]:
    words = name_key.split()
    return [word for word in words if word not in _PARTICLES] or words


def _shared(one: str, other: str) -> float:
    """How alike two words are: 1 less the letters to change, in parts of the longer."""
    longest = max(len(one), len(other))
    return 1 - _edits(one, other) / longest if longest else 0.0


def _edits(one: str, other: str) -> int:
    """The letters to change, add or leave out (Levenshtein)."""
    row: Sequence[int] = range(len(other) + 1)
    for place, letter in enumerate(one, 1):
        new = [place]
        for at, char in enumerate(other, 1):
            new.append(min(row[at] + 1, new[at - 1] + 1, row[at - 1] + (letter != char)))
        row = new
    return row[-1]


def _agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _dates_agree(one: str, other: str) -> bool | None:
    """Whether two dates can be one as far as both are known: 1988 agrees with 1988-02-13."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) if shorter else None
