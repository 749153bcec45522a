"""A list of equipment as offices keep them, and the same with known cells damaged."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence

HEADINGS = ("N° inventaire", "Marque", "Modèle", "Catégorie", "N° de série", "Magasin",
            "Date d'achat", "Prix", "Devise", "Notes")  # fmt: skip
PLACES = {"tag": 0, "manufacturer": 1, "model": 2, "category": 3, "serial": 4, "location": 5,
          "received_on": 6, "cost": 7, "currency": 8, "note": 9}  # fmt: skip
WAYS: tuple[tuple[str, str, str], ...] = (  # column, what stands there, code of the fault
    ("serial", "6.37E+15", "shortened"),
    ("tag", "1,2E+10", "shortened"),
    ("serial", "123456789012345000", "shortened"),
    ("received_on", "05/31/2019", "not_a_day"),
    ("received_on", "31/05/19", "not_a_day"),
    ("received_on", "31/02/2019", "not_a_day"),
    ("received_on", "hier", "not_a_day"),
    ("received_on", "2090-01-01", "out_of_range"),
    ("note", "TRAORÃ‰", "encoding"),
    ("manufacturer", "So\ufffdal", "encoding"),
    ("model", "", "required"),
    ("tag", "??", "not_a_tag"),
    ("cost", "douze", "not_money"),
    ("cost", "-5", "not_money"),
    ("cost", "", "required"),
    ("currency", "FCFA", "unknown"),
    ("currency", "", "required"),
    ("location", "NULLE PART", "unknown"),
    ("location", "SALLE", "not_a_store"),
    ("category", "soucoupe", "unknown"),
    ("note", "x" * 301, "too_long"),
)

Damage = set[tuple[int, str, str]]  # row of the spreadsheet, column, code


def lines(count: int) -> list[list[str]]:
    """Good lines, models new to the register, the day first."""
    dice = random.Random(2014)
    return [
        [f"GOG-{number:05}", "Sahara", dice.choice(("Écran É1", "Radio R2")), "RADIO",
         f"SN{number:06}", "MAG", f"{dice.randint(13, 28)}/{dice.randint(1, 12):02}/2019",
         f"1 {dice.randint(100, 999)},50", "EUR", "bon état, réparé à Nioro"]
        for number in range(count)
    ]  # fmt: skip


def damaged(rows: Sequence[list[str]]) -> tuple[list[list[str]], Damage]:
    """One line in twenty damaged in one cell, each way by turns, and one in two hundred written
    twice; where exactly the errors are."""
    dice = random.Random(6)
    changed, known = [list(row) for row in rows], set()
    wrong = dice.sample(range(1, len(rows)), len(rows) // 20 + len(rows) // 200)
    for turn, place in enumerate(wrong[: len(rows) // 20]):
        column, text, code = WAYS[turn % len(WAYS)]
        changed[place][PLACES[column]] = text
        known.add((place + 2, column, code))
    for place in wrong[len(rows) // 20 :]:
        changed[place][PLACES["tag"]] = changed[0][PLACES["tag"]]
        known.add((place + 2, "tag", "double"))
    return changed, known


def as_csv(rows: Sequence[Sequence[str]], separator: str = ";", end: str = "\r\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    writer.writerows([HEADINGS, *rows])
    return out.getvalue()
