"""Zones for the tests: vectors of the standard and of invented people, and drawn ones."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from docreader.check_digits import check_digit
from docreader.mrz import DIGITS, FILLER, LAYOUTS, LETTERS, Layout

TODAY = date(2026, 11, 23)

VECTORS: dict[str, tuple[str, str]] = {  # name -> format, lines with a blank between them
    "TD3": (
        "TD3",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ),
    "TD2": ("TD2", "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<< D231458907UTO7408122F1204159<<<<<<<6"),
    "TD1": (
        "TD1",
        "I<UTOD231458907<<<<<<<<<<<<<<< 7408122F1204159UTO<<<<<<<<<<<6 "
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ),
    "TD1 long 12": (
        "TD1",
        "I<UTOD23145890<7349<<<<<<<<<<< 3407127M9507122UTO<<<<<<<<<<<2 "
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ),
    "TD1 long 10": (
        "TD1",
        "IDUTO123456789<07<<<<<<<<<<<<< 8601012M3001019UTO<<<<<<<<<<<6 "
        "SPECIMEN<<JANE<<<<<<<<<<<<<<<<",
    ),
    "TD1 long 11": (
        "TD1",
        "I<UTOD23145890<735<<<<<<<<<<<< 9001011F3201015UTO<<<<<<<<<<<2 "
        "SPECIMEN<<ALPHA<<<<<<<<<<<<<<<",
    ),
    "TD1 long 22": (
        "TD1",
        "I<UTOABCDEFGHI<JKLMNOPQRSTUV5< 9001011F3201015UTO<<<<<<<<<<<2 "
        "SPECIMEN<<ALPHA<<<<<<<<<<<<<<<",
    ),
    "MRVA": (
        "MRVA",
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    ),
    "MRVB": ("MRVB", "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<< L8988901C4XXX4009078F9612109<<<<<<<<"),
    "MLI": (
        "TD3",
        "P<MLIDIALLO<<AMINATA<<<<<<<<<<<<<<<<<<<<<<<< AA01234565MLI8802141F3102134<<<<<<<<<<<<<<<2",
    ),
    "MRT year only": (
        "TD3",
        "P<MRTOULD<MOHAMED<LEMINE<<SIDI<AHMED<<<<<<<< BD76543212MRT79<<<<6M29063021234567890<<<<72",
    ),
    "D<<": (
        "TD3",
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4",
    ),
    "XXB": (
        "TD3",
        "PRMRTAG<ALHASSANE<<MOUSSA<<<<<<<<<<<<<<<<<<< R000123452XXB9501016M2801016<<<<<<<<<<<<<<<4",
    ),
    "MLI card": (
        "TD1",
        "I<MLIML12345675<<<<<<<<<<<<<<< 0101011F3001019MLI<<<<<<<<<<<0 "
        "TRAORE<<FATOUMATA<<<<<<<<<<<<<",
    ),
    "MRT long 13": (
        "TD1",
        "I<MRT123456789<01233<<<<<<<<<< 9707070F3207073MRT<<<<<<<<<<<6 "
        "MINT<ELY<<MARIAM<<<<<<<<<<<<<<",
    ),
    "MLI zeros": (
        "TD2",
        "I<MLIKEITA<<BAKARY<<<<<<<<<<<<<<<<<< CE00001232MLI7000009M2701013<<<<<<<2",
    ),
    "FRAID": ("FRAID", "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<< 8806923102858CORINNE<<<<<<<6512068F6"),
}


def lines_of(name: str) -> tuple[str, ...]:
    """The lines of one vector."""
    return tuple(VECTORS[name][1].split(" "))


def zone(layout: Layout, values: dict[str, str]) -> tuple[str, ...]:
    """The lines that hold ``values`` by element, with every check digit computed."""
    rows = [[FILLER] * layout.width for _ in range(layout.lines)]
    for element in layout.elements:
        span = element.span
        text = values.get(element.name, "").ljust(span.end - span.start, FILLER)
        rows[span.line][span.start : span.end] = text
    for digit in layout.digits:
        covered = "".join("".join(rows[s.line][s.start : s.end]) for s in digit.over)
        rows[digit.at.line][digit.at.start] = check_digit(covered)
    return tuple("".join(row) for row in rows)


@st.composite
def valid_zones(draw: st.DrawFn, format: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Values by element, and the zone that holds them, of one format."""
    layout = LAYOUTS[format]
    number = draw(st.text(DIGITS + LETTERS, min_size=9, max_size=9))
    values = {
        "document_code": draw(st.sampled_from(layout.alphabet_at(0, 0))),
        "issuing_state": draw(st.sampled_from(("MLI", "MRT", "SEN", "D"))),
        "nationality": draw(st.sampled_from(("MLI", "MRT", "XXB"))),
        "document_number": number,
        "birth_date": draw(st.dates(date(1927, 1, 1), TODAY)).strftime("%y%m%d"),
        "expiry_date": draw(st.dates(date(2010, 1, 1), date(2045, 1, 1))).strftime("%y%m%d"),
        "sex": draw(st.sampled_from("MF<")),
        "optional_data": draw(st.text(DIGITS + LETTERS, max_size=7)),
        "name": draw(_names(14)) + "<<" + draw(_names(12)),
        "surname": draw(_names(24)),
        "given_names": draw(_names(13)),
    }
    if format == "FRAID":
        values |= {
            "document_code_2": "D",
            "issuing_state": "FRA",
            "document_number": draw(st.text(DIGITS, min_size=12, max_size=12)),
        }
    return values, zone(layout, values)


def _names(longest: int) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=1, max_size=longest)
