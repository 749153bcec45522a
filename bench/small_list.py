"""A list as short as the United Nations' one, by name and year of birth alone.

    python bench/small_list.py
    python bench/small_list.py --unlisted 3000 --seed 31

A hard stand-in for that list, which is kept apart: invented people of states far away, with the
year of birth only, met again in every kind of damage; unlisted travellers come from near. Names are
the common ones of their states and mostly two, where that list has three or four. Aims: .995 of the
listed found, one in 10,000 of the unlisted alerted. Told at the tiers amber and grey of a row with
a year, at the best threshold that keeps the second aim, and by the words of the name.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.damages import KINDS, zone
from bench.screened import machine, strangers
from bench.stress_names import Person, people
from watchlist import index
from watchlist.index import Index
from watchlist.matching import Identity
from watchlist.tiers import USUAL
from watchlist.weighing import weighed

RECALL, ALERTED = 0.995, 0.0001
FAR = {"SYR": 4, "DZA": 2, "RUS": 2, "CHN": 1, "ESP": 1}


Shares = NDArray[np.float64]


def main() -> int:
    """Build, ask, print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--listed", type=int, default=700)
    parser.add_argument("--unlisted", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=21)
    asked = parser.parse_args()
    print(machine())
    rows = list(people(asked.listed, asked.seed, FAR))
    with tempfile.TemporaryDirectory() as folder:
        index.build(Path(folder) / "index", ((str(n), _listed(one)) for n, one in enumerate(rows)))
        opened = Index.open(Path(folder) / "index")
        own = np.array([_best(opened, who, key) for key, who in _travellers(rows, asked.seed)])
        others = np.array(
            [_best(opened, _by_year(one.identity), "") for one in strangers(asked.unlisted)]
        )
    words = np.array([len(f"{one.surname} {one.given}".replace("-", " ").split()) for one in rows])
    return int(_told(own, others, words))


def _told(own: Shares, others: Shares, words: NDArray[np.int64]) -> bool:
    """Print both thresholds; whether the aims are missed at each."""
    best = float(np.quantile(others, 1 - ALERTED, method="higher"))
    reached = []
    for what, at in (
        ("amber", USUAL["year"].amber),
        ("grey", USUAL["year"].grey),
        ("one in 10,000", best + 1e-9),
    ):
        recall, alerted = float(np.mean(own >= at)), float(np.mean(others >= at))
        reached.append(recall >= RECALL and alerted <= ALERTED)
        print(f"{what} ({at:.3f}): listed found {recall:.4f} of {len(own)} (aim {RECALL}), "
              f"unlisted alerted {alerted:.5f} of {len(others)} (aim {ALERTED})")  # fmt: skip
        by_words = (f"{n} words {np.mean(own[words == n] >= at):.3f}" for n in (2, 3, 4))
        print("  " + ", ".join(by_words))
    return not any(reached)


def _listed(one: Person) -> Identity:
    return Identity(surname=one.surname, given=one.given, birth_date=str(one.born.year))


def _travellers(rows: list[Person], seed: int) -> Iterator[tuple[str, Identity]]:
    dice = random.Random(seed + 1)
    for number, one in enumerate(rows):
        kind = list(KINDS)[number % len(KINDS)]
        surname, given = KINDS[kind](dice, one.surname, one.given)
        whole = Identity(surname=zone(surname), given=zone(given), birth_date=one.born.isoformat())
        yield str(number), replace(whole, is_truncated=kind == "cut")


def _by_year(one: Identity) -> Identity:
    """A stranger of whom, too, name and birth alone are compared."""
    return replace(one, nationality="", sex="")


def _best(opened: Index, who: Identity, key: str) -> float:
    """The probability of the entry with this key, or of any; 0 when none is found."""
    found = weighed(opened, who, 0.01, 20)
    return max((one.probability for one in found if key in ("", one.key)), default=0.0)


if __name__ == "__main__":
    sys.exit(main())
