"""PURE. How far two sounds lie apart: an edit distance that knows what ears confuse.

1.0 is one consonant for an unrelated one. Vowels are cheap (Arabic writes few, French many),
and so are pairs that two schools of transliteration write for one sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_NEAR: Mapping[str, float] = {
    "KG": 0.4, "KX": 0.4, "KH": 0.4, "GH": 0.5, "GJ": 0.4, "GY": 0.5, "JY": 0.3, "JX": 0.4,
    "JZ": 0.4, "XS": 0.4, "XH": 0.5, "XZ": 0.5, "SZ": 0.3, "TD": 0.4, "BP": 0.4, "VF": 0.2,
    "VB": 0.4, "VU": 0.2, "YI": 0.2, "JI": 0.4, "KS": 0.6, "DZ": 0.5, "DJ": 0.5, "SJ": 0.6,
    "MN": 0.6, "RL": 0.7, "TS": 0.7, "JH": 0.5, "JR": 0.5, "YE": 0.4, "AE": 0.25, "EI": 0.25,
    "OU": 0.25, "AO": 0.35, "EO": 0.45, "AI": 0.45, "AU": 0.45, "EU": 0.45, "IO": 0.45,
    "IU": 0.45,
}  # fmt: skip
_SUBSTITUTION = dict(_NEAR) | {pair[::-1]: cost for pair, cost in _NEAR.items()}
_DROPPED: Mapping[str, float] = {
    **dict.fromkeys("AEIOU", 0.4), "Y": 0.45, "H": 0.4, "V": 0.7
}  # fmt: skip
_CONSONANT_DROPPED = 0.9
_SWAPPED = 0.8
# How much dearer a difference in the first letter is: it is the last to be written wrong.
_AT_THE_START = 1.25
FAR = 99.0
_EARS_CONFUSE = 0.7


@lru_cache(maxsize=400_000)
def distance(one: str, other: str, most: float = FAR) -> float:
    """Weighted edits between two sounds; ``FAR`` once it is surely above ``most``. Symmetric."""
    if one == other:
        return 0.0
    if one > other:
        return distance(other, one, most)
    before_last: list[float] = []
    last = _drops(other)
    for i, mine in enumerate(one):
        row = [last[0] + _drop(mine, i)]
        for j, theirs in enumerate(other):
            if mine == theirs:
                cost = last[j]
            else:
                cost = min(
                    last[j] + _substitution(mine, theirs, i, j),
                    last[j + 1] + _drop(mine, i),
                    row[j] + _drop(theirs, j),
                )
                if i and j and mine == other[j - 1] and theirs == one[i - 1]:
                    cost = min(cost, before_last[j - 1] + _SWAPPED)
            row.append(cost)
        if min(row) > most:
            return FAR
        before_last, last = last, row
    return last[-1] if last[-1] <= most else FAR


def _drops(word: str) -> list[float]:
    """The cost of dropping the first 0, 1, 2 ... letters."""
    total, costs = 0.0, [0.0]
    for index, letter in enumerate(word):
        total += _drop(letter, index)
        costs.append(total)
    return costs


def _drop(letter: str, index: int) -> float:
    """One letter that only one of the two has."""
    cost = _DROPPED.get(letter, _CONSONANT_DROPPED)
    return cost if index else cost * _AT_THE_START


def _substitution(mine: str, theirs: str, i: int, j: int) -> float:
    """One letter for another."""
    cost = _SUBSTITUTION.get(mine + theirs, 1.0)
    return cost if i or j else cost * _AT_THE_START


def begins_alike(one: str, other: str) -> bool:
    """Whether two sounds begin with one letter, or with two that ears confuse."""
    return one[0] == other[0] or _SUBSTITUTION.get(one[0] + other[0], 1.0) <= _EARS_CONFUSE
