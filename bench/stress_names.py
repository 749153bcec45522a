"""The stress set: people of seventeen states as a list has them and as they travel.

Seeded: the same number and seed give the same people. Names come from ``stress_names.toml``, by
rank (the frequency falls as 1/(rank + 3)); the rest of each state's people have names made from
the letters of the others, as real registers have a long tail. Nobody here exists.
"""

from __future__ import annotations

import random
import tomllib
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

NAMES = Path(__file__).with_suffix(".toml")
HABITUAL = 0.15  # share of people of the Sahel who are born on 1 January, says their paper
_SAHEL = frozenset({"MLI", "MRT", "SEN", "GIN", "BFA", "NER", "GMB", "CIV"})
_FIRST, _DAYS = date(1948, 1, 1), 365 * 59
TRAVELLERS = {"MLI": 40, "MRT": 25, "SEN": 9, "GIN": 5, "BFA": 3, "CIV": 4, "NER": 3, "NGA": 3,
              "MAR": 2, "FRA": 2, "GMB": 2, "DZA": 1, "SYR": 1}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """A person as the own papers say; ``born`` is a full date."""

    surname: str
    given: str
    born: date
    state: str
    sex: str


class _Names:
    """Names of one kind in one state: known ones by rank, and a tail made of their letters."""

    def __init__(self, words: str, tail: float) -> None:
        self._known = list(dict.fromkeys(words.split()))
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(len(self._known))))
        self._tail = tail
        self._after: dict[str, list[str]] = defaultdict(list)
        for word in self._known:
            padded = f"^^{word.lower()}$"
            for at in range(2, len(padded)):
                self._after[padded[at - 2 : at]].append(padded[at])

    def one(self, dice: random.Random) -> str:
        if dice.random() < self._tail:
            return self._made(dice)
        return self._known[bisect(self._sums, dice.random() * self._sums[-1])]

    def _made(self, dice: random.Random) -> str:
        """A word that goes on from letter to letter as those of the list do."""
        for _ in range(20):
            word = "^^"
            while word[-1] != "$" and len(word) < 14:
                word += dice.choice(self._after[word[-2:]])
            made = word.strip("^$")
            if word[-1] == "$" and len(made) > 3:
                return made.title()
        return dice.choice(self._known)


@dataclass(frozen=True)
class State:
    """The names of one state and how they are put together there."""

    men: _Names
    women: _Names
    surnames: _Names
    rules: Mapping[str, Any]


def states() -> dict[str, State]:
    """Every state of the table."""
    table = tomllib.loads(NAMES.read_text("utf-8"))
    return {
        code: State(
            _Names(row["men"], row["tail"] / 2), _Names(row["women"], row["tail"] / 2),
            _Names(row["surnames"], row["tail"]), row,
        )
        for code, row in table.items()
    }  # fmt: skip


def people(
    count: int, seed: int = 1, shares: Mapping[str, float] | None = None
) -> Iterator[Person]:
    """``count`` people; ``shares`` of the states, the table's own if none are given."""
    dice, known = random.Random(seed), states()
    wanted = shares or {code: state.rules["share"] for code, state in known.items()}
    codes = dice.choices(list(wanted), list(wanted.values()), k=count)
    for code in codes:
        yield _person(dice, code, known[code])


def _person(dice: random.Random, code: str, state: State) -> Person:
    sex = "M" if dice.random() < 0.75 else "F"
    surname, given = _name(dice, state, sex)
    born = _FIRST + timedelta(days=dice.randrange(_DAYS))
    if code in _SAHEL and dice.random() < HABITUAL:
        born = born.replace(month=1, day=1)
    return Person(surname, given, born, code, sex)


def _name(dice: random.Random, state: State, sex: str) -> tuple[str, str]:
    """Surname and given names, as the state's registers put them together."""
    own = state.men if sex == "M" else state.women
    given, surname = own.one(dice), state.surnames.one(dice)
    if state.rules.get("syllables"):
        return surname, given + own.one(dice).lower() if dice.random() < 0.75 else given
    if dice.random() < state.rules.get("patronymic", 0):
        child = "Ould" if sex == "M" else "Mint"
        father = state.men.one(dice)
        if dice.random() < 0.4:
            return f"{child} {father}", given
        return f"{child} {father} {child} {surname}", given
    if dice.random() < state.rules.get("two_surnames", 0):
        surname = f"{surname} {state.surnames.one(dice)}"
    if dice.random() < 0.2:
        given = f"{given} {own.one(dice)}"
    return surname, given


def listed_birth(dice: random.Random, born: date) -> tuple[str, str]:
    """Class of date and the date as lists have it: 75 % full, 15 % a year, 10 % none."""
    share = dice.random()
    if share < 0.75:
        return "full", born.isoformat()
    return ("year", str(born.year)) if share < 0.90 else ("none", "")


def damaged_birth(dice: random.Random, born: date) -> str:
    """The date on the traveller's paper: 12 % differ from the list's."""
    share = dice.random()
    if share < 0.04 and born.day <= 12:
        return born.replace(month=born.day, day=born.month).isoformat()
    if share < 0.08:
        return f"{born.year + dice.choice((-1, 1))}-{born.month:02}-{min(born.day, 28):02}"
    if share < 0.12:
        return f"{born.year}-01-01"
    return born.isoformat()


def sample(rows: Sequence[Person], count: int, dice: random.Random) -> list[int]:
    """Places of ``count`` rows, each once."""
    return dice.sample(range(len(rows)), count)
