"""A list like the United Nations' one, and its people as they arrive: invented, seeded.

People from far and near with two to four names, up to four aliases in other spellings, a birth date
of which often the year only is known, or nothing. The words are those of ``name_pairs.toml``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.damages import KINDS, Damage, zone
from bench.name_pairs import Parts, cultures, spelled
from watchlist.matching import Identity

# Parts of the world and a state of each, by about how many people such a list has from there.
SHARES = {"Arab": 30, "Afghan": 18, "Pakistan": 6, "Somali": 5, "Congo": 6, "Slav": 6, "Korea": 12,
          "China": 1, "Latin": 2, "West": 4, "Sahel": 10}  # fmt: skip
STATES = {"Arab": "IRQ", "Afghan": "AFG", "Pakistan": "PAK", "Somali": "SOM", "Congo": "COD",
          "Slav": "RUS", "Korea": "PRK", "China": "CHN", "Latin": "COL", "West": "FRA",
          "Sahel": "MLI"}  # fmt: skip
_FULL, _YEAR = 0.55, 0.93  # share of rows with a full date, and with a year at least


@dataclass(frozen=True)
class Row:
    """A listed person; ``parts`` is the name in all its spellings, ``born`` an ISO day."""

    identity: Identity
    parts: Parts
    born: str


def rows(count: int, half: str, seed: int) -> Iterator[Row]:
    """``count`` listed people, of one half of the words."""
    dice = random.Random(f"un {half} {seed}")
    known = cultures(half)
    for where in dice.choices(list(SHARES), list(SHARES.values()), k=count):
        parts = known[where].person(dice)
        born = f"{dice.randrange(1948, 1999)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        share = dice.random()
        told = born if share < _FULL else born[:4] if share < _YEAR else ""
        names = dict.fromkeys(spelled(dice, parts) for _ in range(dice.choice((1, 1, 2, 3, 4, 5))))
        one = Identity(names=tuple(names), birth_date=told, nationality=STATES[where])
        yield Row(one, parts, born)


def travellers(listed: list[Row], seed: int) -> Iterator[tuple[int, str, Identity]]:
    """Number, kind of damage and identity of each whose year is listed: name and year alone."""
    dice = random.Random(f"travels {seed}")
    kinds: dict[str, Damage] = {**KINDS, "spelled": KINDS["clean"]}
    for number, row in enumerate(listed):
        if row.identity.birth_date:
            kind = list(kinds)[number % len(kinds)]
            known = spelled(dice, row.parts) if kind == "spelled" else row.identity.names[0]
            surname, given = _damaged(dice, kinds[kind], known.replace("'", ""))
            who = Identity(surname=zone(surname), given=zone(given), birth_date=row.born[:4])
            yield number, kind, replace(who, is_truncated=kind == "cut")


def _damaged(dice: random.Random, damage: Damage, name: str) -> tuple[str, str]:
    """Surname and given names as they arrive; a single name is both while it is damaged, and
    cannot be joined to itself."""
    given, _, surname = name.rpartition(" ")
    surname, given = damage(dice, surname, given or surname)
    return (surname, given) if " " in name else (given or name, "")
