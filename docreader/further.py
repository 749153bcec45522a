"""The further documents of a scan on their way from a reader process: their pictures as two
frames, and in the JSON which bytes belong to which document.

A page that shows several documents is sent once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

MOST = 40  # documents of one scan that come with pictures
LARGEST_ZONES, LARGEST_PAGES = 8 << 20, 24 << 20  # bytes of all their pictures together
_FIRST, _NONE = -1, -2  # instead of a page's place: that of the first document; none kept


@dataclass(frozen=True)
class Shown:
    """The pictures of one further document; ``place`` counts the scan's readings from 0."""

    place: int
    zone_png: bytes
    page_jpeg: bytes


@dataclass
class Pictures:
    """Collects pictures in a reader process, as long as there is room for them."""

    documents: list[tuple[int, int]] = field(default_factory=list)  # reading, page picture
    zones: list[bytes] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    sides: dict[tuple[int, int], int] = field(default_factory=dict)  # number, turn -> picture

    @property
    def is_full(self) -> bool:
        """Whether no further document has room."""
        return len(self.documents) >= MOST or sum(map(len, self.zones)) > LARGEST_ZONES // 2

    def knows(self, side: tuple[int, int]) -> bool:
        """Whether the picture of a page (its number, its turn) is here already."""
        return side in self.sides

    def first(self, side: tuple[int, int]) -> None:
        """Say which page the scan's first document shows."""
        self.sides[side] = _FIRST

    def add(self, place: int, zone_png: bytes, side: tuple[int, int], page_jpeg: bytes) -> None:
        """A further document; ``page_jpeg`` counts where ``knows`` said no."""
        if side not in self.sides:
            fits = sum(map(len, self.pages)) + len(page_jpeg) <= LARGEST_PAGES
            self.sides[side] = len(self.pages) if fits else _NONE
            self.pages += [page_jpeg] if fits else []
        self.documents.append((place, self.sides[side]))
        self.zones.append(zone_png)

    def told(self) -> dict[str, Any]:
        """Their part of the JSON."""
        return {
            "further": self.documents,
            "zone_sizes": [len(one) for one in self.zones],
            "page_sizes": [len(one) for one in self.pages],
        }

    def frames(self) -> list[bytes]:
        """Their two frames."""
        return [b"".join(self.zones), b"".join(self.pages)]


def shown(told: Mapping[str, Any], first_page: bytes, frames: list[bytes]) -> list[Shown]:
    """The pictures that a reader process sent; raises ValueError, KeyError or TypeError for an
    answer of another shape."""
    zones = _parts(frames[0], told.get("zone_sizes", ()))
    pages = _parts(frames[1], told.get("page_sizes", ()))
    by_number = {_FIRST: first_page, _NONE: b"", **dict(enumerate(pages))}
    further = told.get("further", ())
    return [
        Shown(int(place), zone, by_number[int(page)])
        for (place, page), zone in zip(further, zones, strict=True)
    ]


def _parts(frame: bytes, sizes: list[int]) -> list[bytes]:
    ends = [0, *accumulate(map(int, sizes))]
    if ends[-1] != len(frame) or sorted(ends) != ends:
        raise ValueError("sizes and bytes do not agree")
    return [frame[start:end] for start, end in pairwise(ends)]
