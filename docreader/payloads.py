"""What a barcode holds: a copy of the zone is compared with it, all else stays text.

Some cards print the lines of their zone again in a QR code or a PDF417. A copy proves
nothing by itself, but two that differ show that one of them was altered or misread. Licences
of AAMVA's standard (a PDF417 that begins ``@`` and ``ANSI``) are shown as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from docreader.reading import Reading

DIFFERS = "barcode_differs"
_SHAPES = ((30, 3), (36, 2), (44, 2))  # characters of a line, lines (ICAO 9303-4, -5, -6)


class Copy(StrEnum):
    """How a barcode stands to the zone beside it."""

    NONE = "none"  # it holds no lines of a zone
    AGREES = "agrees"
    DIFFERS = "differs"


def zone_in(text: str) -> tuple[str, ...]:
    """The lines of a zone that a payload holds, on lines of their own or in one; else ()."""
    for length, count in _SHAPES:
        line = rf"[A-Z0-9<]{{{length}}}"
        found = re.search(rf"(?<![A-Z0-9<])(?:{line}\s*){{{count}}}(?![A-Z0-9<])", text)
        joined = re.sub(r"\s", "", found.group()) if found else ""
        if joined and "<" in joined and joined[0] in "ACIPV":
            return tuple(joined[at : at + length] for at in range(0, length * count, length))
    return ()


def compared(text: str, lines: Sequence[str]) -> Copy:
    """How the lines in a payload stand to those of the zone; NONE where one of them is not."""
    copy = zone_in(text)
    if not copy or not lines:
        return Copy.NONE
    return Copy.AGREES if copy == tuple(lines) else Copy.DIFFERS


def weighed(reading: Reading) -> Reading:
    """The reading with the word of its barcodes: a copy that differs leaves nothing sure."""
    against = (compared(code.text, reading.mrz_lines) for code in reading.barcodes)
    if Copy.DIFFERS not in against:
        return reading
    return replace(reading, sure=False, warnings=(*reading.warnings, DIFFERS))
