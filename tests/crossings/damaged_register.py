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
DAMAGES = {  # a column of the form, and what stands in the cell instead
    "occurred_on": ("31/02/2019", "hier", ""),
    "occurred_at": ("25:00", "matin"),
    "direction": ("?", ""),
    "surname": ("",),
    "birth_date": ("1988-13-40", "inconnu"),
    "sex": ("Q",),
    "nationality": ("Mali", "M", ""),
    "document_code": ("carte bleue", ""),
    "document_number": ("A#12", ""),
    "decision": ("peut-être",),
    "reason": ("ZZ-99",),
}
_PLACES = {
    "occurred_on": 0, "occurred_at": 1, "direction": 2, "surname": 3, "birth_date": 5, "sex": 6,
    "nationality": 7, "document_code": 8, "document_number": 9, "decision": 10, "reason": 11,
}  # fmt: skip

Damage = set[tuple[int, str]]  # line of the spreadsheet, column


def lines(count: int, seed: int = 1966) -> list[list[str]]:
    """Good lines as a clerk writes them: day first, words in French."""
    dice = random.Random(seed)
    start = date(2018, 1, 1)
    return [_line(dice, number, start + timedelta(days=number // 14)) for number in range(count)]


def damaged(rows: Sequence[list[str]], seed: int = 2012) -> tuple[list[list[str]], Damage]:
    """The lines with one line in twenty damaged in one to three cells, and which."""
    dice = random.Random(seed)
    changed, known = [list(row) for row in rows], set()
    for index in dice.sample(range(len(rows)), len(rows) // 20):
        for column in dice.sample(sorted(DAMAGES), dice.randint(1, 3)):
            changed[index][_PLACES[column]] = dice.choice(DAMAGES[column])
            known.add((index + 2, column))
    return changed, known


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    """The file as an old spreadsheet saves it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([HEADINGS, *rows])
    return out.getvalue().encode(encoding)


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
