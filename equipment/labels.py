"""Sheets of labels as PDF, drawn to the hundredth of a millimetre: a QR code and the tag beside it.

The code is drawn as vectors, so that no printer blurs it; nothing is scaled by a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from equipment.label_formats import Format, Spot, spots

_QUIET = 4  # modules around a code, ISO/IEC 18004 §6.3.8
_FONT = "helvetica"
_MARGIN = 1.5  # mm inside a label
_POINTS = 72 / 25.4  # of a millimetre


@dataclass(frozen=True)
class Label:
    """One label: what its code holds, the tag to be read by people, and two small lines."""

    code: str
    tag: str
    lines: tuple[str, ...] = ()


def sheet(
    form: Format, labels: Sequence[Label], *, skip: int = 0, shift: tuple[float, float] = (0, 0)
) -> bytes:
    """The PDF of labels on one kind of paper."""
    pdf = _paper(form)
    page = -1
    for label, spot in zip(labels, spots(form, len(labels), skip, shift), strict=True):
        while page < spot.page:
            pdf.add_page()
            page += 1
        _draw(pdf, label, spot)
    return bytes(pdf.output())


def calibration(form: Format, words: Sequence[str], shift: tuple[float, float] = (0, 0)) -> bytes:
    """A page with the outline of every label and two rulers of 100 mm: printed on plain paper and
    held against a sheet of labels, it says how far this printer is off."""
    pdf = _paper(form)
    pdf.add_page()
    pdf.set_line_width(0.1)
    for spot in spots(form, form.per_page, 0, shift):
        pdf.rect(spot.x, spot.y, spot.width, spot.height)
        middle = (spot.x + spot.width / 2, spot.y + spot.height / 2)
        pdf.line(middle[0] - 2, middle[1], middle[0] + 2, middle[1])
        pdf.line(middle[0], middle[1] - 2, middle[0], middle[1] + 2)
    if not form.is_roll:
        _rulers(pdf, form)
        pdf.set_font(_FONT, size=8)
        for number, text in enumerate(_printable(words)):
            pdf.set_xy(30, 60 + 5 * number)
            pdf.cell(150, 5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(pdf.output())


def _paper(form: Format) -> FPDF:
    pdf = FPDF(unit="mm", format=form.page)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title("Borderpost")
    return pdf


def _draw(pdf: FPDF, label: Label, spot: Spot) -> None:
    side = min(spot.height, spot.width / 2) - 2 * _MARGIN
    top = spot.y + (spot.height - side) / 2
    _qr(pdf, label.code, spot.x + _MARGIN, top, side)
    left = spot.x + side + 2 * _MARGIN
    room = spot.x + spot.width - _MARGIN - left
    if room < 8:
        return
    size = _fitting(pdf, label.tag, room, 16)
    pdf.set_xy(left, top + side * 0.18)
    pdf.cell(room, size / _POINTS, label.tag)
    pdf.set_font(_FONT, size=6.5)
    for number, text in enumerate(_printable(label.lines), 1):
        pdf.set_xy(left, top + side * 0.18 + size / _POINTS + 2.8 * number - 1)
        pdf.cell(room, 2.6, _cut(pdf, text, room))


def _qr(pdf: FPDF, text: str, x: float, y: float, side: float) -> None:
    """The code with its quiet zone in a square; dark runs of a row are one rectangle."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    matrix = list(code.matrix)
    module = side / (len(matrix) + 2 * _QUIET)
    pdf.set_fill_color(0)
    for row, cells in enumerate(matrix, _QUIET):
        for start, length in _runs(cells):
            left = x + (start + _QUIET) * module
            pdf.rect(left, y + row * module, length * module, module, style="F")


def _runs(cells: Any) -> Iterator[tuple[int, int]]:
    start = None
    for place, dark in enumerate([*cells, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def _fitting(pdf: FPDF, text: str, room: float, most: float) -> float:
    """The largest size in points, down to 5, at which a text fits; the font is set to it."""
    size = most
    pdf.set_font(_FONT, style="B", size=size)
    while size > 5 and pdf.get_string_width(text) > room:
        size -= 0.5
        pdf.set_font_size(size)
    return size


def _printable(lines: Sequence[str]) -> Iterator[str]:
    """The lines that the built-in letters can write; others are left out, never garbled."""
    for text in lines:
        try:
            text.encode("cp1252")
        except UnicodeEncodeError:
            continue
        if text.strip() and all(ord(char) < 256 for char in text):
            yield text


def _cut(pdf: FPDF, text: str, room: float) -> str:
    while text and pdf.get_string_width(text) > room:
        text = text[:-1]
    return text


def _rulers(pdf: FPDF, form: Format) -> None:
    x, y = (form.page[0] - 100) / 2, form.page[1] / 2
    pdf.set_line_width(0.2)
    pdf.line(x, y, x + 100, y)
    pdf.line(x, y, x, y + 100)
    for step in range(0, 101, 5):
        long = 3 if step % 10 == 0 else 1.5
        pdf.line(x + step, y, x + step, y + long)
        pdf.line(x, y + step, x + long, y + step)
