"""The written table of what the rules must answer, read for the tests."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crossings.rules.case import Case

TABLE = Path(__file__).with_name("replay_2024_2026.csv")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    case: Case
    requirement: str
    rule: str
    days: int | None
    last_lawful_day: date | None
    citation: str
    verified: bool
    near: str  # "R01 older": a rule that does not answer, and why


def rows() -> list[Row]:
    """Every line of the table, in its order."""
    with TABLE.open(encoding="utf-8") as file:
        return [_row(line) for line in csv.DictReader(file)]


def _row(line: dict[str, str]) -> Row:
    case = Case(
        nationality=line["nationality"],
        document=line["document"],
        direction={"entry": "E", "exit": "X"}[line["direction"]],
        day=date.fromisoformat(line["date"]),
        country=line["country"],
        categories=frozenset(line["categories"].split()),
    )
    last = line["last_lawful_day"]
    return Row(
        line["case"],
        case,
        line["requirement"],
        line["rule"],
        int(line["days"]) if line["days"] else None,
        date.fromisoformat(last) if last else None,
        line["citation"],
        line["verified"] == "true",
        line["says"],
    )
