"""PURE. Nationality and sex in bits."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "nationalities.toml"
SEX_SAME, _SEX_DIFFERS = 0.8, -5.0
# Another nationality says little: lists err, and namesakes of one birth date mostly share theirs.
MOST_OF_NATIONALITY, _DIFFERS = 5.0, -0.5


class Origin(StrEnum):
    """How two nationalities or two sexes agree."""

    SAME_NATIONALITY = "same nationality"
    OTHER_NATIONALITY = "nationality differs"
    SAME_SEX = "same sex"
    OTHER_SEX = "sex differs"


def nationality_bits(mine: Sequence[str], theirs: Sequence[str]) -> tuple[Origin, float]:
    """One nationality in common: the rarer, the more. People have two, and lists err."""
    shared = set(mine) & set(theirs)
    if not shared:
        return Origin.OTHER_NATIONALITY, _DIFFERS
    return Origin.SAME_NATIONALITY, max(_bits(code) for code in shared)


def sex_bits(mine: str, theirs: str) -> tuple[Origin, float]:
    """M and F, both known."""
    return (Origin.SAME_SEX, SEX_SAME) if mine == theirs else (Origin.OTHER_SEX, _SEX_DIFFERS)


def _bits(code: str) -> float:
    """-log2 of the nationality's share, capped: strangers at a post come from near."""
    shares, other = _shipped()
    return min(MOST_OF_NATIONALITY, -math.log2(shares.get(code, other)))


@cache
def _shipped() -> tuple[Mapping[str, float], float]:
    """Shares of travellers by nationality, and that of a state which the table does not name."""
    data = tomllib.loads(SHIPPED.read_text("utf-8"))
    return data["share"], float(data["other"])
