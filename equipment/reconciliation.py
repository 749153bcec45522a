"""PURE: what became of the goods of a distribution, and which counts may leave the post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 5  # counts from 1 to 4 are withheld in what leaves the post (privacy rule P3)


@dataclass(frozen=True)
class Account:
    """One item of one distribution, in its unit. Nothing of it is added to anything else:
    planned is a wish, set aside lies in the stock, issued has left it."""

    planned: int = 0
    set_aside: int = 0
    issued: int = 0
    received: int = 0
    returned: int = 0
    lost: int = 0
    damaged: int = 0

    @property
    def accounted(self) -> int:
        """What it is known of what became of it."""
        return self.received + self.returned + self.lost + self.damaged

    @property
    def outstanding(self) -> int:
        """What was issued and of which nobody has said yet what became of it."""
        return self.issued - self.accounted

    @property
    def is_balanced(self) -> bool:
        """Whether issued = received by beneficiaries + returned + lost or damaged."""
        return self.outstanding == 0


Cell = tuple[str, str]  # sex, age band


@dataclass(frozen=True)
class Counts:
    """People by sex and age band as they may leave the post: None is withheld."""

    cells: Mapping[Cell, int | None]
    by_sex: Mapping[str, int | None]
    total: int | None

    @property
    def is_suppressed(self) -> bool:
        """Whether anything is withheld."""
        shown = (*self.cells.values(), *self.by_sex.values(), self.total)
        return any(number is None for number in shown)


def released(cells: Mapping[Cell, int]) -> Counts:
    """What may leave: where one cell is small, no cell leaves, and likewise the sums by sex and
    the total. A withheld cell is then worked out from no sum that is shown, for at least two
    unknown cells stand behind each of them or the sum itself is withheld."""
    sexes = list(dict.fromkeys(sex for sex, _band in cells))
    sums = {sex: sum(n for (of, _band), n in cells.items() if of == sex) for sex in sexes}
    all_of_them = sum(cells.values())
    hides_cells = any(map(_is_small, cells.values()))
    hides_sums = any(map(_is_small, sums.values())) or (hides_cells and _is_told(cells, sums))
    hides_total = _is_small(all_of_them) or (hides_sums and len(sexes) < 2)
    return Counts(
        {cell: None if hides_cells else number for cell, number in cells.items()},
        {sex: None if hides_sums else number for sex, number in sums.items()},
        None if hides_total else all_of_them,
    )


def _is_small(number: int) -> bool:
    return 0 < number < SMALL


def _is_told(cells: Mapping[Cell, int], sums: Mapping[str, int]) -> bool:
    """Whether a sum by sex is one cell alone, which it would give away."""
    return any(sum(of == sex for of, _band in cells) < 2 for sex in sums)
