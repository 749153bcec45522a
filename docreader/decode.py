"""Scores per cell to the lines of one format, with what was repaired and how sure each cell is.

The format is chosen by total score, in which a character that the grammar forbids weighs
more than a check digit that fails: a document printed with wrong digits must keep its
format and its digits. Repairs: ``amend``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from docreader.mrz import ALPHABET, DIGITS, FILLER, LAYOUTS, LETTERS, Layout
from docreader.states import STATES

Floats = NDArray[np.float32]

INDEX: Mapping[str, int] = {char: index for index, char in enumerate(ALPHABET)}
FORBIDDEN = 7.0  # nats a character that the layout forbids costs: seen that clearly, it stays
GRAMMAR_WEIGHT = 4.0  # of a forbidden character's cost against a plain one
LETTER_O = 1.2  # nats an O costs among letters and digits: most of them are zeros
ODD_CODE = 1.5  # nats a digit costs as second character of a document code
UNKNOWN_STATE = 3.0  # nats a code that is no state's costs
LONE_IN_FILLERS = 1.5  # nats a character between the fillers of a name's end costs
STATE_ELEMENTS = ("issuing_state", "nationality")


@dataclass(frozen=True)
class Draft:
    """Lines of one format before any repair.

    ``cells`` is lines x width x 37: log-probabilities with the grammar's priors, ``seen``
    the same without them.
    """

    layout: Layout
    lines: tuple[str, ...]
    cells: Floats
    seen: Floats
    cost: float  # nats: how much worse than the free reading, the grammar weighted

    @property
    def raw(self) -> tuple[str, ...]:
        """The lines that the recogniser alone would read."""
        return tuple("".join(ALPHABET[i] for i in row.argmax(axis=1)) for row in self.seen)


def draft(seen: Floats) -> Draft | None:
    """The best format for lines x width x 37 scores, None if no format has that shape."""
    fitting = [
        layout for layout in LAYOUTS.values() if (layout.lines, layout.width) == seen.shape[:2]
    ]
    drafts = [_draft(layout, seen) for layout in fitting]
    return min(drafts, key=lambda one: one.cost, default=None)


def _draft(layout: Layout, seen: Floats) -> Draft:
    cells = np.asarray(seen + _priors(layout.format), np.float32)
    free = seen.max(axis=2)
    chosen = cells.argmax(axis=2)
    against = free - np.take_along_axis(cells, chosen[:, :, None], axis=2)[:, :, 0]
    rows = [[ALPHABET[i] for i in row] for row in chosen]
    cost = GRAMMAR_WEIGHT * float(against.sum())
    for name in STATE_ELEMENTS:
        if name in layout.by_name:
            cost += _name_state(layout, name, cells, rows)
    _fill_ends(layout, cells, rows)
    return Draft(layout, tuple("".join(row) for row in rows), cells, seen, cost)


@cache
def _permitted(format: str) -> NDArray[np.bool_]:
    """Lines x width x 37: whether the layout permits that character in that cell."""
    layout = LAYOUTS[format]
    permitted = np.zeros((layout.lines, layout.width, len(ALPHABET)), bool)
    for line in range(layout.lines):
        for column in range(layout.width):
            for char in layout.alphabet_at(line, column):
                permitted[line, column, INDEX[char]] = True
    return permitted


@cache
def _priors(format: str) -> Floats:
    """Lines x width x 37: nats that each character costs in each cell, as negative numbers."""
    layout = LAYOUTS[format]
    priors = np.where(_permitted(format), np.float32(0), np.float32(-FORBIDDEN))
    for element in layout.elements:
        rows = priors[element.span.line, element.span.start : element.span.end]
        if set(DIGITS + LETTERS) <= set(element.alphabet):
            rows[:, INDEX["O"]] -= LETTER_O
        if element.name == "document_code_2":
            rows[:, : len(DIGITS)] -= ODD_CODE
    return priors


@cache
def _state_cells() -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Codes as three cells, and their indices n x 3. Germany's zone says ``D<<``."""
    codes = tuple(code.ljust(3, FILLER) for code in [*STATES, "D"])
    return codes, np.array([[INDEX[char] for char in code] for code in codes], np.intp)


def _name_state(layout: Layout, name: str, cells: Floats, rows: list[list[str]]) -> float:
    """Writes the likeliest code, a state's unless another is clearly read; returns its cost."""
    span = layout.by_name[name].span
    three = cells[span.line, span.start : span.end]
    free = float(three.max(axis=1).sum())
    codes, indices = _state_cells()
    totals = three[np.arange(3), indices].sum(axis=1)
    best = int(totals.argmax())
    if free - float(totals[best]) > UNKNOWN_STATE:
        return UNKNOWN_STATE
    rows[span.line][span.start : span.end] = codes[best]
    return free - float(totals[best])


def _fill_ends(layout: Layout, cells: Floats, rows: list[list[str]]) -> None:
    """A doubtful character alone among the fillers at a name's end is a filler."""
    for element in layout.elements:
        if element.name not in ("name", "surname", "given_names"):
            continue
        row, span = rows[element.span.line], element.span
        for column in range(span.end - 1, span.start + 3, -1):
            if row[column] == FILLER:
                continue
            scores = cells[span.line, column]
            margin = float(scores[INDEX[row[column]]] - scores[INDEX[FILLER]])
            fillers = "".join(row[column - 3 : column]) == FILLER * 3
            if not fillers or margin > 2 * LONE_IN_FILLERS:
                break
            row[column] = FILLER
