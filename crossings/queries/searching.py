"""What the words of a search fit: beginnings of names in any order, numbers and references.

A word with a digit is of a number, never of a name. Few crossings that fit are looked up and
sorted; when many do, the register is walked from its newest and each crossing asked whether it
fits, because a page holds fifty. Both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from borderpost.db import db
from crossings.models import Crossing, CrossingName
from docreader.names import search_key

FEW = 5_000  # crossings that are sooner looked up and sorted than met on the way
LONGEST = 60  # letters of a word that are kept (``CrossingName.word``)
_COMPARED = 20_000  # entries counted to see which word is the rarer one
_REFERENCE = re.compile(r"([A-Z0-9]+?)([0-9]{8})([0-9]{4,})([0-9A-Z])")
_OLD_REFERENCE = re.compile(r"IMP([A-Z0-9]+?)([0-9]{6})([0-9]{4,})")


@dataclass(frozen=True)
class Typed:
    """The words as they may be meant."""

    names: tuple[str, ...]  # folded: each begins a word of the name
    number: str  # the words with digits as one number, beside the names
    whole: str  # everything as one number
    references: tuple[str, ...]


@dataclass(frozen=True)
class Fitting:
    """The condition of a search, and whether few crossings fulfil it. When many do, the days
    between which anything can: a family may have left years ago."""

    condition: ColumnElement[bool]
    is_few: bool
    since: date = date.min
    until: date = date.max


def number_key(number: str) -> str:
    """A document number or reference as it is searched: letters and digits, upper case."""
    return "".join(char for char in number.upper() if char.isascii() and char.isalnum())


def typed(words: str) -> Typed:
    """Take a search apart. Digits of any script count as 0 to 9."""
    plain = "".join(_digit(char) for char in words)
    apart = plain.split()
    digits = [word for word in apart if any(char.isdigit() for char in word)]
    named = search_key(" ".join(word for word in apart if word not in digits)).split()
    whole = number_key(plain)
    return Typed(
        names=tuple(dict.fromkeys(word[:LONGEST] for word in named)),
        number=number_key("".join(digits)),
        whole=whole,
        references=_references(plain, whole),
    )


def fitting(words: str) -> Fitting:
    """The crossings that these words fit; asks the database how common they are."""
    sought = typed(words)
    numbered = _numbered(sought)
    if not sought.names:
        return Fitting(Crossing.id.in_(union_all(*numbered)), is_few=True)
    if sought.number:
        both = _named_with_number(sought)
        return Fitting(Crossing.id.in_(union_all(both, *numbered)), is_few=True)
    first = _rarest(sought.names)
    named = _named(sought, first)
    if _count(named, FEW + 1) <= FEW:
        return Fitting(Crossing.id.in_(union_all(named, *numbered)), is_few=True)
    either = or_(
        and_(*(_has_word(Crossing.id, word) for word in sought.names)),
        Crossing.id.in_(union_all(*numbered)),
    )
    oldest, newest = _days(first, numbered)
    return Fitting(either, is_few=False, since=oldest, until=newest)


def _named(sought: Typed, first: str) -> Select[tuple[UUID]]:
    """Keys of the crossings whose name has all words, found by the ``first`` of them."""
    name = aliased(CrossingName)
    wanted = select(name.crossing_id).where(_begins(name.word, first))
    others = (word for word in sought.names if word != first)
    return wanted.where(*(_has_word(name.crossing_id, word) for word in others))


def _named_with_number(sought: Typed) -> Select[tuple[UUID]]:
    """Keys of the crossings of a document whose holder has all these words."""
    one = aliased(Crossing)
    wanted = select(one.id).where(one.document_number_key == sought.number)
    return wanted.where(*(_has_word(one.id, word) for word in sought.names))


def _days(first: str, numbered: Sequence[Select[tuple[UUID]]]) -> tuple[date, date]:
    """The first and the last day of the crossings with this word or number."""
    other = aliased(Crossing)
    named = select(CrossingName.occurred_on.label("day")).where(_begins(CrossingName.word, first))
    whole = select(other.occurred_on).where(other.id.in_(union_all(*numbered)))
    days = union_all(named, whole).subquery().c.day
    oldest, newest = db.session.execute(select(func.min(days), func.max(days))).one()
    return oldest, newest


def _numbered(sought: Typed) -> tuple[Select[tuple[UUID]], Select[tuple[UUID]]]:
    """Keys of the crossings of this document number, and of this reference, each whole."""
    one, other = aliased(Crossing), aliased(Crossing)
    number = select(one.id).where(
        one.document_number_key == sought.whole, one.document_number_key != ""
    )
    return number, select(other.id).where(other.human_ref.in_(sought.references))


def _has_word(crossing_id: InstrumentedAttribute[UUID], beginning: str) -> ColumnElement[bool]:
    name = aliased(CrossingName)
    return exists().where(name.crossing_id == crossing_id, _begins(name.word, beginning))


def _begins(word: InstrumentedAttribute[str], beginning: str) -> ColumnElement[bool]:
    """Folded words are A-Z alone, so that the next beginning ends the range in any collation."""
    stem = beginning.rstrip("Z")
    if not stem:
        return word >= beginning
    return and_(word >= beginning, word < stem[:-1] + chr(ord(stem[-1]) + 1))


def _rarest(words: Sequence[str]) -> str:
    """The word that fewest names have; of several common ones the longest."""
    if len(words) == 1:
        return words[0]

    def frequency(word: str) -> tuple[int, int]:
        entries = select(CrossingName.crossing_id).where(_begins(CrossingName.word, word))
        return _count(entries, _COMPARED), -len(word)

    return min(words, key=frequency)


def _count(wanted: Select[tuple[UUID]], most: int) -> int:
    return db.session.scalar(select(func.count()).select_from(wanted.limit(most).subquery())) or 0


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _references(plain: str, whole: str) -> tuple[str, ...]:
    """The reference as typed, and with its dashes where they were left out."""
    found = [plain.strip().upper()]
    if parts := _REFERENCE.fullmatch(whole):
        found.append("-".join(parts.groups()))
    if parts := _OLD_REFERENCE.fullmatch(whole):
        found.append("-".join(("IMP", *parts.groups())))
    return tuple(dict.fromkeys(found))
