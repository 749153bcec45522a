"""PURE: supporting documents as they are attached to a sheet: what each says, and whose it is.

A visa read from its own zone belongs to the traveller when name, birth date and nationality
agree with the sheet. Its number may be the passport's or its own (ICAO 9303-7 lets the issuer
choose), so that a number that agrees is told and one that does not says nothing. What does not
agree is asked of the officer and never taken for linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from crossings.rules.supporting import SupportingDocument, SupportingKind
from crossings.sheet import Sheet
from docreader import Reading, Verdict
from docreader.names import search_key

MOST = 12  # supporting documents of one traveller


class How(StrEnum):
    """How a supporting document came onto the sheet."""

    ZONE = "zone"
    TYPED = "typed"
    STICKER = "sticker"  # issued here, from the post's stock


class Link(StrEnum):
    """Whether a supporting document is the traveller's."""

    AGREES = "agrees"  # what its zone says agrees with the sheet
    OFFICER = "officer"  # an officer says so
    ASKED = "asked"  # nobody has answered yet: it counts for nothing


@dataclass(frozen=True)
class Attached:
    """One on a sheet. ``holder`` and ``checks`` are of its zone and empty without one; ``differs``
    are the fields in which it is not the sheet's, ``checks`` among them where a digit fails."""

    id: str
    kind: str
    number: str = ""
    issuer: str = ""  # a state for visa and permit, else in words
    code: str = ""  # of the zone: V and the letter of its class
    since: str = ""
    until: str = ""
    entries: str = ""
    max_days: int | None = None
    how: str = How.TYPED
    link: str = Link.OFFICER
    holder: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    differs: tuple[str, ...] = ()
    number_agrees: bool = False  # it is the travel document's
    is_sure: bool = False  # its zone is proven
    sticker_id: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether it counts as the traveller's."""
        return self.link != Link.ASKED

    def ruled(self, used: int | None = None) -> SupportingDocument:
        """As the rules see it."""
        return SupportingDocument(
            self.kind, self.issuer, self.number, self.since, self.until, self.entries,
            self.max_days, used,
        )  # fmt: skip


_HOLDER = ("surname", "given_names", "birth_date", "nationality", "sex")


def of_zone(key: str, reading: Reading, sheet: Sheet) -> Attached:
    """The visa that a zone shows, held against the sheet."""
    found = Attached(
        id=key,
        kind=SupportingKind.VISA,
        number=reading.value("document_number"),
        issuer=reading.value("issuing_state"),
        code=reading.value("document_code"),
        until=reading.value("expiry_date"),
        how=How.ZONE,
        holder={name: reading.value(name) for name in _HOLDER},
        checks={check.name: str(check.verdict) for check in reading.checks},
        is_sure=reading.sure,
    )
    return held_against(found, sheet)


def held_against(document: Attached, sheet: Sheet) -> Attached:
    """One with a zone, compared with the sheet as it is now. An officer's answer holds only
    for the differences that were shown."""
    if not document.holder:
        return document
    differs = tuple(_differing(document, sheet))
    kept = document.link == Link.OFFICER and document.differs == differs
    link = Link.AGREES if not differs else Link.OFFICER if kept else Link.ASKED
    number = _plain(document.number)
    return replace(
        document,
        differs=differs,
        link=link,
        number_agrees=bool(number) and number == _plain(sheet["document_number"].value),
    )


def is_twin(one: Attached, other: Attached) -> bool:
    """Whether two supporting documents are the same one."""
    same = one.kind == other.kind and one.issuer.upper() == other.issuer.upper()
    return same and bool(_plain(one.number)) and _plain(one.number) == _plain(other.number)


def to_plain(documents: Iterable[Attached]) -> list[dict[str, Any]]:
    """Papers as JSON-ready data."""
    return [{**asdict(one), "differs": list(one.differs)} for one in documents]


def from_plain(told: Iterable[Mapping[str, Any]] | None) -> tuple[Attached, ...]:
    """Papers back from ``to_plain``; none where a row is older than they."""
    return tuple(Attached(**{**one, "differs": tuple(one["differs"])}) for one in told or ())


def sticker_ids(told: Iterable[Mapping[str, Any]] | None) -> list[UUID]:
    """The visa stickers among the supporting documents of a row."""
    return [UUID(one["sticker_id"]) for one in told or () if one["sticker_id"]]


def number_key(number: str) -> str:
    """A visa's number as entries with it are counted: letters and digits."""
    return _plain(number)[:30]


def _differing(document: Attached, sheet: Sheet) -> Iterable[str]:
    """Every field that speaks against one holder. What one of the two does not say cannot
    agree: birth date and nationality are asked for then."""
    holder = document.holder
    if not _is_one_name(holder, sheet):
        yield "name"
    for name in ("birth_date", "nationality"):
        if not holder[name] or holder[name] != sheet[name].value:
            yield name
    if len({holder["sex"], sheet["sex"].value} & {"M", "F"}) > 1:
        yield "sex"
    if Verdict.BAD in document.checks.values():
        yield "checks"


def _is_one_name(holder: Mapping[str, str], sheet: Sheet) -> bool:
    """The same surname, and given names of which one begins like the other: a visa's zone has
    room for fewer letters than the passport's."""
    surname, theirs = search_key(holder["surname"]), search_key(sheet["surname"].value)
    given = sorted(map(search_key, (holder["given_names"], sheet["given_names"].value)), key=len)
    begins = given[1].startswith(given[0]) and bool(given[0]) == bool(given[1])
    return bool(surname) and surname == theirs and begins


def _plain(number: str) -> str:
    return "".join(char for char in number.upper() if char.isalnum())
