"""Draws fictional documents for tests, the demonstration and training mode.

Nobody drawn here exists: names are random pairs from short lists of common West African
names, numbers and dates are random, and the word SPECIMEN stands across every page. What
is drawn is what ICAO Doc 9303 asks of the zone (OCR-B, 2.54 mm a cell), not the artwork of
any state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from docreader.check_digits import check_digit
from docreader.mrz import FILLER, LAYOUTS, Layout
from docreader.specimen_people import SpecimenPerson, specimen_people

if TYPE_CHECKING:
    from docreader.specimen_art import Style

Picture = NDArray[np.uint8]  # H x W x 3, BGR

__all__ = ["SpecimenPerson", "draw", "specimen_lines", "specimen_people"]


def specimen_lines(person: SpecimenPerson, format: str) -> tuple[str, ...]:
    """The zone of ``person``'s document in one of the formats of ``LAYOUTS``, digits included."""
    layout = LAYOUTS[format]
    rows = [[FILLER] * layout.width for _ in range(layout.lines)]
    for name, text in _element_texts(person, format).items():
        span = layout.by_name[name].span
        room = span.end - span.start
        rows[span.line][span.start : span.end] = text[:room].ljust(room, FILLER)
    _write_digits(layout, rows)
    return tuple("".join(row) for row in rows)


def _write_digits(layout: Layout, rows: list[list[str]]) -> None:
    """Fills in every check digit, the composite (last in the table) over the others."""
    for digit in layout.digits:
        covered = "".join(
            rows[line][column] for span in digit.over for line, column in span.cells()
        )
        empty = digit.filler_allowed and not covered.strip(FILLER)
        rows[digit.at.line][digit.at.start] = FILLER if empty else check_digit(covered)


def _element_texts(person: SpecimenPerson, format: str) -> dict[str, str]:
    texts = {
        "document_code": {"TD3": "P", "MRVA": "V", "MRVB": "V"}.get(format, "I"),
        "issuing_state": person.issuing_state,
        "document_number": person.document_number,
        "nationality": person.nationality,
        "birth_date": _six(person.birth_date),
        "sex": person.sex,
        "expiry_date": _six(person.expiry_date),
        "optional_data": person.optional_data,
        "name": f"{_zone_name(person.surname)}<<{_zone_name(person.given_names)}",
    }
    if format != "FRAID":
        return texts
    french = {
        "document_code_2": "D",
        "issuing_state": "FRA",
        "surname": _zone_name(person.surname),
        "issuing_office": "754025",
        "document_number": _french_number(person),
        "given_names": _zone_name(person.given_names).replace("<", "<<", 1),
    }
    kept = {name: texts[name] for name in ("document_code", "birth_date", "sex")}
    return kept | french


def _french_number(person: SpecimenPerson) -> str:
    """Year and month of issue, department, serial number: twelve digits."""
    digits = "".join(char for char in person.document_number if char.isdigit())
    return f"0907754{digits[-5:]:0>5}"


def _six(iso_date: str) -> str:
    return iso_date[2:].replace("-", "")


def _zone_name(name: str) -> str:
    return name.upper().replace("-", FILLER).replace(" ", FILLER).replace("'", "")


def draw(
    person: SpecimenPerson,
    format: str,
    *,
    seed: int = 0,
    turn: int = 0,
    skew: float = 0.0,
    blur: float = 0.0,
    width: int = 1200,
    both_sides: bool = True,
    shown: SpecimenPerson | None = None,
    style: Style | None = None,
) -> Picture:
    """A page of ``person``'s document as H x W x 3 BGR.

    ``width`` is the page's in pixels; ``skew`` in degrees clockwise lays it aslant on a desk;
    ``blur`` is a Gaussian sigma in pixels; ``turn`` (0 90 180 270) turns the picture
    clockwise. A TD1 card shows its front above its back unless ``both_sides`` is False.
    ``shown``: who stands printed beside the zone, where a forger has been at work; ``style``
    how the print looks.
    """
    from docreader import specimen_art as art

    rng = np.random.default_rng(seed)
    lines = specimen_lines(person, format)
    shown, style = shown or person, style or art.PLAIN
    page = art.page(shown, format, lines, width, rng, style)
    if format == "TD1" and both_sides:
        front = art.page(shown, format, (), width, rng, style)
        page = art.stack(front, page)
    if skew:
        page = art.lay_aslant(page, skew, rng)
    if blur:
        page = art.soften(page, blur)
    return np.ascontiguousarray(np.rot90(page, -turn // 90))
