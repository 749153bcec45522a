"""PURE. The bits that a word can have at most with each word of a name, by plain edits.

What ``words.Likeness`` measures letter by letter is bounded here for hundreds of words at once:
an edit costs no less than the cheapest that ears confuse. The bound errs upwards only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from watchlist.alignment import beginning, neighbours
from watchlist.lexicon import Token
from watchlist.names import Name
from watchlist.words import most_bits

_JOINT_SLIPS = 0.34  # share of the letters of two words written as one that may differ
_PART, _END = 2, 3  # letters by which a part of a longer word is known
Bits = NDArray[np.float64]


@dataclass(frozen=True)
class Bounds:
    """One name of the traveller against many words.

    ``table`` has a row for each word of the name; ``strange`` is how little each word is like
    any of them, at least; ``bits`` its rarity. ``joint`` is what a word has at most as two words
    of the name written as one. ``heads`` and ``tails`` tell for each row which words may be parts
    of it. ``excused`` rows never contradict.
    """

    table: Bits
    strange: Bits
    bits: Bits
    joint: Bits
    heads: NDArray[np.bool_]
    tails: NDArray[np.bool_]
    excused: NDArray[np.bool_]


def bounds(name: Name, words: Sequence[Token]) -> Bounds:
    """What each of ``words`` may bring to ``name``."""
    table, strange = most_bits(name.words, words)
    excused = np.array([word.is_initial for word in name.words])
    if name.is_cut:
        excused[-1] = True
        begun = [beginning(name.words[-1], word) for word in words]
        table[-1] = np.maximum(table[-1], begun)
    nearest = strange.min(axis=0)
    nearest[[place for place, word in enumerate(words) if word.is_initial]] = 0.0
    texts = [word.text for word in words]
    heads, tails = _parts(name, texts)
    rarity = np.array([word.bits for word in words])
    return Bounds(table, nearest, rarity, _joint(name, texts), heads, tails, excused)


def _joint(name: Name, texts: Sequence[str]) -> Bits:
    """Bits of words that may be two of the name."""
    pairs = [(first, second) for first, second, _, _ in neighbours(name)]
    if not pairs:
        return np.zeros(len(texts))
    wholes = [first.text + second.text for first, second in pairs]
    slips = process.cdist(wholes, texts, scorer=OSA.distance)
    most = np.where(
        slips <= _JOINT_SLIPS * np.array(list(map(len, wholes)))[:, None],
        np.array([first.bits + second.bits for first, second in pairs])[:, None],
        0.0,
    )
    found: Bits = most.max(axis=0)
    return found


def _parts(name: Name, texts: Sequence[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words begin each word of the name, and which end it, by their first letters."""
    shape = (len(name.words), len(texts))
    heads, tails = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    lengths = [len(word.text) - 1 for word in name.words]
    begins: dict[str, list[int]] = {}
    ends: dict[str, list[int]] = {}
    for row, word in enumerate(name.words):
        if len(word.text) > _END:
            begins.setdefault(word.text[:_PART], []).append(row)
            ends.setdefault(word.text[-_PART:], []).append(row)
    for place, text in enumerate(texts):
        for row in begins.get(text[:_PART], ()):
            heads[row, place] = len(text) < lengths[row]
        for row in ends.get(text[-_PART:], ()):
            tails[row, place] = len(text) < lengths[row]
    return heads, tails
