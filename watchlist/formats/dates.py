"""PURE: birth dates as lists write them, to ISO as far as they are known; '' for nothing."""

from __future__ import annotations

import re

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})")
_BETWEEN = re.compile(r"(?:between\s+)?(\d{4})\s*(?:to|and|-|/|–)\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janv january janvier", "feb fev february fevrier", "mar mars march",
         "apr avr april avril", "may mai", "jun juin june", "jul juil july juillet",
         "aug aout august", "sep sept september septembre", "oct october octobre",
         "nov november novembre", "dec december decembre"), 1
    )
    for name in names.split()
}  # fmt: skip


def iso(text: str) -> str:
    """``14/02/1980``, ``14 Feb 1980``, ``Nov. 1973``, ``circa 1973``, ``1960 to 1965``."""
    text = " ".join(text.split()).strip(" .")
    if found := _ISO.fullmatch(text):
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
    if found := _DAY_FIRST.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if (found := _WORDS.search(text)) and (month := _MONTHS.get(found[2].lower())):
        day = f"-{int(found[1]):02}" if found[1] else ""
        return f"{found[3]}-{month:02}{day}"
    if found := _BETWEEN.search(text):
        return f"{found[1]}/{found[2]}"
    return year(text)


def year(text: str) -> str:
    """The only year that a text names; '' when it names none or several."""
    found = set(_YEAR.findall(text))
    return found.pop() if len(found) == 1 else ""
