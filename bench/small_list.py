"""A list as short as the United Nations' one, by name and year of birth alone.

    python bench/small_list.py                       a list in that one's style, the usual steps
    python bench/small_list.py --half tune --seed 1  the half on which the steps were set
    python bench/small_list.py --namesakes           every row has the year only and a common name

A stand-in for the list that is kept apart. In its style (``un_style.py``): people from far and near
with aliases, a full date or a year, met again in nine kinds of damage. ``--namesakes`` is harder
than any real list: people of five states with the commonest names, mostly two, and no aliases. Both
travel with the year only; the unlisted come from near, with their full date. Aims: .995 of the
listed found, one in 10,000 of the unlisted alerted. ``any`` counts what only supervisors see, too.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import un_style
from bench.damages import KINDS, zone
from bench.name_pairs import HALVES
from bench.screened import machine, strangers
from bench.stress_names import TRAVELLERS, people
from watchlist import index
from watchlist.births import is_presumed
from watchlist.index import Index
from watchlist.matching import Identity, bits_for
from watchlist.tiers import usual
from watchlist.weighing import names_agree, weighed

RECALL, ALERTED = 0.995, 0.0001
LEAST = 0.2  # probability below which nothing is looked at
FAR = {"SYR": 4, "DZA": 2, "RUS": 2, "CHN": 1, "ESP": 1}
Met = tuple[int, str, Identity]  # number of the row, kind of damage, the traveller


@dataclass(frozen=True)
class Best:
    """The best hit of one traveller: its bits, and the tier's step that it reaches, '' for none."""

    bits: float = -99.0
    tier: str = ""
    kind: str = ""
    is_from_near: bool = False  # whether the row is of somebody from where the unlisted come from


def main() -> int:
    """Build, ask, print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--listed", type=int, default=700)
    parser.add_argument("--unlisted", type=int, default=20_000)
    parser.add_argument("--half", choices=HALVES, default="report")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--namesakes", action="store_true")
    asked = parser.parse_args()
    print(machine())
    make = _namesakes if asked.namesakes else _un_style
    rows, met = make(asked.listed, asked.half, asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        index.build(Path(folder) / "index", ((str(n), one) for n, one in enumerate(rows)))
        opened = Index.open(Path(folder) / "index")
        own = [replace(_best(opened, rows, who, str(n)), kind=kind) for n, kind, who in met]
        others = [_best(opened, rows, _named(one.identity)) for one in strangers(asked.unlisted)]
    print(f"{len(rows)} rows, prior {opened.prior:.1f} bits, amber of a year at "
          f"{bits_for(usual(len(rows))['year'].amber, opened.prior):.1f}")  # fmt: skip
    return int(_told(own, others))


def _told(own: Sequence[Best], others: Sequence[Best]) -> bool:
    """Print the tiers and the curve; whether an aim is missed."""
    found = _share(own, "amber")
    alerted = _share(others, "amber")
    print(f"amber: listed found {found:.4f} of {len(own)} (aim {RECALL}), "
          f"unlisted alerted {alerted:.5f} of {len(others)} (aim {ALERTED})")  # fmt: skip
    far = [one for one in others if not one.is_from_near]
    print(f"       without rows of people from the travellers' own states: unlisted alerted "
          f"{sum(one.tier == 'amber' for one in far) / len(others):.5f}")  # fmt: skip
    print(f"any:   listed found {_share(own, 'amber', 'grey'):.4f}, "
          f"unlisted {_share(others, 'amber', 'grey'):.5f}")  # fmt: skip
    kinds = dict.fromkeys(one.kind for one in own)
    told = (f"{kind} {_share([b for b in own if b.kind == kind], 'amber'):.3f}" for kind in kinds)
    print("  " + ", ".join(told))
    for bits in range(4, 15):
        recall = np.mean([one.bits >= bits for one in own])
        cost = 1000 * np.mean([one.bits >= bits for one in others])
        print(f"  at {bits:2} bits: recall {recall:.4f}, {cost:.2f} alerts per 1,000")
    return found < RECALL or alerted > ALERTED


def _share(some: Sequence[Best], *tiers: str) -> float:
    return sum(one.tier in tiers for one in some) / max(1, len(some))


def _best(opened: Index, rows: Sequence[Identity], who: Identity, key: str = "") -> Best:
    """The best hit on the entry with this key, or on any."""
    steps, best = usual(len(rows)), Best()
    for one in weighed(opened, who, LEAST, 20):
        if key in ("", one.key):
            step = steps[_quality(rows[int(one.key)])]
            is_amber = one.probability >= step.amber and names_agree(one)
            tier = "amber" if is_amber else "grey" if one.probability >= step.grey else ""
            near = TRAVELLERS.get(rows[int(one.key)].nationality, 0) > 2
            hit = Best(one.bits, tier, is_from_near=near)
            best = max(best, hit, key=lambda each: (each.tier == "amber", each.bits))
    return best


def _quality(row: Identity) -> str:
    date = row.birth_date
    full = len(date) == len("1973-11-02") and not is_presumed(date)
    return "full" if full else "year" if date else "none"


def _un_style(count: int, half: str, seed: int) -> tuple[list[Identity], Iterator[Met]]:
    rows = list(un_style.rows(count, half, seed))
    return [one.identity for one in rows], un_style.travellers(rows, seed)


def _namesakes(count: int, _half: str, seed: int) -> tuple[list[Identity], Iterator[Met]]:
    rows = list(people(count, seed, FAR))
    listed = [Identity(surname=one.surname, given=one.given, birth_date=str(one.born.year))
              for one in rows]  # fmt: skip

    def travel() -> Iterator[Met]:
        dice = random.Random(seed + 1)
        for number, one in enumerate(rows):
            kind = list(KINDS)[number % len(KINDS)]
            surname, given = KINDS[kind](dice, one.surname, one.given)
            who = Identity(surname=zone(surname), given=zone(given), birth_date=str(one.born.year))
            yield number, kind, replace(who, is_truncated=kind == "cut")

    return listed, travel()


def _named(one: Identity) -> Identity:
    """A stranger of whom, too, name and birth alone are compared."""
    return replace(one, nationality="", sex="")


if __name__ == "__main__":
    sys.exit(main())
