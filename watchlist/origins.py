"""PURE. Nationality and sex in bits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

SEX_SAME, SEX_DIFFERS = 0.8, -5.0
# Shares of travellers by nationality at a land post of the region: by hand, unverified.
_SHARES: Mapping[str, float] = {
    "MLI": 0.45, "MRT": 0.25, "SEN": 0.10, "GIN": 0.05, "CIV": 0.04, "BFA": 0.03, "NER": 0.03,
    "GMB": 0.02, "MAR": 0.02, "DZA": 0.02, "FRA": 0.02, "NGA": 0.02, "TGO": 0.02, "BEN": 0.02,
}  # fmt: skip
_MOST, _DIFFERS = 5.0, -2.5


def nationality_bits(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, float]:
    """One nationality in common: the rarer, the more. People have two, and lists err."""
    shared = set(mine) & set(theirs)
    if not shared:
        return "nationality differs", _DIFFERS
    return "same nationality", max(_bits(code) for code in shared)


def _bits(code: str) -> float:
    """-log2 of the nationality's share, capped: strangers at a post come from near."""
    return min(_MOST, -math.log2(_SHARES.get(code, 0.01)))
