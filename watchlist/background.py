"""PURE. How rare a name is among travellers, in bits: 10 means that one in 1,024 bears it.

The counts are background that ships with the product (``data/frequencies.toml``, each with its
source), never those of a watchlist: on a list of one family every name is common.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from watchlist import equivalents
from watchlist.equivalents import Table

SHIPPED = Path(__file__).parent / "data" / "frequencies.toml"
_UNSEEN = {1: 4.0, 2: 7.5, 3: 9.0, 4: 10.5, 5: 11.3, 6: 12.0}
# Bits of a name that no list has, by its letters: the few short names are all shared.
_UNSEEN_LONG = 12.7
_COMMONEST = 2.5
_FLAT = 3


@dataclass(frozen=True)
class Background:
    """Class or spelling -> bits; what is missing is rarer than what is there."""

    version: str
    bits: Mapping[str, float]

    def rarity(self, root: str) -> float:
        """Bits of a class, or of a spelling without class."""
        known = self.bits.get(root)
        return _UNSEEN.get(len(root), _UNSEEN_LONG) if known is None else known


@cache
def shipped() -> Background:
    """The frequencies that come with the product, under its own equivalents."""
    return load(SHIPPED, equivalents.shipped())


def load(path: Path, table: Table) -> Background:
    """The frequencies in a file, spellings of one class of ``table`` added up."""
    data = tomllib.loads(path.read_text("utf-8"))
    most: dict[str, float] = defaultdict(float)
    for population in data["population"]:
        for root, share in _shares(population, data["borne"], table).items():
            most[root] = max(most[root], share)
    bits = {root: max(_COMMONEST, -math.log2(share)) for root, share in most.items()}
    return Background(
        str(data["version"]), {root: min(one, _unseen(root)) for root, one in bits.items()}
    )


def _shares(
    population: Mapping[str, Any], borne: Mapping[str, float], table: Table
) -> dict[str, float]:
    """Class -> share of a population's people who bear it in any place of their name."""
    shares: dict[str, float] = defaultdict(float)
    words = population.get("counted", "").split()
    for name, per_100_000 in zip(words[::2], words[1::2], strict=True):
        shares[table.classes.get(name, name)] += float(per_100_000) / 100_000
    for kind, part in borne.items():
        ranked = population.get(kind, "").split()
        whole = sum(1 / (rank + _FLAT) for rank in range(len(ranked)))
        for rank, name in enumerate(ranked):
            share = part * population["listed"] / (rank + _FLAT) / whole
            for word in name.split("-"):
                shares[table.classes.get(word, word)] += share
    return shares


def _unseen(root: str) -> float:
    """A listed name is never taken for rarer than one that no list has."""
    return _UNSEEN.get(len(root), _UNSEEN_LONG)
