"""How well a row of print bears out an expected text, beside what it says read freely.

Blanks and marks between characters count as nothing: ``12.08.1974`` is ``12081974``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docreader.print_alphabet import ALPHABET, BLANK
from docreader.print_recogniser import Char, Print, Scores

_GAPS = [*(ALPHABET.index(mark) for mark in " -/.',"), BLANK]
_ALIKE = ("0OQD", "1IL", "5S", "8B", "2Z", "6G", "VY", "UV")  # looked at, one is taken for another
_JOINED = {char: {c for group in _ALIKE if char in group for c in group} for char in ALPHABET}
_AS_GOOD = 0.05  # nats
_FAR = np.float32(-1e9)


@dataclass(frozen=True)
class Match:
    """An expected text laid along a row. ``cost`` is in nats, 0 when the free reading is the
    same; ``weakest`` the lowest probability of its characters, each at its best column.
    """

    text: str
    seen: Print
    cost: float
    weakest: float
    first: int  # columns of the row
    last: int


def alike(one: str, other: str) -> bool:
    """Whether two characters look so much alike that neither contradicts the other."""
    return one == other or other in _JOINED[one]


def nearest(texts: Sequence[str], rows: Sequence[str]) -> NDArray[np.int32]:
    """Edits between each text and the part of each row that is nearest to it: texts x rows.

    ``rows`` hold letters and digits only. Levenshtein, free at both ends of the row.
    """
    long, wide = max(map(len, texts), default=0), max(map(len, rows), default=0)
    t = _padded(texts, long)[:, None, :]
    r = _padded(rows, wide)[None, :, :]
    shape = (len(texts), len(rows))
    best = np.full(shape, 99, np.int32)
    lengths = np.array([len(text) for text in texts])[:, None]
    column = [np.full(shape, i, np.int32) for i in range(long + 1)]
    for i in range(long + 1):
        best = np.where(lengths == i, np.minimum(best, column[i]), best)
    for j in range(wide):
        diagonal = column[0]
        column[0] = np.zeros(shape, np.int32)
        for i in range(1, long + 1):
            same = t[:, :, i - 1] == r[:, :, j]
            new = np.minimum(np.minimum(column[i], column[i - 1]) + 1, diagonal + ~same)
            diagonal, column[i] = column[i], new
            best = np.where(lengths == i, np.minimum(best, new), best)
    return best


def _padded(texts: Sequence[str], width: int) -> NDArray[np.uint32]:
    out = np.zeros((len(texts), max(width, 1)), np.uint32)
    for index, text in enumerate(texts):
        out[index, : len(text)] = [ord(char) for char in text]
    return out


def laid_along(text: str, seen: Print) -> Match | None:
    """The best way to lay ``text`` (letters and digits) along the row; None if it is too short."""
    scores = seen.scores
    count, columns = len(text), len(scores)
    if not count or columns < 2 * count:
        return None
    said, gap = _relative(scores, text)
    path, came, begun = _forward(said, gap, text)
    ends = path[:, 2 * count - 1]
    end = int(np.flatnonzero(ends >= ends.max() - _AS_GOOD)[-1])  # its last column, not its first
    places = _back(came, end, 2 * count - 1)
    weakest = 1.0
    for index, char in enumerate(text):
        own = [column for column, state in places if state == 2 * index + 1]
        weakest = min(weakest, _probability(scores[own], char))
    return Match(text, seen, float(path[end, 2 * count - 1]), weakest, places[-1][0], end)


def _relative(scores: Scores, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Nats below the best of each column: of every character of the text, and of a gap."""
    gap = np.logaddexp.reduce(scores[:, _GAPS], axis=1)
    best = np.maximum(scores.max(axis=1), gap)
    said = np.stack([scores[:, ALPHABET.index(char)] for char in text], axis=1)
    return said - best[:, None], gap - best


def _forward(
    said: NDArray[np.float32], gap: NDArray[np.float32], text: str
) -> tuple[NDArray[np.float32], NDArray[np.int8], int]:
    """Viterbi over characters (odd states) and the gaps between them, free at both ends."""
    columns, count = said.shape
    states = 2 * count
    emit = np.empty((columns, states), np.float32)
    emit[:, 1::2], emit[:, 0::2] = said, gap[:, None]
    emit[:, 0] = 0.0  # before the text anything may stand
    skip = np.zeros(states, bool)
    skip[3::2] = [one != other for one, other in zip(text[1:], text, strict=False)]
    path = np.full((columns, states), _FAR, np.float32)
    came = np.zeros((columns, states), np.int8)
    before = np.full(states, _FAR, np.float32)
    before[0] = 0.0
    for t in range(columns):
        one = np.concatenate(([_FAR], before[:-1]))
        two = np.where(skip, np.concatenate(([_FAR, _FAR], before[:-2])), _FAR)
        ways = np.stack((before, one, two))
        came[t] = ways.argmax(axis=0)
        before = ways.max(axis=0) + emit[t]
        before[0] = 0.0
        path[t] = before
    return path, came, states


def _back(came: NDArray[np.int8], column: int, state: int) -> list[tuple[int, int]]:
    """Columns and states from the end of the text to its beginning."""
    places = []
    while column >= 0 and state > 0:
        places.append((column, state))
        state -= int(came[column, state])
        column -= 1
    return places


def _probability(scores: Scores, char: str) -> float:
    """Of a character, or of one that looks the same, at the best of its columns."""
    if not len(scores):
        return 0.0
    classes = [ALPHABET.index(one) for one in _JOINED[char] | {char}]
    return float(np.exp(np.logaddexp.reduce(scores[:, classes], axis=1).max()))


def chars_in(match: Match) -> list[Char]:
    """What the row says, read freely, where the text was laid."""
    return [c for c in match.seen.chars if c.first <= match.last and c.last >= match.first]


def neighbours(match: Match) -> tuple[str, str]:
    """The words that stand directly before and after the place, '' where a gap or nothing does.

    A word that runs on without a blank shows as well: then only a part of it was matched.
    """
    before = [c for c in match.seen.chars if c.last < match.first]
    after = [c for c in match.seen.chars if c.first > match.last]
    return "".join(c.text for c in before), "".join(c.text for c in after)
