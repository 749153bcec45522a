"""What the benches of screening share: a list and its travellers, made the same every time."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.damages import KINDS, zone
from bench.stress_names import TRAVELLERS, Person, damaged_birth, listed_birth, people, sample
from watchlist.births import is_presumed
from watchlist.matching import Identity

# What a list knows of a birth. A presumed day (1 January) stands for "some day of that year" in the
# registers of the Sahel, so the product takes it for a year; it is reported apart.
CLASSES = ("full", "presumed", "year", "none")


@dataclass(frozen=True)
class Asked:
    """A traveller at the desk; ``row`` of the list is who they are, None for the unlisted."""

    identity: Identity
    row: int | None
    kind: str
    birth_class: str


class Listed:
    """A list of ``count`` invented people, each with the date of birth that lists have."""

    def __init__(self, count: int) -> None:
        dice = random.Random(5)
        self.people: Sequence[Person] = list(people(count))
        born = (listed_birth(dice, person.born) for person in self.people)
        self.births = [
            ("presumed" if is_presumed(date) else of_class, date) for of_class, date in born
        ]

    def entries(self) -> Iterator[tuple[str, Identity]]:
        """Key and identity of each row."""
        for number in range(len(self.people)):
            yield str(number), self.identity(number)

    def identity(self, number: int) -> Identity:
        """A row as its list has it."""
        person, (_, birth) = self.people[number], self.births[number]
        return Identity(
            surname=person.surname, given=person.given, birth_date=birth,
            nationality=person.state, sex=person.sex,
        )  # fmt: skip

    def travellers(self, each: int, seed: int = 6) -> Iterator[Asked]:
        """``each`` listed people a kind of damage, as they arrive: 8 % with another nationality."""
        dice = random.Random(seed)
        for kind, damage in KINDS.items():
            for number in sample(self.people, each, dice):
                person = self.people[number]
                surname, given = damage(dice, person.surname, person.given)
                other = dice.random() < 0.08
                identity = Identity(
                    surname=zone(surname), given=zone(given), sex=person.sex,
                    birth_date=damaged_birth(dice, person.born), is_truncated=kind == "cut",
                    nationality=dice.choice(list(TRAVELLERS)) if other else person.state,
                )  # fmt: skip
                yield Asked(identity, number, kind, self.births[number][0])


def strangers(count: int) -> Iterator[Asked]:
    """Unlisted travellers, two of three from Mali and Mauritania."""
    for person in people(count, seed=99, shares=TRAVELLERS):
        identity = Identity(
            surname=zone(person.surname), given=zone(person.given), sex=person.sex,
            birth_date=person.born.isoformat(), nationality=person.state,
        )  # fmt: skip
        yield Asked(identity, None, "unlisted", "")


def resident_mb() -> float:
    """What this process holds in memory now, mapped files included, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def machine() -> str:
    """Cores and load, for figures are worth little without them."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
