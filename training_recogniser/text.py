"""What the invented lines say: whole zones with right check digits, and strings without sense.

The zones come from the same table that the parser and the decoder use, so a field can stand
nowhere else than where it is looked for. Every name and number is made up here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from docreader.check_digits import check_digit
from docreader.mrz import ALPHABET, DIGITS, FILLER, LAYOUTS, LETTERS, Element, Layout
from docreader.states import STATES

RANDOM_SHARE = 0.30  # of the lines; they teach rare letters and forbid guessing from context

_FORMATS = ("TD3", "TD1", "TD2", "MRVA", "MRVB", "FRAID")
_FORMAT_WEIGHTS = (0.32, 0.28, 0.14, 0.10, 0.08, 0.08)
_STATES = ("UTO", "D<<", "MLI", "MRT", "SEN", "FRA", "GBD", "XXA", "UNO", "CIV", "DZA", "NER")
_CODES = {
    "TD3": ("P<", "P<", "PD", "PS", "PO", "PP", "PA", "PM"),
    "TD1": ("I<", "ID", "C<", "A<", "AC", "IR", "C1", "A3", "IP"),
    "TD2": ("I<", "ID", "C<", "A<", "IP"),
    "MRVA": ("V<", "VA", "VC", "VD"),
    "MRVB": ("V<", "VA", "VC", "VD"),
    "FRAID": ("ID",),
}
_ISSUERS = tuple(code for code, kind in STATES.items() if kind in ("state", "special", "specimen"))
_LOOKALIKES = (
    "0OQDCU",
    "1IJLT7",
    "2Z7",
    "5S3G",
    "6GC",
    "8B3",
    "MHNW",
    "NHRWK",
    "VYUW",
    "PRFB",
    "EFLC",
    "<KXC",
    "DO0",
    "I1L",
    "MW",
    "HN",
    "AR",
    "VY",
    "QO",
)
_ONSETS = tuple("BCDFGHJKLMNPQRSTVWXYZ") + ("CH", "DR", "GR", "KH", "MB", "ND", "NG", "SH", "TR")
_VOWELS = ("A", "E", "I", "O", "U", "Y", "AI", "OU", "EI", "IA")
_CODAS = ("", "", "", "", "N", "R", "S", "M", "L", "H", "W", "NE", "TT", "CK", "X", "Z")

Rng = np.random.Generator


def line(rng: Rng) -> str:
    """One line of 14 to 44 characters over the alphabet of the zone."""
    if rng.random() < RANDOM_SHARE:
        return nonsense(rng)
    layout = LAYOUTS[str(rng.choice(_FORMATS, p=_FORMAT_WEIGHTS))]
    zone = document(rng, layout)
    return zone[int(rng.integers(layout.lines))]


def document(rng: Rng, layout: Layout, *, plausible: bool = False) -> tuple[str, ...]:
    """The lines of an invented document; every check digit is right (ICAO 9303-3 §4.9).

    A ``plausible`` one names states that exist and days of the calendar, as what lies on a
    desk does; the others teach the recogniser to expect nothing.
    """
    cells = [[FILLER] * layout.width for _ in range(layout.lines)]
    for element in layout.elements:
        if not element.name.endswith("_digit"):
            value = _plausible(rng, element.name) if plausible else ""
            _write(cells, element, value or _value(rng, element, layout.format))
    for digit in layout.digits:  # the composite is last: it covers the others
        rows = ["".join(row) for row in cells]
        over = "".join(span.of(rows) for span in digit.over)
        cells[digit.at.line][digit.at.start] = check_digit(over)
    return tuple("".join(row) for row in cells)


def nonsense(rng: Rng) -> str:
    """A string no grammar explains: uniform, look-alikes, letters, or runs of one character."""
    width = int(rng.choice((30, 36, 44, int(rng.integers(14, 45))), p=(0.25, 0.2, 0.35, 0.2)))
    kind = rng.random()
    if kind < 0.35:
        return _draw(rng, ALPHABET, width)
    if kind < 0.65:
        return _draw(rng, "".join(rng.choice(_LOOKALIKES, 2)), width)
    if kind < 0.80:
        return _draw(rng, LETTERS, width)
    return _runs(rng, width)


def _write(cells: list[list[str]], element: Element, value: str) -> None:
    """Put ``value``, cut or filled to the element's width, into its cells."""
    span = element.span
    width = span.end - span.start
    cells[span.line][span.start : span.end] = value[:width].ljust(width, FILLER)


