"""PURE. Two words in bits: one name, one name in two spellings, alike, or nothing to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from watchlist.lexicon import Lexicon, Token
from watchlist.likeness import distance

Scorer = Callable[..., Any]
Bits = NDArray[np.float64]

# Share of a sound's letters that may differ before likeness proves nothing; less in short ones.
_REACH, _SHORTER_BY = 0.42, 0.2
_SLIP, _SLIPS = 0.9, 2  # edits of a slip of the pen, and how many are looked at
_CLASS, _SOUND, _SPELLING, _ARTICLE = 0.3, 0.4, 0.7, 0.3  # bits, bits, bits, edits
# What likeness is worth between two names that many bear: KANE is no slip for KONE.
_BOTH_KNOWN = 0.45
_LEAST_SHARE, _LEAST_BITS = 0.3, 0.5
# Share of letters that strangers have in common, and what is left of a contradiction at least.
_BY_CHANCE, _LEAST_STRANGE = 0.25, 0.05
_INITIAL = 1.5
_PREFIX_SHARE, _PREFIX_LETTERS = 0.55, 4
# What plain edits of two sounds cost at least, for ``most_bits``: the first ones may be cheap.
_CHEAPEST, _FIRST_CHEAPER = 0.3, 0.1


class Likeness:
    """Bits of each pair of words between one name's words and any others, computed once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._rows: dict[Token, dict[Token, float]] = {}

    def row(self, mine: Token) -> dict[Token, float]:
        """What is known of ``mine``: other word -> bits."""
        return self._rows.setdefault(mine, {})

    def bits(self, mine: Token, theirs: Token) -> float:
        """Bits of two words that are alike; else how strange they are, negative, down to -1.

        Symmetric. Strangers by chance are at -1, a name spoilt beyond recognition nearer to 0.
        """
        row = self.row(mine)
        found = row.get(theirs)
        if found is None:
            found = row[theirs] = self._measured(mine, theirs) or -_strangeness(mine, theirs)
        return found

    def learn(self, mine: Sequence[Token], others: Sequence[Token]) -> NDArray[np.float64]:
        """All pairs at once, as a table: what C++ finds too far apart is not looked at."""
        if not others or not mine:
            return np.zeros((len(mine), len(others)))
        apart, longest = _apart(mine, others, Levenshtein.distance, _sound)
        slips, longest_text = _apart(mine, others, OSA.distance, _text)
        near = (apart * 2 <= longest) | (slips <= _SLIPS)
        table = -_strange(np.minimum(apart / longest, slips / longest_text))
        for place, index in _unlike(mine, others):
            near[place, index] = True
        for place, word in enumerate(mine):
            for index in np.flatnonzero(near[place]).tolist():
                if bits := self._measured(word, others[index]):
                    table[place, index] = bits
            self.row(word).update(zip(others, table[place].tolist(), strict=True))
        return table

    def _measured(self, mine: Token, theirs: Token) -> float:
        """Bits of two words that are alike, else 0."""
        if mine.text == theirs.text:
            return min(mine.bits, theirs.bits)
        rarity = min(mine.bits, theirs.bits)
        if mine.root == theirs.root:
            return rarity - _CLASS
        if mine.is_initial or theirs.is_initial:
            return _INITIAL if _begin_alike(mine, theirs) else 0.0
        if self._lexicon.table.are_distinct(mine.root, theirs.root):
            return 0.0
        if mine.is_known and theirs.is_known and mine.sound != theirs.sound:
            rarity *= _BOTH_KNOWN
        bits = max(
            _heard(mine, theirs, rarity),
            _slipped(mine.text, theirs.text, rarity),
            _nearly_classed(mine, theirs, rarity),
        )
        if _begins(mine.text, theirs.text):
            bits = max(bits, rarity * _PREFIX_SHARE - 1.0)
        return bits if bits >= max(_LEAST_BITS, _LEAST_SHARE * rarity) else 0.0


def _sound(word: Token) -> str:
    return word.sound


def _bare(word: Token) -> str:
    return word.bare


def _text(word: Token) -> str:
    return word.text


