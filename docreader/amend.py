"""The cheapest amendment that satisfies the check digits, found exactly.

A check digit sees each character only modulo 10, so each cell has ten alternatives: the
best permitted character of each remainder. The cheapest way to make a sum vanish modulo 10
is a walk over cells with the running sums as states: one sum for the field's own digit, one
for the composite, a hundred states. The cheapest rival that differs somewhere tells whether
the amendment was the only one. ICAO 9303-3 §4.9 has the weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docreader.check_digits import VALUES, WEIGHTS
from docreader.checks import covered, position
from docreader.document_number import locate_number
from docreader.mrz import ALPHABET, Layout

Floats = NDArray[np.float32]
Cell = tuple[int, int]

REMAINDERS = np.array([VALUES[char] % 10 for char in ALPHABET])
NEVER = np.float32(1e6)
_TEN = np.arange(10)
_BACK = (_TEN[None, :] - _TEN[:, None]) % 10  # [r, i]: the index that stands at i, rolled by r
_ROLLS = 10 * _BACK[:, None, :, None] + _BACK[None, :, None, :]  # of a flat 10 x 10, both ways


@dataclass(frozen=True)
class Group:
    """Cells with their weights in a field's own sum and in the composite's, modulo 10."""

    cells: tuple[Cell, ...]
    own: tuple[int, ...]
    composite: tuple[int, ...]
    checked: bool  # whether the field has a digit of its own


@dataclass(frozen=True)
class Amendment:
    """Changes by cell, their cost in nats, and how much dearer the next best way is."""

    changes: dict[Cell, str]
    cost: float
    lead: float


def groups_of(layout: Layout, lines: tuple[str, ...], *, composite: bool) -> list[Group]:
    """The sums that ``lines`` must satisfy: a group for each digit, one for the rest.

    Fields whose digit is a filler over nothing are left out of their own sum.
    """
    number = locate_number(layout, lines)
    weights: dict[Cell, int] = {}
    last = layout.digit("composite") if composite else None
    if last is not None:
        in_order = [cell for span in last.over for cell in span.cells()]
        weights = {cell: WEIGHTS[i % 3] for i, cell in enumerate(in_order)}
        weights[next(last.at.cells())] = 9  # minus one: the digit itself closes the sum
    groups, taken = [], set[Cell]()
    for digit in layout.digits:
        at = next(position(digit, number).cells())
        if digit.name == "composite" or lines[at[0]][at[1]] == "<":
            continue
        cells = [cell for span in covered(digit, number) for cell in span.cells()]
        own = [*(WEIGHTS[i % 3] for i in range(len(cells))), 9]
        cells.append(at)
        groups.append(Group(tuple(cells), tuple(own), _of(weights, cells), True))
        taken.update(cells)
    rest = [cell for cell in weights if cell not in taken]
    groups.append(Group(tuple(rest), (0,) * len(rest), _of(weights, rest), False))
    return [group for group in groups if group.cells]


def _of(weights: dict[Cell, int], cells: list[Cell]) -> tuple[int, ...]:
    return tuple(weights.get(cell, 0) for cell in cells)


def amend(cells: Floats, lines: tuple[str, ...], groups: list[Group]) -> Amendment | None:
    """The cheapest change of ``lines`` under which every sum of ``groups`` vanishes.

    ``cells`` is lines x width x 37 log-probabilities. None where there is no way.
    """
    walks = [_Walk(cells, lines, group) for group in groups]
    forward = [_start()]
    for walk in walks:
        forward.append(_joined(forward[-1], walk.ends))
    cost = float(forward[-1][0])
    if cost >= NEVER / 2:
        return None
    changes: dict[Cell, str] = {}
    lead, behind, rest = float(NEVER), _start(), 0
    for index in range(len(walks) - 1, -1, -1):
        walk, before = walks[index], forward[index]
        share = _split(before, walk.ends, rest)
        around = _joined(before, behind)
        lead = min(lead, walk.lead(around, cost))
        changes |= walk.path(share)
        behind = _joined(behind, walk.ends)
        rest = (rest - share) % 10
    return Amendment(changes, cost, lead)


def _start() -> Floats:
    start = np.full(10, NEVER, np.float32)
    start[0] = 0
    return start


def _joined(left: Floats, right: Floats) -> Floats:
    """Cheapest cost for each composite remainder of two independent parts."""
    return (left[(_TEN[:, None] - _TEN[None, :]) % 10] + right[None, :]).min(axis=1)


def _split(before: Floats, ends: Floats, rest: int) -> int:
    """Which composite remainder this walk takes when ``rest`` is asked of it and those before."""
    return int((before[(rest - _TEN) % 10] + ends).argmin())


class _Walk:
    """One group's costs: over cells, with (own sum, composite sum) as 10 x 10 states."""

    def __init__(self, cells: Floats, lines: tuple[str, ...], group: Group) -> None:
        self.group, self.lines = group, lines
        scores = np.stack([cells[cell] for cell in group.cells])
        current = np.array([ALPHABET.index(lines[r][c]) for r, c in group.cells])
        costs = scores[np.arange(len(scores)), current][:, None] - scores
        costs[np.arange(len(scores)), current] = 0  # what stands there is the reference
        self.best = np.empty((len(scores), 10), np.float32)
        self.symbol = np.empty((len(scores), 10), np.intp)
        for remainder in range(10):
            members = np.flatnonzero(np.equal(REMAINDERS, remainder))
            pick = costs[:, members].argmin(axis=1)
            self.symbol[:, remainder] = members[pick]
            self.best[:, remainder] = np.maximum(costs[np.arange(len(scores)), members[pick]], 0)
        self.forward = self._sweep(range(len(scores)))
        self.ends = self.forward[-1][0]

    def _sweep(self, order: range) -> list[Floats]:
        state = np.full((10, 10), NEVER, np.float32)
        state[0, 0] = 0
        states = [state]
        for cell in order:
            states.append(self._step(states[-1], cell, 1))
        return states

    def _step(self, state: Floats, cell: int, sign: int) -> Floats:
        own, composite = self.group.own[cell], self.group.composite[cell]
        rolls = _ROLLS[sign * own * _TEN % 10, sign * composite * _TEN % 10]
        moved = state.ravel()[rolls] + self.best[cell][:, None, None]
        return np.asarray(moved.min(axis=0), np.float32)

    def path(self, share: int) -> dict[Cell, str]:
        """The changed cells on the cheapest walk that ends in (0, ``share``)."""
        changes: dict[Cell, str] = {}
        own, composite = 0, share
        for cell in range(len(self.best) - 1, -1, -1):
            before = self.forward[cell]
            froms = [
                before[
                    (own - self.group.own[cell] * r) % 10,
                    (composite - self.group.composite[cell] * r) % 10,
                ]
                + self.best[cell, r]
                for r in range(10)
            ]
            remainder = int(np.argmin(froms))
            own = (own - self.group.own[cell] * remainder) % 10
            composite = (composite - self.group.composite[cell] * remainder) % 10
            row, column = self.group.cells[cell]
            char = ALPHABET[self.symbol[cell, remainder]]
            if char != self.lines[row][column]:
                changes[row, column] = char
        return changes

    def lead(self, around: Floats, cost: float) -> float:
        """By how much the best other assignment of this group's cells is dearer.

        ``around`` is the cost of everything else for each composite remainder.
        """
        backward = np.full((10, 10), NEVER, np.float32)
        backward[0] = around[(-_TEN) % 10]
        leads = []
        for cell in range(len(self.best) - 1, -1, -1):
            before = self.forward[cell]
            by_remainder = [
                float((before + self._back(backward, cell, r)).min()) + float(self.best[cell, r])
                for r in range(10)
            ]
            leads.append(sorted(by_remainder)[1] - cost)
            backward = self._step(backward, cell, -1)
        return float(min(leads))

    def _back(self, backward: Floats, cell: int, remainder: int) -> Floats:
        """``backward`` as seen from before ``cell`` when it takes ``remainder``."""
        own, composite = self.group.own[cell], self.group.composite[cell]
        return backward.ravel()[_ROLLS[-own * remainder % 10, -composite * remainder % 10]]