def _value(rng: Rng, element: Element, layout: str) -> str:
    """An invented value for one data element."""
    width = element.span.end - element.span.start
    code = str(rng.choice(_CODES[layout]))
    makers: dict[str, Callable[[], str]] = {
        "document_code": lambda: code[0],
        "document_code_2": lambda: code[1],
        "issuing_state": lambda: "FRA" if layout == "FRAID" else _state(rng),
        "nationality": lambda: _state(rng),
        "sex": lambda: str(rng.choice(("M", "F", "<", "X"), p=(0.46, 0.46, 0.06, 0.02))),
        "birth_date": lambda: _date(rng),
        "expiry_date": lambda: _date(rng),
        "name": lambda: _name(rng, width),
        "surname": lambda: _word(rng)[:width],
        "given_names": lambda: _joined(rng, "<<"),
        "issuing_office": lambda: _draw(rng, DIGITS, 6) if rng.random() < 0.7 else _number(rng, 6),
        "document_number": lambda: (
            _draw(rng, DIGITS, width) if layout == "FRAID" else _number(rng, width)
        ),
    }
    return makers.get(element.name, lambda: _optional(rng, width))()


def _plausible(rng: Rng, name: str) -> str:
    """A value of an element that anybody can see to be wrong if it is not likely; '' for others."""
    if name in ("issuing_state", "nationality"):
        return str(rng.choice(_ISSUERS)).replace("DEU", "D<<")
    if name in ("birth_date", "expiry_date"):
        first, last = (1935, 2012) if name == "birth_date" else (2025, 2036)
        year, month, day = (int(rng.integers(*ends)) for ends in ((first, last), (1, 13), (1, 29)))
        return f"{year % 100:02d}{month:02d}{day:02d}"
    return str(rng.choice(("M", "F", "<"), p=(0.48, 0.48, 0.04))) if name == "sex" else ""


def _state(rng: Rng) -> str:
    return str(rng.choice(_STATES)) if rng.random() < 0.4 else _draw(rng, LETTERS, 3)


def _date(rng: Rng) -> str:
    """YYMMDD; now and then an unknown day and month are fillers (ICAO 9303-3 §4.8)."""
    year, month, day = (int(rng.integers(low, high)) for low, high in ((0, 100), (1, 13), (1, 32)))
    if rng.random() < 0.03:
        return f"{year:02d}<<<<"
    return f"{year:02d}{month:02d}{day:02d}"


def _number(rng: Rng, width: int) -> str:
    """A document number: digits alone, letters then digits, or a free mixture."""
    kind = rng.random()
    if kind < 0.4:
        head = _draw(rng, LETTERS, int(rng.integers(1, 3)))
        return head + _draw(rng, DIGITS, width - len(head))
    if kind < 0.6:
        return _draw(rng, DIGITS, width)
    full = _draw(rng, DIGITS + LETTERS, width)
    return full if kind < 0.85 else full[: int(rng.integers(5, width))]


def _optional(rng: Rng, width: int) -> str:
    kind = rng.random()
    if kind < 0.5:
        return ""
    if kind < 0.8:
        return _draw(rng, DIGITS, int(rng.integers(1, width + 1)))
    return _draw(rng, DIGITS + LETTERS, int(rng.integers(1, width + 1)))


def _name(rng: Rng, width: int) -> str:
    """Primary and secondary identifier (ICAO 9303-3 §4.6), often long enough to be cut."""
    if rng.random() < 0.06:
        return _joined(rng, FILLER)  # no secondary identifier
    return (_joined(rng, FILLER) + "<<" + _joined(rng, FILLER))[:width]


def _joined(rng: Rng, glue: str) -> str:
    return glue.join(_word(rng) for _ in range(int(rng.choice((1, 2, 3), p=(0.6, 0.3, 0.1)))))


def _word(rng: Rng) -> str:
    """A name-like word; half of them are letters drawn at random, so no spelling is learnt."""
    if rng.random() < 0.5:
        return _draw(rng, LETTERS, int(rng.integers(2, 12)))
    parts = (_ONSETS, _VOWELS, _CODAS)
    syllables = int(rng.integers(1, 5))
    return "".join(str(rng.choice(part)) for _ in range(syllables) for part in parts)


def _runs(rng: Rng, width: int) -> str:
    """Runs of one character, mostly fillers: their exact length must be counted."""
    out = ""
    while len(out) < width:
        char = FILLER if rng.random() < 0.6 else str(rng.choice(list(ALPHABET)))
        out += char * int(rng.integers(1, 14)) + _draw(rng, ALPHABET, int(rng.integers(0, 3)))
    return out[:width]


def _draw(rng: Rng, alphabet: str, count: int) -> str:
    return "".join(alphabet[i] for i in rng.integers(0, len(alphabet), count))
