"""Driving licences and identity cards of AAMVA's standard, as their PDF417 says them.

AAMVA DL/ID Card Design Standard, annex D: a header that begins ``@`` and ``ANSI``, designators
of the subfiles, then elements of three letters and a value, one a line. Cards are met whose
designators point elsewhere, so the elements are found by themselves. Nobody signs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_HEADER = re.compile(r"@\s{0,4}\x1e?\s{0,4}(?:ANSI |AAMVA)\d{6}\d{2}")
_SUBFILE = re.compile(r"(?:DL|ID|EN)(?=D[A-D][A-Z])")
_ELEMENT = re.compile(r"(D[A-D][A-Z])(.*)", re.DOTALL)
_ENDS = re.compile(r"[\n\r\x1e\x1c\x1d]")
_LONGEST = 100  # characters of one value; the standard allows 40, and 125 of a whole name
_NAMES: Mapping[str, str] = {
    "DCS": "surname",
    "DAB": "surname",  # in the first edition
    "DAC": "given_names",
    "DCT": "given_names",  # first and middle names, second and third edition
    "DAD": "middle_names",
    "DAA": "name",
    "DAQ": "document_number",
    "DBB": "birth_date",
    "DBA": "expiry_date",
    "DBD": "issued_on",
    "DBC": "sex",
    "DCA": "classes",
    "DCG": "issuing_state",
    "DAJ": "jurisdiction",
}
_DATES = {"birth_date", "expiry_date", "issued_on"}
_SEXES = {"1": "M", "2": "F", "M": "M", "F": "F"}


def is_licence(text: str) -> bool:
    """Whether a payload has the header of such a card."""
    return _HEADER.match(text) is not None


def licence_in(text: str) -> Mapping[str, str]:
    """What the card says, by field; empty for a payload that is none."""
    header = _HEADER.match(text)
    if header is None:
        return {}
    start = _SUBFILE.search(text, header.end())
    said: dict[str, str] = {}
    for line in _ENDS.split(text[start.end() :]) if start else ():
        element = _ELEMENT.fullmatch(line)
        name = _NAMES.get(element[1]) if element else None
        if element and name:
            said.setdefault(name, _meant(name, element[2].strip()[:_LONGEST]))
    middle = said.pop("middle_names", "")
    said["given_names"] = " ".join(
        (said.get("given_names", "").replace(",", " ") + " " + middle).split()
    )
    return {name: value for name, value in said.items() if value}


def _meant(name: str, value: str) -> str:
    if name in _DATES:
        return _day(value)
    if name == "sex":
        return _SEXES.get(value, "")
    return "" if value in ("NONE", "unavl") else value


def _day(digits: str) -> str:
    """The date, ISO: month first in the United States, the year first in Canada and the first
    edition. No year begins as a month does, so that no date can be both."""
    if not re.fullmatch(r"\d{8}", digits, re.ASCII):
        return ""
    year_first = digits[:2] in ("19", "20")
    ordered = digits if year_first else digits[4:] + digits[:4]
    try:
        return date(int(ordered[:4]), int(ordered[4:6]), int(ordered[6:])).isoformat()
    except ValueError:
        return ""
