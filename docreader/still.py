"""One picture of a film: what it shows by itself, and its evidence cell by cell.

A still is read once over, without the long search that a single picture is worth: the next
one comes at once.
"""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from docreader.mrz import ALPHABET, LAYOUTS
from docreader.reading import Reading

if TYPE_CHECKING:
    from docreader.image import Pixels
    from docreader.page import Found

Floats = NDArray[np.float32]

PASSES = 2  # over the page: as it stands and turned, in two sizes
LEAST = -12.0  # nats, what a character has at least in a cell
SMALL_CELL = 8.0  # pixels of the picture a cell: below it the document is to come closer
CLEAR, GOOD = 0.75, -0.3  # clarity, and nats a cell, from which nothing is to be said
HINTS = ("cut_off", "too_small", "too_dark", "glare", "blurred", "no_zone")
SHAPES = frozenset((layout.lines, layout.width) for layout in LAYOUTS.values())


@dataclass(frozen=True)
class Still:
    """What one picture of a film shows.

    ``seen``: lines x width x 37 log-probabilities of a whole zone, None without one.
    ``quality`` is the mean of a cell in nats, 0 the best; ``clarity`` the glyphs' mean
    probability. ``hints``: what is to be changed before the camera, codes of HINTS, the most
    pressing first.
    """

    reading: Reading
    seen: Floats | None = field(default=None, compare=False, repr=False)
    clarity: float = 0.0
    quality: float = -math.inf
    hints: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data for the reader pool: half a float for each number, at most 9 kB in all."""
        if self.seen is None:
            return {"reading": self.reading.as_json(), "hints": list(self.hints)}
        return {
            "reading": self.reading.as_json(),
            "hints": list(self.hints),
            "shape": list(self.seen.shape[:2]),
            "seen": b64encode(self.seen.astype("<f2").tobytes()).decode("ascii"),
            "clarity": self.clarity,
            "quality": self.quality,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Still:
        """The still that ``as_json`` described; raises as ``Reading.from_json`` does."""
        reading = Reading.from_json(data["reading"])
        hints = tuple(code for code in HINTS if code in data["hints"])
        if "seen" not in data:
            return cls(reading, hints=hints)
        numbers = float(data["clarity"]), float(data["quality"])
        if not all(map(math.isfinite, numbers)):
            raise ValueError("no number")
        return cls(reading, _seen(data), *numbers, hints)


def read_still(pixels: Pixels, today: date) -> tuple[Still, Pixels]:
    """What as-tagged pixels show, grey or BGR, and the page upright if a zone was found."""
    from docreader import image as picture
    from docreader import no_zone
    from docreader.page import search

    grey = picture.grey_of(pixels)
    found = search(grey, today, PASSES)
    if found is None:
        hints = no_zone.reasons(grey) or ("no_zone",)
        return Still(Reading(warnings=("no_zone",)), hints=_in_order(hints)), pixels
    attempt = found.attempt
    still = Still(
        _with_codes(found.reading, grey, today),
        attempt.draft.seen if found.whole else None,
        attempt.clarity,
        attempt.quality,
        _in_order(_hints(found, grey)),
    )
    return still, picture.turned(pixels, found.reading.turned)


def _with_codes(reading: Reading, grey: NDArray[np.uint8], today: date) -> Reading:
    from docreader.barcodes import copies_in
    from docreader.payloads import weighed

    return weighed(replace(reading, barcodes=copies_in(grey)), today)


def _hints(found: Found, grey: NDArray[np.uint8]) -> tuple[str, ...]:
    """What would make a found zone easier to read; nothing where it reads well."""
    from docreader import no_zone

    if not found.whole:
        return ("cut_off",)
    length = max(line.length for line in found.attempt.zone.lines)
    is_small = length / found.attempt.draft.layout.width < SMALL_CELL
    if found.reading.sure:
        return ()
    if is_small:
        return ("too_small",)
    if found.attempt.clarity > CLEAR and found.quality > GOOD:
        return ()
    light = {"too_dark", "glare"} & set(no_zone.reasons(grey))
    return tuple(light) or ("blurred",)


def _in_order(hints: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in HINTS if code in hints)


def _seen(data: Mapping[str, Any]) -> Floats:
    """The evidence out of what may come from a process that was broken; raises ValueError."""
    lines, width = (int(length) for length in data["shape"])
    raw = b64decode(str(data["seen"]), validate=True)
    if (lines, width) not in SHAPES or len(raw) != 2 * lines * width * len(ALPHABET):
        raise ValueError("no format has this shape")
    cells = np.frombuffer(raw, "<f2").astype(np.float32).reshape(lines, width, -1)
    if not np.isfinite(cells).all():
        raise ValueError("no number")
    return np.clip(cells, LEAST, 0.0)
