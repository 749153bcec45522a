"""PURE: sheets and rolls of labels, in millimetres, as their makers publish them.

A4 sheets by the number of labels on them: A4-21 has the cut of Avery L7160, A4-24 of L7159,
A4-14 of L7163, A4-65 of L7651. On a roll every label is a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One kind of paper: page, label, the first label's corner, and the way to the next."""

    name: str
    page: tuple[float, float]
    label: tuple[float, float]
    corner: tuple[float, float] = (0.0, 0.0)
    pitch: tuple[float, float] = (0.0, 0.0)
    columns: int = 1
    rows: int = 1

    @property
    def per_page(self) -> int:
        """Labels of one page."""
        return self.columns * self.rows

    @property
    def is_roll(self) -> bool:
        """Whether every label is a page of its own."""
        return self.per_page == 1


_A4 = (210.0, 297.0)
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("A4-14", _A4, (99.1, 38.1), (4.65, 15.15), (101.6, 38.1), 2, 7),
        Format("A4-21", _A4, (63.5, 38.1), (7.21, 15.15), (66.04, 38.1), 3, 7),
        Format("A4-24", _A4, (63.5, 33.9), (7.21, 12.9), (66.04, 33.9), 3, 8),
        Format("A4-65", _A4, (38.1, 21.2), (4.67, 10.7), (40.64, 21.2), 5, 13),
        Format("ROLL-62x29", (62.0, 29.0), (62.0, 29.0)),
        Format("ROLL-50x25", (50.0, 25.0), (50.0, 25.0)),
        Format("ROLL-40x40", (40.0, 40.0), (40.0, 40.0)),
    )
}


@dataclass(frozen=True)
class Spot:
    """Where one label goes: page from 0, corner and size in millimetres."""

    page: int
    x: float
    y: float
    width: float
    height: float


def spots(
    form: Format, many: int, skip: int = 0, shift: tuple[float, float] = (0, 0)
) -> Iterator[Spot]:
    """The places of ``many`` labels, row by row, the first ``skip`` of the sheet left out: they
    were used before. ``shift`` is what the calibration page says of this printer."""
    for number in range(skip, skip + many):
        page, place = divmod(number, form.per_page)
        row, column = divmod(place, form.columns)
        x = form.corner[0] + column * form.pitch[0] + shift[0]
        y = form.corner[1] + row * form.pitch[1] + shift[1]
        yield Spot(page, x, y, *form.label)
