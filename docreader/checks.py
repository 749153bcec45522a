"""The check digits of a zone, each by itself (ICAO 9303-3 §4.9)."""

from __future__ import annotations

from collections.abc import Sequence

from docreader.check_digits import check_digit
from docreader.document_number import DocumentNumber, locate_number
from docreader.mrz import FILLER, Digit, Layout, Span
from docreader.reading import Check, Verdict


def check_all(layout: Layout, lines: Sequence[str]) -> tuple[Check, ...]:
    """Every check digit of the format, in the layout's order.

    Raises IndexError or KeyError for lines of another shape or with foreign characters.
    """
    number = locate_number(layout, lines)
    return tuple(check(digit, number, lines) for digit in layout.digits)


def check(digit: Digit, number: DocumentNumber, lines: Sequence[str]) -> Check:
    """One check digit: printed, computed, and whether they agree."""
    text = "".join(span.of(lines) for span in covered(digit, number))
    printed, computed = position(digit, number).of(lines), check_digit(text)
    if printed == FILLER:
        verdict = Verdict.BAD if text.strip(FILLER) else Verdict.ABSENT
    else:
        verdict = Verdict.OK if printed == computed else Verdict.BAD
    return Check(digit.name, printed, computed, verdict)


def covered(digit: Digit, number: DocumentNumber) -> tuple[Span, ...]:
    """The cells that a check digit covers; a long number has more than its layout says."""
    return number.spans if digit.name == "document_number" else digit.over


def position(digit: Digit, number: DocumentNumber) -> Span:
    """The cell of a check digit; that of a long number stands in the optional data."""
    return number.at if digit.name == "document_number" else digit.at
