"""PURE: one arrival of what a reader sent: a picture, the lines of a zone, a word on the chip.

Picture and lines are two witnesses of the same zone. Where they differ nothing is sure, the
sheet says so, and both stay readable.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from crossings import sheet as sheets
from crossings.models.inspection import Source
from crossings.services.inspecting import Arrival
from docreader import Reading
from docreader.payloads import weighed

DIFFERS = "reader_differs"
NO_ZONE_IN_LINES = "reader_lines"


class Chip(StrEnum):
    """What a reader says of the chip. Nobody here checked it: it is told, never proven."""

    NO_CHIP = "no_chip"
    NOT_AUTHENTICATED = "read_not_authenticated"
    AUTHENTICATED = "authenticated"
    FAILED = "failed"
    NO_CERTIFICATE = "no_issuer_certificate"


def brought_together(picture: Arrival | None, lines: Reading | None, chip: str = "") -> Arrival:
    """The arrival that a picture and lines make; at least one of them is there.

    ``told`` keeps the reader's lines, whether they agree with the picture (None where only
    one of them has a zone) and its word on the chip.
    """
    seen = picture.reading if picture else None
    reading, agrees = _reading(seen, lines)
    told: dict[str, Any] = {"chip": chip}
    if lines is not None:
        told |= {"lines": list(lines.mrz_lines), "agrees": agrees}
    return Arrival(
        reading=reading,
        source=Source.AGENT,
        sheet=sheets.from_reading(reading),
        zone_png=picture.zone_png if picture else b"",
        page_jpeg=picture.page_jpeg if picture else b"",
        told=told,
    )


def _reading(seen: Reading | None, lines: Reading | None) -> tuple[Reading, bool | None]:
    if seen is None or lines is None:
        return seen or lines or Reading(), None
    if not lines.format:
        return replace(seen, warnings=(*seen.warnings, NO_ZONE_IN_LINES)), None
    if not seen.format:
        return weighed(replace(lines, barcodes=seen.barcodes)), None
    if seen.mrz_lines == lines.mrz_lines:
        return seen, True
    chosen = replace(lines, barcodes=seen.barcodes) if lines.sure and not seen.sure else seen
    return replace(chosen, sure=False, warnings=(*chosen.warnings, DIFFERS)), False
