"""A film of one document: the evidence of its pictures is summed, cell by cell, not voted.

The log-probabilities of a cell are added up over the pictures, each allowed to be quite
wrong about a cell once in twenty times, so that no single one decides. Pictures of one
document err alike, so the sum is tempered: many pictures weigh as much as a few that know
nothing of each other. What comes out is concluded like any single picture.

Two documents are never summed: where two cells or so speak firmly against what was seen
before, or nothing was to be seen for a while, the film begins anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from docreader.conclude import conclude
from docreader.confidence import FILM
from docreader.decode import draft
from docreader.mrz import ALPHABET
from docreader.payloads import weighed
from docreader.reading import Barcode, Reading
from docreader.still import Still, read_still

if TYPE_CHECKING:
    from docreader import Image

Floats = NDArray[np.float32]

WRONG = 0.05  # how often one picture may be wrong about a cell, whatever it says
ALONE = 0.35  # what each further picture tells that the ones before did not
MOST_WEIGHT = 3.0  # pictures that know nothing of each other: more never weigh more
STRIFE = 6.0  # nats in all cells together, from which two pictures show two documents
LOST = 2  # pictures in a row without a zone, after which another document may lie there
MOST_CODES = 8  # barcodes of one document


class Film:
    """The pictures of one document held before a camera, summed up as they come.

    ``add`` a picture, or ``take`` a still that another process read; both answer what all
    pictures say together. Not for several threads at once.
    """

    reading: Reading  # what all pictures say together
    best: Still | None  # the picture that shows it best
    stills: int  # pictures summed
    steady: int  # of them, how many in a row left the lines as they were
    _sum: Floats  # of their log-probabilities, lines x width x 37
    _clarity: float
    _lost: int
    _codes: tuple[Barcode, ...]

    def __init__(self) -> None:
        self._forget()

    def add(self, image: Image, *, today: date | None = None) -> Reading:
        """Read one picture, given as to ``docreader.read``, and sum it with those before.

        Raises UnreadableImage for what is no picture; the film stays as it was.
        """
        from docreader import image as picture

        today = today or datetime.now(UTC).date()
        pixels, _mirrored = picture.load_grey(image)
        return self.take(read_still(pixels, today)[0], today=today)

    def take(self, still: Still, *, today: date | None = None) -> Reading:
        """Sum a still with those before; the reading of them all, without a zone if none had."""
        if still.seen is None:
            return self._without_zone(still)
        mixed = _mixed(still.seen)
        if self.stills and _strife(np.float32(1 / self.stills) * self._sum, mixed) > STRIFE:
            self._forget()
        self._sum = self._sum + mixed if self.stills else mixed
        self._lost = 0
        self.stills += 1
        self._clarity += still.clarity
        if self.best is None or _rank(still) > _rank(self.best):
            self.best = still
        return self._concluded(still, today or datetime.now(UTC).date())

    def _forget(self) -> None:
        self._sum = np.zeros((0, 0, len(ALPHABET)), np.float32)
        self._clarity = 0.0
        self._lost = 0
        self._codes = ()
        self.reading, self.best = Reading(), None
        self.stills = self.steady = 0

    def _without_zone(self, still: Still) -> Reading:
        self._lost += 1
        if self._lost >= LOST:
            self._forget()
        return self.reading if self.stills else still.reading

    def _concluded(self, still: Still, today: date) -> Reading:
        found = still.reading
        self._codes = tuple(dict.fromkeys((*self._codes, *found.barcodes)))[:MOST_CODES]
        if self.stills > 1 and self.best is not None:
            weight = min(1 + ALONE * (self.stills - 1), MOST_WEIGHT)
            summed = draft(_normalised(weight / self.stills * self._sum))
            if summed is not None:
                found = conclude(summed, self._clarity / self.stills, today, scale=FILM)
            shown = self.best.reading
            found = replace(found, barcodes=self._codes, zone=shown.zone, turned=shown.turned)
            found = weighed(found, today)
        self.steady = self.steady + 1 if found.mrz_lines == self.reading.mrz_lines else 1
        self.reading = found
        return found


def _rank(still: Still) -> tuple[bool, float]:
    return still.reading.sure, still.quality


def _mixed(seen: Floats) -> Floats:
    """Log-probabilities if the picture is wrong about a cell WRONG of the time."""
    anything = np.float32(WRONG / len(ALPHABET))
    return np.asarray(np.log((1 - WRONG) * np.exp(seen) + anything), np.float32)


def _normalised(cells: Floats) -> Floats:
    top = cells.max(axis=2, keepdims=True)
    return np.asarray(cells - top - np.log(np.exp(cells - top).sum(axis=2, keepdims=True)))


def _strife(before: Floats, now: Floats) -> float:
    """Nats by which two pictures contradict each other, all cells together."""
    if before.shape != now.shape:
        return np.inf
    ours, theirs = before.argmax(axis=2)[:, :, None], now.argmax(axis=2)[:, :, None]

    def of(cells: Floats, chars: NDArray[np.intp]) -> Floats:
        return np.take_along_axis(cells, chars, axis=2)[:, :, 0]

    against = np.minimum(of(before, ours) - of(before, theirs), of(now, theirs) - of(now, ours))
    return float(against.sum())
