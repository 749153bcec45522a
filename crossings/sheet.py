"""PURE: the working sheet of one traveller: every field with its value, source and check.

A sheet is plain data (``field -> Entry``), so that it can be sealed, shown and compared.
What the officer types is checked again at once against the digit printed in the zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from crossings.papers import required
from docreader import How, Reading, Verdict
from docreader.check_digits import blind_characters, check_digit
from docreader.names import mrz_name
from docreader.printed import State
from docreader.reading import Answer

FIELDS = (
    "surname",
    "given_names",
    "document_code",
    "issuing_state",
    "document_number",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
)
SPECIMEN_STATE = "UTO"  # ICAO 9303-3 §5
DOUBTFUL = 0.95  # a field less likely than this to be as printed is shown to the officer
_DATES = {"birth_date", "expiry_date"}
_WORDS, _NO_DIGIT = re.compile(r"[A-Z0-9]+"), re.compile(r"[^0-9]")
_CELLS = {"document_number": 9, "birth_date": 6, "expiry_date": 6}


class Origin(StrEnum):
    """Where a value comes from."""

    READ = "read"
    TYPED = "typed"
    EMPTY = "empty"


class Standing(StrEnum):
    """What the document's own evidence says, in one colour."""

    PROVEN = "proven"  # every check digit agrees and nothing was doubtful
    LOOK = "look"  # the officer must compare something with the paper
    STOP = "stop"  # a digit fails, or the document cannot be valid


@dataclass(frozen=True)
class Entry:
    """One field of the sheet. ``digit`` is the check digit printed for it, '' if none."""

    value: str = ""
    origin: Origin = Origin.EMPTY
    check: Verdict = Verdict.NOT_COVERED
    how: How = How.READ
    confidence: float = 1.0
    blind: str = ""
    was: str = ""
    digit: str = ""
    estimated: bool = False  # a year of birth worked out from an age

    @property
    def is_doubtful(self) -> bool:
        """Whether the officer must compare this field with the paper."""
        if self.origin is not Origin.READ:
            return self.check is Verdict.BAD
        return self.check is Verdict.BAD or self.how is not How.READ or self.confidence < DOUBTFUL


Sheet = Mapping[str, Entry]


def from_reading(reading: Reading) -> Sheet:
    """The sheet that a reading fills; fields that the document lacks stay empty."""
    digits = {check.name: check.printed for check in reading.checks}
    return {name: _entry(reading, name, digits.get(name, "")) for name in FIELDS}


def typed(
    values: Mapping[str, str], digits: Mapping[str, str], estimated: frozenset[str] = frozenset()
) -> Sheet:
    """The sheet of a document typed by hand, with the check digits that were typed."""
    return {
        name: replace(
            _typed(name, values.get(name, ""), digits.get(name, "")), estimated=name in estimated
        )
        for name in FIELDS
    }


def corrected(sheet: Sheet, changes: Mapping[str, str]) -> Sheet:
    """The sheet with the officer's corrections, each checked against its printed digit.

    A value that was only confirmed keeps its evidence.
    """
    return {
        name: entry
        if changes.get(name, entry.value) == entry.value
        else replace(_typed(name, changes[name], entry.digit), was=entry.was or entry.value)
        for name, entry in sheet.items()
    }


