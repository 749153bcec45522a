"""Document numbers, also those that are longer than their nine cells.

ICAO 9303-5 §4.2.4: the cell of the check digit holds a filler, the number goes on in the
optional data, its check digit follows at once, then a filler. The digit covers the whole
number without the filler between its two parts. TD2 knows the same; TD3 is tolerated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docreader.check_digits import check_digit
from docreader.mrz import DIGITS, FILLER, Layout, Span

_OVERFLOWS = ("TD1", "TD2", "TD3")


@dataclass(frozen=True)
class DocumentNumber:
    """A number where it stands: ``spans`` hold it, ``at`` its check digit."""

    spans: tuple[Span, ...]
    at: Span
    rest_of_optional: str  # the optional data without what belongs to the number

    def of(self, lines: Sequence[str]) -> str:
        """The number's cells, the fillers at its end included."""
        return "".join(span.of(lines) for span in self.spans)

    @property
    def is_long(self) -> bool:
        """Whether the number goes on in the optional data."""
        return len(self.spans) > 1


def locate_number(layout: Layout, lines: Sequence[str]) -> DocumentNumber:
    """Where the number and its digit stand in ``lines``, which have the layout's shape."""
    number = layout.by_name["document_number"].span
    at = layout.by_name["document_number_digit"].span
    optional = layout.by_name.get("optional_data")
    plain = DocumentNumber((number,), at, optional.span.of(lines) if optional else "")
    if optional is None or layout.format not in _OVERFLOWS or at.of(lines) != FILLER:
        return plain
    if FILLER in number.of(lines):  # room was left: nothing can have overflowed
        return plain
    return _overflowing(layout, lines, optional.span) or plain


def _overflowing(layout: Layout, lines: Sequence[str], optional: Span) -> DocumentNumber | None:
    """The long number, None where the optional data cannot be its continuation."""
    head = layout.by_name["document_number"].span
    tail = optional.of(lines).split(FILLER)[0]
    if len(tail) < 2 or tail[-1] not in DIGITS:
        return None
    digit_column = optional.start + len(tail) - 1
    long = DocumentNumber(
        (head, Span(optional.line, optional.start, digit_column)),
        Span(optional.line, digit_column, digit_column + 1),
        optional.of(lines)[len(tail) :],
    )
    # Only TD1 promises that a filler there means a long number; elsewhere its digit must agree.
    agrees = check_digit(long.of(lines)) == tail[-1]
    return long if agrees or layout.format == "TD1" else None
