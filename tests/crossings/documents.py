"""Documents of people who do not exist, as their zones are typed."""

from __future__ import annotations

from dataclasses import replace

from docreader.specimens import SpecimenPerson, specimen_lines

ICAO = """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""  # ICAO 9303-4, appendix B: expired, specimen

FANTA = SpecimenPerson(
    surname="Cisse",
    given_names="Fanta Maria",
    sex="F",
    nationality="MLI",
    issuing_state="MLI",
    birth_date="1988-02-13",
    expiry_date="2034-06-30",
    document_number="AB1234567",
)
MOUSSA = SpecimenPerson(
    surname="Traore",
    given_names="Moussa",
    sex="M",
    nationality="MRT",
    issuing_state="MRT",
    birth_date="1975-11-02",
    expiry_date="2031-01-15",
    document_number="C76543210",
)


def zone(person: SpecimenPerson = FANTA, kind: str = "TD3", **changes: str) -> str:
    """The lines of a document, digits included."""
    return "\n".join(specimen_lines(replace(person, **changes), kind))


def spoiled(lines: str, line: int, column: int, char: str) -> str:
    """Lines with one character replaced; both counted from 0."""
    rows = lines.splitlines()
    rows[line] = rows[line][:column] + char + rows[line][column + 1 :]
    return "\n".join(rows)
