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

from watchlist import equivalents
from watchlist.equivalents import Table

SHIPPED = Path(__file__).parent / "data" / "frequencies.toml"
_UNSEEN = {1: 4.0, 2: 7.5, 3: 9.0, 4: 10.5, 5: 11.3, 6: 12.0}
_UNSEEN_LONG = 12.7
"""Bits of a name that no list has, by its letters: there are few short names, and all are shared."""
_COMMONEST = 3.5


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
    share: dict[str, float] = defaultdict(float)
    for population in data["population"]:
        words = population["names"].split()
        for name, per_100_000 in zip(words[::2], words[1::2], strict=True):
            root = table.classes.get(name, name)
            share[root] += population["share"] * float(per_100_000) / 100_000
    bits = {root: max(_COMMONEST, -math.log2(one)) for root, one in share.items()}
    return Background(
        str(data["version"]), {root: min(one, _unseen(root)) for root, one in bits.items()}
    )


def _unseen(root: str) -> float:
    """A listed name is never taken for rarer than one that no list has."""
    return _UNSEEN.get(len(root), _UNSEEN_LONG)
