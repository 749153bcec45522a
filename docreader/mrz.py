"""The machine readable zones as data: one table for parser, generator and image decoder.

Sources: ICAO Doc 9303 part 3 §4 (alphabet, check digits), part 4 (TD3), part 5 (TD1),
part 6 (TD2), part 7 (MRV-A, MRV-B); the French identity card of 1988-2021, which is older
than these and has a layout of its own. Lines and columns count from 0, ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILLER = "<"
ALPHABET = DIGITS + LETTERS + FILLER

_NAME = LETTERS + FILLER
_DATE = DIGITS + FILLER  # unknown parts of a date are fillers (ICAO 9303-3 §4.8)
_SEX = "MF<X"  # the zone says '<' for unspecified; X is tolerated, some issuers print it
_IDENTITY = "ACI"  # first letters of an official document of identity (ICAO 9303-5 §4.2.2)


@dataclass(frozen=True)
class Span:
    """Cells ``start`` to ``end`` (exclusive) of one line."""

    line: int
    start: int
    end: int

    def of(self, lines: Sequence[str]) -> str:
        """The characters that ``lines`` have there."""
        return lines[self.line][self.start : self.end]

    def cells(self) -> Iterator[tuple[int, int]]:
        """Each (line, column)."""
        return ((self.line, column) for column in range(self.start, self.end))


@dataclass(frozen=True)
class Element:
    """One data element, or one check digit, and the characters that may stand in it."""

    name: str
    span: Span
    alphabet: str


@dataclass(frozen=True)
class Digit:
    """One check digit. ``filler_allowed``: the standard lets it be ``<`` in some documents."""

    name: str
    at: Span
    over: tuple[Span, ...]
    filler_allowed: bool


@dataclass(frozen=True)
class Layout:
    """One format: ``lines`` x ``width`` cells, tiled by ``elements``."""

    format: str
    lines: int
    width: int
    elements: tuple[Element, ...]
    digits: tuple[Digit, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Element]:
        """The elements by their names."""
        return {element.name: element for element in self.elements}

    @cached_property
    def _alphabets(self) -> Mapping[tuple[int, int], str]:
        return {cell: e.alphabet for e in self.elements for cell in e.span.cells()}

    def alphabet_at(self, line: int, column: int) -> str:
        """The characters permitted in one cell. Raises KeyError outside the layout."""
        return self._alphabets[line, column]

    def digit(self, name: str) -> Digit | None:
        """The check digit of that name, if the format has it."""
        return next((digit for digit in self.digits if digit.name == name), None)


def _tile(line: int, *pieces: tuple[str, int, str]) -> tuple[Element, ...]:
    """Elements side by side on one line, from (name, width, alphabet)."""
    elements, column = [], 0
    for name, width, alphabet in pieces:
        elements.append(Element(name, Span(line, column, column + width), alphabet))
        column += width
    return tuple(elements)


def _head(width: int, first_letters: str) -> tuple[Element, ...]:
    """The upper line of TD2, TD3 and both visas."""
    return _tile(
        0,
        ("document_code", 1, first_letters),
        ("document_code_2", 1, ALPHABET),  # letters by the standard, digits on some cards
        ("issuing_state", 3, _NAME),
        ("name", width - 5, _NAME),
    )


def _body(*rest: tuple[str, int, str]) -> tuple[Element, ...]:
    """The lower line of TD2, TD3 and both visas: the same up to its 28th cell."""
    return _tile(
        1,
        ("document_number", 9, ALPHABET),
        ("document_number_digit", 1, _DATE),  # '<' where the number goes on in optional data
        ("nationality", 3, _NAME),
        ("birth_date", 6, _DATE),
        ("birth_date_digit", 1, _DATE),
        ("sex", 1, _SEX),
        ("expiry_date", 6, _DATE),
        ("expiry_date_digit", 1, _DATE),
        *rest,
    )


_NUMBER = Digit("document_number", Span(1, 9, 10), (Span(1, 0, 9),), True)
_BIRTH = Digit("birth_date", Span(1, 19, 20), (Span(1, 13, 19),), False)
_EXPIRY = Digit("expiry_date", Span(1, 27, 28), (Span(1, 21, 27),), False)

_TD3 = Layout(
    "TD3",
    2,
    44,
    _head(44, "P")
    + _body(
        ("optional_data", 14, ALPHABET),
        ("optional_data_digit", 1, _DATE),
        ("composite_digit", 1, DIGITS),
    ),
    (
        _NUMBER,
        _BIRTH,
        _EXPIRY,
        Digit("optional_data", Span(1, 42, 43), (Span(1, 28, 42),), True),
        Digit(
            "composite", Span(1, 43, 44), (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)), False
        ),
    ),
)

_TD2 = Layout(
    "TD2",
    2,
    36,
    _head(36, _IDENTITY) + _body(("optional_data", 7, ALPHABET), ("composite_digit", 1, DIGITS)),
    (
        _NUMBER,
        _BIRTH,
        _EXPIRY,
        Digit(
            "composite", Span(1, 35, 36), (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35)), False
        ),
    ),
)

_TD1 = Layout(
    "TD1",
    3,
    30,
    _tile(
        0,
        ("document_code", 1, _IDENTITY),
        ("document_code_2", 1, ALPHABET),
        ("issuing_state", 3, _NAME),
        ("document_number", 9, ALPHABET),
        ("document_number_digit", 1, _DATE),
        ("optional_data", 15, ALPHABET),
    )
    + _tile(
        1,
        ("birth_date", 6, _DATE),
        ("birth_date_digit", 1, _DATE),
        ("sex", 1, _SEX),
        ("expiry_date", 6, _DATE),
        ("expiry_date_digit", 1, _DATE),
        ("nationality", 3, _NAME),
        ("optional_data_2", 11, ALPHABET),
        ("composite_digit", 1, DIGITS),
    )
    + _tile(2, ("name", 30, _NAME)),
    (
        Digit("document_number", Span(0, 14, 15), (Span(0, 5, 14),), True),
        Digit("birth_date", Span(1, 6, 7), (Span(1, 0, 6),), False),
        Digit("expiry_date", Span(1, 14, 15), (Span(1, 8, 14),), False),
        Digit(
            "composite",
            Span(1, 29, 30),
            (Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
            False,
        ),
    ),
)

_MRVA = Layout(
    "MRVA",
    2,
    44,
    _head(44, "V") + _body(("optional_data", 16, ALPHABET)),
    (_NUMBER, _BIRTH, _EXPIRY),
)

_MRVB = Layout(
    "MRVB",
    2,
    36,
    _head(36, "V") + _body(("optional_data", 8, ALPHABET)),
    (_NUMBER, _BIRTH, _EXPIRY),
)

_FRAID = Layout(
    "FRAID",
    2,
    36,
    _tile(
        0,
        ("document_code", 1, "I"),
        ("document_code_2", 1, "D"),
        ("issuing_state", 3, _NAME),
        ("surname", 25, _NAME),
        ("issuing_office", 6, ALPHABET),  # department and office; Corsica is 2A and 2B
    )
    + _tile(
        1,
        ("document_number", 12, DIGITS + "AB"),  # year, month, department, serial number
        ("document_number_digit", 1, DIGITS),
        ("given_names", 14, _NAME),
        ("birth_date", 6, _DATE),
        ("birth_date_digit", 1, DIGITS),
        ("sex", 1, _SEX),
        ("composite_digit", 1, DIGITS),
    ),
    (
        Digit("document_number", Span(1, 12, 13), (Span(1, 0, 12),), False),
        Digit("birth_date", Span(1, 33, 34), (Span(1, 27, 33),), False),
        Digit("composite", Span(1, 35, 36), (Span(0, 0, 36), Span(1, 0, 35)), False),
    ),
)

LAYOUTS: Mapping[str, Layout] = {
    layout.format: layout for layout in (_TD1, _TD2, _TD3, _MRVA, _MRVB, _FRAID)
}
