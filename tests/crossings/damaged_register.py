"""An old register of invented travellers, and the same with known cells damaged."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, timedelta

HEADINGS = (
    "Date", "Heure", "Sens", "Nom", "Prénoms", "Né le", "Sexe", "Nationalité",
    "Type de document", "N° document", "Décision", "Motif", "N°",
)  # fmt: skip
_SURNAMES = ("TRAORÉ", "COULIBALY", "OULD AHMED", "DIARRA", "SIDIBÉ", "MINT SALEM", "N'DIAYE")
_GIVEN = ("Awa", "Moussa", "Fatoumata", "Sidi", "Mariam", "Cheikh", "Aïssata")
_PLACES = {
    "occurred_on": 0, "occurred_at": 1, "direction": 2, "surname": 3, "given_names": 4,
    "birth_date": 5, "sex": 6, "nationality": 7, "document_code": 8, "document_number": 9,
    "decision": 10, "reason": 11, "register_number": 12,
}  # fmt: skip
_BROKEN = "TRAOR\u00c3\u2030" * 18  # read in a wrong encoding once, and then again: too long
WAYS: dict[str, tuple[tuple[str, str], ...]] = {  # kind of damage: column and what stands there
    "a day that no calendar has": (("occurred_on", "31/02/2019"), ("birth_date", "1988-13-40")),
    "a day in words or cut off": (("occurred_on", "hier"), ("birth_date", "03/88")),
    "the month first": (("occurred_on", "05/31/2019"), ("birth_date", "12/25/1980")),
    "a day in the future": (("occurred_on", "31/12/2090"),),
    "a birth after the crossing": (("birth_date", "01/01/2095"),),
    "a time that no clock has": (("occurred_at", "25:00"), ("occurred_at", "matin")),
    "a code of no list": (
        ("direction", "?"), ("sex", "Q"), ("document_code", "carte bleue"),
        ("decision", "peut-être"), ("reason", "ZZ-99"),
    ),
    "a state that is no code": (("nationality", "Mali"), ("nationality", "M1")),
    "a number with signs": (("document_number", "A#12"), ("document_number", "6.37E+15")),
    "too long": (
        ("surname", "X" * 121), ("given_names", _BROKEN), ("register_number", "9" * 41),
    ),
    "nothing where something must be": (
        ("occurred_on", ""), ("direction", ""), ("surname", ""), ("nationality", "  "),
        ("document_code", ""), ("document_number", ""),
    ),
}  # fmt: skip

Damage = set[tuple[int, str]]  # line of the spreadsheet, column


def lines(count: int, seed: int = 1966) -> list[list[str]]:
    """Good lines as a clerk writes them: day first, words in French."""
    dice = random.Random(seed)
    start = date(2018, 1, 1)
    return [_line(dice, number, start + timedelta(days=number // 14)) for number in range(count)]


def damaged(rows: Sequence[list[str]], seed: int = 2012) -> tuple[list[list[str]], Damage]:
    """The lines with one line in ten damaged in one to three cells, each kind by turns, one in
    a hundred written twice and some short of cells; and where exactly the errors are."""
    dice = random.Random(seed)
    changed, known = [list(row) for row in rows], set()
    wrong = dice.sample(range(len(rows)), len(rows) // 10)
    kinds = sorted(WAYS)
    for turn, index in enumerate(wrong):
        row = changed[index]
        hurt = dict([dice.choice(WAYS[kinds[turn % len(kinds)]])])
        for _more in range(dice.randrange(3)):
            column, value = dice.choice(WAYS[dice.choice(kinds)])
            hurt.setdefault(column, value)
        for column, value in hurt.items():
            row[_PLACES[column]] = value
        known |= {(index + 2, column) for column in hurt}
    return _doubled(changed, known, dice, set(wrong))


def mended(cells: Sequence[str], good: Sequence[str], known: Sequence[str]) -> list[str]:
    """A damaged line with its damaged cells as they were."""
    places = {_PLACES[column] for column in known}
    return [good[at] if at in places else cell for at, cell in enumerate(cells[: len(good)])]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    """The file as an old spreadsheet saves it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([HEADINGS, *rows])
    return out.getvalue().encode(encoding)


def _doubled(
    rows: list[list[str]], known: Damage, dice: random.Random, wrong: set[int]
) -> tuple[list[list[str]], Damage]:
    """Some good lines a second time at the end, where the double is the error; and the last
    cells of some good lines missing, which is no error: the register number may be empty."""
    good = [index for index in range(len(rows)) if index not in wrong]
    twice = dice.sample(good, max(1, len(rows) // 100))
    doubles = [list(rows[index]) for index in twice]
    known |= {(len(rows) + 2 + at, "document_number") for at in range(len(doubles))}
    for index in dice.sample(sorted(set(good) - set(twice)), max(1, len(rows) // 100)):
        if rows[index][_PLACES["decision"]] == "":
            del rows[index][_PLACES["decision"] :]
    return rows + doubles, known


def _line(dice: random.Random, number: int, day: date) -> list[str]:
    refused = number % 50 == 7
    return [
        f"{day:%d/%m/%Y}",
        f"{dice.randrange(6, 19):02}h{dice.randrange(60):02}",
        dice.choice(("Entrée", "Sortie")),
        dice.choice(_SURNAMES),
        dice.choice(_GIVEN),
        f"{date(1950, 1, 1) + timedelta(days=dice.randrange(18_000)):%d/%m/%Y}",
        dice.choice("MF"),
        dice.choice(("MLI", "MRT", "SEN")),
        dice.choice(("Passeport", "CNI", "ETC")),
        f"B{1_000_000 + number % 3000}",
        "Refusé" if refused else "",
        "ML-01" if refused else "",
        f"{number + 1}/{day.year}",
    ]
