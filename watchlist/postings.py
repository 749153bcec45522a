"""PURE. By what a name is found: pieces of its sounds, its consonants and its classes.

Every piece is also written with the year of birth, so that a search among the people of three
years visits nobody else: that is what makes a million names cheap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from zlib import crc32

from watchlist.births import Birth, years
from watchlist.folding import skeleton, sound
from watchlist.lexicon import Token
from watchlist.matching import Profile
from watchlist.names import Name

UNKNOWN_YEAR = "u"
# A range longer than this says so little that the entry is found as one of unknown year.
_MOST_YEARS = 12
BOOST = {"k": 1.5, "c": 1.5}


def pieces(name: Name) -> set[str]:
    """What a name is found by; a cut word by its beginning only."""
    found: set[str] = set()
    for place, word in enumerate(name.words):
        is_cut = name.is_cut and place == len(name.words) - 1
        found.update(_grams(word, is_cut))
        if not is_cut and len(word.text) > 1:
            found.add(f"k{word.bones}")
            if word.root != word.text:
                found.add(f"c{word.root}")
    return found


def signature(names: Iterable[Name]) -> int:
    """The pieces of all names as bits of one number: sharing none, two names share no piece."""
    found = 0
    for name in names:
        for piece in pieces(name):
            found |= 1 << (crc32(piece.encode()) & 63)
    return found


def _grams(word: Token, is_cut: bool) -> Iterator[str]:
    """Letters of the sound, three by three, with its beginning and its end."""
    heard = f"^{word.sound}" if is_cut else f"^{word.sound}$"
    for at in range(max(1, len(heard) - 2)):
        yield heard[at : at + 3]


def listed_years(births: Iterable[Birth]) -> list[str]:
    """The years under which an entry is found."""
    found: set[str] = set()
    for one in births:
        first, last = years(one)
        if last - first >= _MOST_YEARS:
            found.add(UNKNOWN_YEAR)
        else:
            found.update(_year(year) for year in range(first, last + 1))
    return sorted(found) or [UNKNOWN_YEAR]


def asked_years(births: Iterable[Birth]) -> list[str]:
    """The years in which a traveller is looked for; empty for all of them."""
    found: set[int] = set()
    for first, last in map(years, births):
        found.update(range(first - 1, last + 2))
    if not found or len(found) > _MOST_YEARS:
        return []
    return [*sorted({_year(year) for year in found}), UNKNOWN_YEAR]


def _year(year: int) -> str:
    return f"{year % 100:02}"


def whole(name: Name) -> int:
    """A number for the consonants of all words, whatever their order and spelling."""
    if len(name.words) < 2:
        return 0
    bones = sorted(_bones(word) for word in name.words)
    digest = hashlib.blake2b(" ".join(bones).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _bones(word: Token) -> str:
    """The consonants of the word's class, or of the word."""
    return word.bones if word.root == word.text else skeleton(sound(word.root))


def days_near(profile: Profile) -> list[int]:
    """Full dates under which a damaged date may be listed: itself, turned, a year off."""
    found: dict[int, None] = {}
    for first, last in profile.births:
        month, day = first // 100 % 100, first % 100
        if first == last and month and day:
            turned = first - first % 10_000 + day * 100 + month
            found |= dict.fromkeys((first, turned, first - 10_000, first + 10_000))
    return list(found)
