"""PURE: one entry of a watchlist as every format brings it and the database seals it.

Dates are ISO as far as they are known: ``1973``, ``1973-11``, ``1973-11-02``; a range of years is
``1960/1965`` (both included). States are three letters where the source gives them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from watchlist.births import is_presumed

LONGEST_NAME = 300  # letters; a longer one is a damaged file
BY_HAND = "hand:"  # begins the key of an entry that people wrote, never one of a file
MOST_NAMES = 200  # of one entry: the longest real ones have about a hundred
MOST_YEARS = 30  # a wider range of birth years says nothing
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_RANGE = re.compile(r"(\d{4})/(\d{4})")


class Code(StrEnum):
    """What an alert asks for."""

    STOP = "stop"  # keep the traveller here, call the supervisor
    REFER = "refer"  # second line looks
    DISCREET = "discreet"  # the desk is told nothing; the supervisor is
    INFORM = "inform"  # the desk is told something, and decides


class DateQuality(StrEnum):
    """How much is known of the birth."""

    FULL = "full"
    YEAR = "year"
    NONE = "none"


class NameQuality(StrEnum):
    """How sure the source is of a name; the UN calls them good and low."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True)
class Name:
    """One name of somebody listed; ``surname`` and ``given`` where the source tells them apart."""

    text: str
    surname: str = ""
    given: str = ""
    quality: NameQuality = NameQuality.STRONG


@dataclass(frozen=True)
class Paper:
    """A document of somebody listed. ``issuer`` and ``kind`` are '' where the source is silent."""

    number: str
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Listed:
    """Who or what is listed, why, and what the desk is told."""

    key: str  # the source's own, stable from version to version
    names: tuple[Name, ...] = ()
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    sex: str = ""
    papers: tuple[Paper, ...] = ()
    code: str = ""  # '' : the list's own
    note: str = ""  # what the desk is told, '' nothing
    reason: str = ""
    legal_basis: str = ""
    expires_on: str = ""  # ISO day, the last in force; '' never by itself
    source: str = ""
    row: int = 0  # of the file, for whoever mends it; no part of the content

    @property
    def name(self) -> str:
        """The first name, by which people call the entry."""
        return self.names[0].text if self.names else ""

    @property
    def quality(self) -> DateQuality:
        """The best that is known of the birth. A day that registers write for "some day of that
        year" (1 January, 1 July, 31 December) tells the year."""
        if any(len(one) == len("1973-11-02") and not is_presumed(one) for one in self.birth_dates):
            return DateQuality.FULL
        return DateQuality.YEAR if self.birth_dates else DateQuality.NONE

    @property
    def dates(self) -> tuple[str, ...]:
        """The birth dates with ranges written out as their years."""
        return tuple(dict.fromkeys(year for one in self.birth_dates for year in _written_out(one)))

    def plain(self) -> dict[str, Any]:
        """As it is sealed and as packages carry it."""
        told = asdict(self)
        del told["row"]
        return told

    def digest(self) -> str:
        """The same for the same content, whatever the order of keys."""
        canonical = json.dumps(self.plain(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def in_force(self, today: date) -> bool:
        """Whether its expiry lets it stand on this day."""
        return not self.expires_on or self.expires_on >= today.isoformat()


@dataclass(frozen=True)
class Reject:
    """A row that cannot be taken, and why: a code of ``watchlist.alert_words.REJECTS``."""

    row: int
    reason: str
    detail: str = ""


@dataclass
class Tally:
    """What a file came to while it is read."""

    rows: int = 0
    rejected: int = 0
    quality: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DateQuality, 0))

    def count(self, listed: Listed) -> None:
        """One good entry more."""
        self.quality[listed.quality] += 1


def of_plain(plain: Mapping[str, Any]) -> Listed:
    """The entry back from ``plain``."""
    names = [Name(**{**one, "quality": NameQuality(one["quality"])}) for one in plain["names"]]
    papers = tuple(Paper(**one) for one in plain["papers"])
    texts = {name: tuple(plain[name]) for name in ("birth_dates", "nationalities")}
    return Listed(**{**plain, "names": tuple(names), "papers": papers, **texts})


def fault(listed: Listed) -> str:
    """What is wrong with an entry, as a code of ``alert_words.REJECTS``; '' for nothing."""
    if not listed.key or len(listed.key) > 120:
        return "no_key"
    if not any(one.text.strip() for one in listed.names) and not listed.papers:
        return "no_name"
    if len(listed.names) > MOST_NAMES or any(len(one.text) > LONGEST_NAME for one in listed.names):
        return "too_long"
    if any(is_formula(text) for text in _texts(listed)):
        return "formula"
    if any("\x00" in text or "\ufffd" in text for text in _texts(listed)):
        return "characters"
    if not all(is_date(one) for one in listed.birth_dates):
        return "birth_date"
    if listed.code and listed.code not in set(Code):
        return "code"
    return "" if not listed.expires_on or _is_day(listed.expires_on) else "expiry"


def tidied(listed: Listed) -> Listed:
    """Without empty and doubled values, spaces put right."""
    names = {one.text.casefold(): one for one in reversed(list(map(_spaced, listed.names)))}
    papers = {one.number: one for one in listed.papers if one.number}
    return replace(
        listed,
        names=tuple(one for one in reversed(names.values()) if one.text),
        birth_dates=tuple(dict.fromkeys(one for one in listed.birth_dates if one)),
        nationalities=tuple(dict.fromkeys(one for one in listed.nationalities if one)),
        papers=tuple(papers.values()),
    )


def is_date(text: str) -> bool:
    """Whether a birth date is one that the calendar has, as far as it is told."""
    if found := _RANGE.fullmatch(text):
        return 0 <= int(found[2]) - int(found[1]) <= MOST_YEARS
    if not _DAY.fullmatch(text):
        return False
    return _is_day(text + "1973-01-01"[len(text) :])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 1850 and len(text) == len("1973-01-01")
    except ValueError:
        return False


def _written_out(text: str) -> Iterable[str]:
    if found := _RANGE.fullmatch(text):
        return [str(year) for year in range(int(found[1]), int(found[2]) + 1)]
    return [text]


def _spaced(name: Name) -> Name:
    return replace(name, text=" ".join(name.text.split()))


def _texts(listed: Listed) -> Iterator[str]:
    for name in listed.names:
        yield from (name.text, name.surname, name.given)
    yield from (listed.key, listed.note, listed.reason, listed.legal_basis, listed.source)
    yield from (paper.number for paper in listed.papers)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text: no name, number or reason begins so."""
    return text.startswith(("=", "@", "+", "\t", "\r", "|", "-="))