def _apart(
    mine: Sequence[Token], others: Sequence[Token], scorer: Scorer, of: Callable[[Token], str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Edits between all pairs, and the letters of the longer word of each."""
    rows, columns = list(map(of, mine)), list(map(of, others))
    edits = process.cdist(rows, columns, scorer=scorer).astype(np.int64)
    lengths = np.fromiter(map(len, columns), np.int64, len(columns))
    return edits, np.maximum.outer(np.fromiter(map(len, rows), np.int64, len(rows)), lengths)


def _strangeness(mine: Token, theirs: Token) -> float:
    """0..1: how little is left of likeness between words that are not alike."""
    heard = Levenshtein.distance(mine.sound, theirs.sound) / max(len(mine.sound), len(theirs.sound))
    written = OSA.distance(mine.text, theirs.text) / max(len(mine.text), len(theirs.text))
    return float(_strange(np.float64(min(heard, written))))


def _strange(share: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """Strangeness by the share of letters that differ: strangers share some by chance."""
    found: NDArray[np.float64] = np.clip(share / (1.0 - _BY_CHANCE), _LEAST_STRANGE, 1.0)
    return found


def _unlike(mine: Sequence[Token], others: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Places of words that may be one name though they sound apart.

    They are of one class or nearly, one begins the other, or an article is written on to one.
    """
    roots: dict[str, list[int]] = {}
    firsts: dict[str, list[int]] = {}
    for place, word in enumerate(mine):
        for root in {word.root, word.near} - {""}:
            roots.setdefault(root, []).append(place)
        for letter in {word.text[0], word.sound[0]}:
            firsts.setdefault(letter, []).append(place)
    articles = [place for place, word in enumerate(mine) if word.bare != word.sound]
    for index, other in enumerate(others):
        places = articles + roots.get(other.root, []) + roots.get(other.near, [])
        if other.bare != other.sound:
            places += range(len(mine))
        for letter in {other.text[0], other.sound[0]}:
            for place in firsts.get(letter, ()):
                if (
                    mine[place].is_initial
                    or other.is_initial
                    or _begins(mine[place].text, other.text)
                ):
                    places.append(place)
        for place in places:
            yield place, index


def _begin_alike(one: Token, other: Token) -> bool:
    """Whether two words begin with one letter, written or heard: Q stands for Kais, too."""
    return one.text[0] == other.text[0] or one.sound[0] == other.sound[0]


def _begins(one: str, other: str) -> bool:
    """Whether the shorter word, of four letters or an initial, begins the longer one."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return (len(short) >= _PREFIX_LETTERS or len(short) == 1) and long.startswith(short)


def _heard(mine: Token, theirs: Token, rarity: float) -> float:
    """Bits by the distance of the sounds, with or without a written article."""
    if mine.sound == theirs.sound:
        return rarity - _SOUND
    bits = _by_distance(mine.sound, theirs.sound, rarity, 0.0)
    if mine.bare != mine.sound or theirs.bare != theirs.sound:
        bits = max(bits, _by_distance(mine.bare, theirs.bare, rarity, _ARTICLE))
    return bits


def _by_distance(mine: str, theirs: str, rarity: float, edits: float) -> float:
    """Bits of two sounds ``edits`` apart besides; negative when they are too far apart."""
    longest = max(len(mine), len(theirs))
    if 2 * Levenshtein.distance(mine, theirs) > longest:
        return -1.0
    reach = _reach(longest)
    apart = distance(mine, theirs, (1 - _LEAST_SHARE) * reach) + edits
    return rarity * (1 - apart / reach) - _SPELLING


def _nearly_classed(mine: Token, theirs: Token, rarity: float) -> float:
    """Bits of a slip in one spelling of a name against any other spelling of it."""
    for one, other in ((mine, theirs), (theirs, mine)):
        if one.near and one.near == other.root:
            return rarity * (1 - one.near_by / _reach(len(one.sound))) - _SPELLING - _CLASS
    return -1.0


def _slipped(mine: str, theirs: str, rarity: float) -> float:
    """Bits of two spellings a slip or two of the pen apart, whatever that does to the sound."""
    slips = OSA.distance(mine, theirs, score_cutoff=_SLIPS)
    if slips > _SLIPS:
        return -1.0
    return rarity * (1 - slips * _SLIP / _reach(max(len(mine), len(theirs)))) - _SPELLING


def _reach(length: int) -> float:
    """Edits at which two words of so many letters prove nothing."""
    return _REACH * length - _SHORTER_BY


def most_bits(mine: Sequence[Token], others: Sequence[Token]) -> tuple[Bits, Bits]:
    """Two tables of all pairs: bits that the two have at most, and strangeness that they have at
    least. Plain edits bound both; what ``Likeness`` measures letter by letter lies within."""
    apart, longest = _apart(mine, others, Levenshtein.distance, _bare)
    slips, longest_text = _apart(mine, others, OSA.distance, _text)
    rarity: Bits = np.minimum.outer([word.bits for word in mine], [word.bits for word in others])
    known = np.logical_and.outer([w.is_known for w in mine], [w.is_known for w in others])
    heard: Bits = np.where(known & (apart > 0), _BOTH_KNOWN, 1.0) * rarity
    edits = np.maximum(_CHEAPEST * apart - _FIRST_CHEAPER, 0.0) / _reaches(longest)
    most = heard * (1.0 - edits) - np.where(apart == 0, _SOUND, _SPELLING)
    slipped = heard * (1.0 - _SLIP * slips / _reaches(longest_text)) - _SPELLING
    most = np.maximum(np.where(2 * apart <= longest, most, 0.0), slipped * (slips <= _SLIPS))
    most = np.where(most >= np.maximum(_LEAST_BITS, _LEAST_SHARE * heard), most, 0.0)
    for place, index in _unlike(mine, others):
        most[place, index] = max(most[place, index], _most_unlike(mine[place], others[index]))
    return most, _strange(np.minimum(apart / longest, slips / longest_text))


def _reaches(lengths: NDArray[np.int64]) -> Bits:
    """``_reach`` of many."""
    return _REACH * lengths.astype(np.float64) - _SHORTER_BY


def _most_unlike(mine: Token, theirs: Token) -> float:
    """The most bits of two words that may be one name though they sound apart."""
    rarity = min(mine.bits, theirs.bits)
    if mine.root == theirs.root:
        return rarity
    if mine.is_initial or theirs.is_initial:
        return _INITIAL if _begin_alike(mine, theirs) else 0.0
    if (mine.near and mine.near == theirs.root) or (theirs.near and theirs.near == mine.root):
        return rarity - _SPELLING - _CLASS
    return max(0.0, rarity * _PREFIX_SHARE - 1.0) if _begins(mine.text, theirs.text) else 0.0
