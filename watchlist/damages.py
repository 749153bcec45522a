"""PURE: how identities are damaged on their way to a desk, to measure what a threshold still finds.

A seeded hand that knows nothing of the folding rules: what a tired typist, a worn zone and another
transliteration do. What is measured with it is told as such: recall on damaged copies.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from watchlist.matching import Identity

KINDS = ("none", "typo", "swapped", "cut", "dropped", "joined", "day_month", "year_by_one")
_NEAR = {"A": "AEO", "E": "EIA", "I": "IYE", "O": "OUA", "U": "UOW", "S": "SZC", "K": "KCQ",
         "D": "DTB", "M": "MN", "N": "NM", "R": "RL", "L": "LR", "B": "BDP"}  # fmt: skip
_ZONE = 39  # letters of a name in the zone of a passport


def damaged(name: str, birth_date: str, identity: Identity, kind: str, seed: str) -> Identity:
    """A traveller who is the listed person, by one of its names and births, damaged."""
    dice = random.Random(seed)
    words = name.upper().split()
    words = _NAMES[kind](words, dice) if kind in _NAMES else words
    date = _DATES[kind](birth_date) if kind in _DATES else birth_date
    cut = kind == "cut"
    traveller = Identity(
        surname=words[-1] if len(words) > 1 else "".join(words),
        given=" ".join(words[:-1]),
        birth_date=date,
        nationality=next(iter(identity.nationalities), ""),
        sex=identity.sex,
    )
    return replace(traveller, is_truncated=True) if cut else traveller


def _typo(words: Sequence[str], dice: random.Random) -> list[str]:
    found = list(words)
    place = dice.randrange(len(found))
    letters = list(found[place])
    if len(letters) > 3:
        at = dice.randrange(1, len(letters))
        letters[at] = dice.choice(_NEAR.get(letters[at], "EAI"))
    found[place] = "".join(letters)
    return found


def _cut(words: Sequence[str], _dice: random.Random) -> list[str]:
    text = " ".join(words)
    kept = text[: min(_ZONE, max(4, len(text) * 3 // 4))]
    return kept.split()


def _dropped(words: Sequence[str], dice: random.Random) -> list[str]:
    found = list(words)
    if len(found) > 2:
        del found[dice.randrange(len(found))]
    return found


def _joined(words: Sequence[str], _dice: random.Random) -> list[str]:
    return ["".join(words[:2]), *words[2:]] if len(words) > 2 else list(words)


def _swapped(words: Sequence[str], _dice: random.Random) -> list[str]:
    return [*words[-1:], *words[:-1]]


def _day_month(day: str) -> str:
    parts = day.split("-")
    if len(parts) == 3 and int(parts[2]) <= 12:
        return f"{parts[0]}-{parts[2]}-{parts[1]}"
    return day


def _year_by_one(day: str) -> str:
    if not day[:4].isdigit() or day[5:] == "02-29":
        return day
    return f"{int(day[:4]) + 1}{day[4:]}"


_NAMES: dict[str, Callable[[Sequence[str], random.Random], list[str]]] = {
    "typo": _typo,
    "swapped": _swapped,
    "cut": _cut,
    "dropped": _dropped,
    "joined": _joined,
}
_DATES: dict[str, Callable[[str], str]] = {"day_month": _day_month, "year_by_one": _year_by_one}