def to_compare(sheet: Sheet, reading: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that the officer must compare with the paper before deciding."""
    otherwise = print_differs(reading)
    return tuple(name for name, e in sheet.items() if e.is_doubtful or name in otherwise)


def print_differs(reading: Mapping[str, Any]) -> frozenset[str]:
    """The fields of which the page's print clearly says something else than its zone."""
    told = reading.get("printed", {}).get("fields", {})
    return frozenset(name for name, one in told.items() if one["state"] == State.DIFFERS)


def missing(sheet: Sheet) -> tuple[str, ...]:
    """The fields without which no crossing can be written."""
    asked = required(sheet["document_code"].value)
    return tuple(name for name in asked if not sheet[name].value)


def standing(
    sheet: Sheet, reading: Mapping[str, Any], today: date, *, specimens_allowed: bool
) -> Standing:
    """The colour of the document's evidence. Typed by hand alone is never proven."""
    if is_specimen(sheet) and not specimens_allowed:
        return Standing.STOP
    if is_expired(sheet, today) or any(e.check is Verdict.BAD for e in sheet.values()):
        return Standing.STOP
    typed_over = {name for name, entry in sheet.items() if entry.origin is Origin.TYPED}
    if _failed(reading) - _answered(typed_over) or has_altered_seal(reading):
        return Standing.STOP
    if reading["sure"] and not typed_over and not to_compare(sheet, reading):
        return Standing.PROVEN
    return Standing.LOOK


def is_flagged(sheet: Sheet, reading: Mapping[str, Any], today: date) -> bool:
    """Whether the evidence speaks against the document, so that letting its holder pass clears
    it. A document that was only typed, or read with a doubt, is not flagged."""
    is_stopped = standing(sheet, reading, today, specimens_allowed=True) is Standing.STOP
    return is_stopped or bool(print_differs(reading))


def has_altered_seal(reading: Mapping[str, Any]) -> bool:
    """Whether a digital seal on the picture does not fit its signature."""
    return any(payload["answer"] == Answer.ALTERED for payload in reading.get("payloads", ()))


def _failed(reading: Mapping[str, Any]) -> set[str]:
    """The check digits of the zone that do not agree."""
    return {name for name, check in reading["checks"].items() if check["verdict"] == Verdict.BAD}


def _answered(typed_over: set[str]) -> set[str]:
    """The checks whose fields the officer typed: a new value is checked by itself, and the
    digit over all says nothing of it any more."""
    return typed_over | ({"composite"} if typed_over & _CELLS.keys() else set())


def is_specimen(sheet: Sheet) -> bool:
    """Whether the state is Utopia, which ICAO keeps for specimens."""
    return SPECIMEN_STATE in (sheet["issuing_state"].value, sheet["nationality"].value)


def is_expired(sheet: Sheet, today: date) -> bool:
    """Whether the expiry date, as far as it is known, is over on ``today``."""
    expiry = sheet["expiry_date"].value
    return bool(expiry) and expiry < today.isoformat()[: len(expiry)]


def name_in_zone(sheet: Sheet, reading: Mapping[str, Any]) -> str:
    """The name as the zone has it, A-Z and fillers; built from the typed name without a zone."""
    fields = reading["fields"]
    raw = "<<".join(
        fields[name]["raw"].strip("<") for name in ("surname", "given_names") if name in fields
    ).strip("<")
    if raw and sheet["surname"].origin is Origin.READ:
        return raw[:39]
    return mrz_name(sheet["surname"].value, sheet["given_names"].value, 39).rstrip("<")


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON-ready data."""
    return {name: asdict(entry) for name, entry in sheet.items()}


def from_plain(data: Mapping[str, Any]) -> Sheet:
    """The sheet back from ``to_plain``."""
    return {
        name: Entry(
            **{
                **entry,
                "origin": Origin(entry["origin"]),
                "check": Verdict(entry["check"]),
                "how": How(entry["how"]),
            }
        )
        for name, entry in data.items()
    }


def _entry(reading: Reading, name: str, digit: str) -> Entry:
    field = reading.fields.get(name)
    if field is None:
        return Entry()
    return Entry(
        value=field.value,
        origin=Origin.READ,
        check=field.check,
        how=field.how,
        confidence=field.confidence,
        blind=field.blind,
        was=field.was,
        digit=digit,
    )


def _typed(name: str, value: str, digit: str) -> Entry:
    value = " ".join(value.split())
    if name in ("document_number", "issuing_state", "nationality", "document_code"):
        value = value.upper()
    if not value:
        return Entry(origin=Origin.TYPED, digit=digit)
    ways = _as_cells(name, value)
    raw = next((way for way in ways if _verdict(way, digit) is Verdict.OK), ways[0])
    return Entry(
        value=value,
        origin=Origin.TYPED,
        check=_verdict(raw, digit),
        blind=blind_characters(raw) if digit else "",
        digit=digit,
    )


def _verdict(raw: str, digit: str) -> Verdict:
    if not raw or not digit or digit == "<":
        return Verdict.NOT_COVERED
    return Verdict.OK if check_digit(raw) == digit else Verdict.BAD


def _as_cells(name: str, value: str) -> tuple[str, ...]:
    """How the zone may write a typed value, '' for a field without a check digit.

    A sign within a number is a filler there (ICAO 9303-3 §4.2), unless the page shows it
    for the eye only.
    """
    if name not in _CELLS:
        return ("",)
    if name in _DATES:
        parts: Iterable[str] = [value[2:4], *value.split("-")[1:]]
        return (_NO_DIGIT.sub("", "".join(parts)).ljust(6, "<"),)
    told = _WORDS.findall(value)
    return "<".join(told).ljust(9, "<"), "".join(told).ljust(9, "<")
