"""The image door: a picture to a Reading.

The likeliest way is tried first and the first sure reading ends the search: the page as it
stands, then turned by 90 degrees, then at other scales, then with its contrast stretched.
Half turns cost nothing extra: a strip is read both ways up when one way is not clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader import image as picture
from docreader import no_zone, scan
from docreader.barcodes import codes_in, copies_in
from docreader.conclude import conclude
from docreader.files import may_hold_pages, read_file
from docreader.geometry import Zone
from docreader.locate import find_zones
from docreader.payloads import weighed
from docreader.reading import Barcode, Copy, Grey, Reading, Verdict
from docreader.rectify import shown
from docreader.zone_reading import Attempt, read_zone

cv2.setNumThreads(1)  # a page takes one core; the pool's processes are the parallelism

SIDES = (560, 1000)  # pixels on the longer side at which zones are sought, in this order
LARGE, SMALL = 1700, 380  # the third side: for a large picture, and for one that hides nothing
CANDIDATES = 4  # zones read for each view of the page
MOST_ZONES, HOLDING = 6, 2  # zones of one page; check digits by which a further one counts
CUT_OFF = 0.5  # confidence at most where lines may go on: what stands beyond is not known
SETTLED = -0.12  # nats a cell: a reading this good is not bettered by another view


@dataclass(frozen=True)
class View:
    """One way to look at the page: turned clockwise by ``turn``, ``scale`` times as large."""

    search: Grey
    page: Grey
    scale: float
    turn: int


@dataclass(frozen=True)
class Found:
    """A reading and where it came from; ``quality`` ranks those that are not sure.

    ``attempt.zone`` is measured in pixels of ``view.page``; ``whole``: no end of it is missing.
    """

    reading: Reading
    attempt: Attempt
    view: View
    whole: bool

    @property
    def quality(self) -> float:
        """The attempt's."""
        return self.attempt.quality


def read_page(
    image: str | Path | bytes | NDArray[np.uint8], *, today: date | None = None
) -> Reading:
    """Read the zone of a picture: a path, a file's bytes, or a uint8 array (grey, BGR, BGRA).

    The barcodes of the page come along, compared with the zone. A picture without a
    zone gives no lines and says in ``warnings`` why that may be. Of a PDF, or a TIFF of
    several pages, the first page with a zone is read; ``docreader.read_scan`` reads all.
    Raises UnreadableImage for what is no picture; see ``docreader.image``.
    """
    today = today or datetime.now(UTC).date()
    if not isinstance(image, np.ndarray):
        data = image if isinstance(image, bytes) else read_file(Path(image))
        if may_hold_pages(data):
            return scan.first(data, today)
        image = data
    grey, mirrored = picture.load_grey(image)
    return read_pixels(grey, today, mirrored=mirrored)[0]


def read_pixels(
    pixels: picture.Pixels, today: date, *, mirrored: bool = False
) -> tuple[Reading, picture.Pixels]:
    """Read as-tagged pixels, grey or BGR; returns the page upright as well.

    ``mirrored``: the EXIF tag asked for a mirror image, which is undone if it shows nothing.
    ``Reading.turned`` counts from the picture as its tag turns it.
    """
    found, upright, page = next(_zones(pixels, today, mirrored))
    return _beside_codes(found, page, today), upright


def read_every_zone(
    pixels: picture.Pixels, today: date, *, mirrored: bool = False
) -> list[tuple[Reading, picture.Pixels]]:
    """As ``read_pixels``, then what else the page shows: each zone is painted over once read.

    A further zone must have HOLDING check digits that hold, for much of what is left on a
    page looks like lines. A barcode that repeats one of the documents says nothing against
    the others.
    """
    found = list(_zones(pixels, today, mirrored))
    if len(found) == 1:
        (bare, upright, page), *_ = found
        return [(_beside_codes(bare, page, today), upright)]
    codes = copies_in(found[0][2])
    told = [weighed(replace(bare, barcodes=codes), today).payloads for bare, *_ in found]
    homes = [{at for at, one in enumerate(said) if one.copy is Copy.AGREES} for said in told]
    owned = set().union(*homes)
    return [
        (weighed(replace(bare, barcodes=_kept(codes, owned - home)), today), upright)
        for (bare, upright, _), home in zip(found, homes, strict=True)
    ]


def _kept(codes: tuple[Barcode, ...], others: set[int]) -> tuple[Barcode, ...]:
    return tuple(code for at, code in enumerate(codes) if at not in others)


def _beside_codes(bare: Reading, page: Grey, today: date) -> Reading:
    """The reading with the barcodes of its page and what they say beside it."""
    codes = copies_in(page) if bare.mrz_lines else codes_in(page, small_only=True)
    return weighed(replace(bare, barcodes=codes), today)


def _zones(
    pixels: picture.Pixels, today: date, mirrored: bool
) -> Iterator[tuple[Reading, picture.Pixels, Grey]]:
    """Each zone of a page, without barcodes: the reading, the page upright, the page in grey."""
    grey = picture.grey_of(pixels)
    looks: list[tuple[list[Zone], int]] = []
    found = search(grey, today, looks=looks)
    if found is None and mirrored:
        flipped = np.ascontiguousarray(grey[:, ::-1])
        found = search(flipped, today)
        grey, pixels = (flipped, pixels[:, ::-1]) if found else (grey, pixels)
    if found is None:
        yield Reading(warnings=("no_zone", *no_zone.reasons(grey, looks[:2]))), pixels, grey
    seen: set[tuple[str, ...]] = set()
    left = grey
    while found is not None and found.reading.mrz_lines not in seen:
        seen.add(found.reading.mrz_lines)
        yield found.reading, picture.turned(pixels, found.reading.turned), grey
        left = _painted_over(left, found)
        found = search(left, today) if len(seen) < MOST_ZONES else None
        found = found if found and _holds(found.reading) else None


def locate(grey: Grey, today: date) -> tuple[Reading, Zone, Grey] | None:
    """The reading, its zone and the page upright, in whose pixels the zone is measured; None
    when there is no zone."""
    found = search(grey, today)
    if found is None:
        return None
    page = picture.turned(grey, found.view.turn)
    zone = found.attempt.zone.scaled(max(page.shape) / max(found.view.page.shape))
    if (found.reading.turned - found.view.turn) % 360 == 180:
        page, zone = picture.turned(page, 180), zone.upside_down(page.shape[1], page.shape[0])
    return found.reading, zone, page


def _holds(reading: Reading) -> bool:
    return sum(check.verdict is Verdict.OK for check in reading.checks) >= HOLDING


def _painted_over(grey: Grey, found: Found) -> Grey:
    """The page with the zone under paper of the page's own shade."""
    page = picture.turned(grey, found.view.turn)
    scale = max(page.shape) / max(found.view.page.shape)  # a pass may look at a smaller copy
    lines = found.attempt.zone.scaled(scale).lines
    for line in lines:
        ends = [line.at(share) for share in (-0.05, 0.5, 1.05)]
        points = np.array(ends, np.float64).round().astype(np.int32)
        cv2.polylines(page, [points], False, int(np.median(page)), round(2.5 * line.cap))
    return picture.turned(page, -found.view.turn % 360)


def search(
    grey: Grey,
    today: date,
    passes: int | None = None,
    looks: list[tuple[list[Zone], int]] | None = None,
) -> Found | None:
    """The best reading of the page, the search ended after so many ``passes`` over it; ``looks``
    gains what was sought in each view, and its width."""
    best: Found | None = None
    for views in islice(_passes(grey), passes):
        for view in views:
            zones = find_zones(view.search, CANDIDATES)
            if looks is not None:
                looks.append((zones, view.search.shape[1]))
            for attempt in _attempts(view, zones):
                found = _found(attempt, view, today)
                if best is None or _rank(found) > _rank(best):
                    best = found
                if best.reading.sure:
                    return best
        if best is not None and best.quality > SETTLED:
            return best
    return best


def _rank(found: Found) -> tuple[bool, float]:
    return found.reading.sure, found.quality


def _passes(grey: Grey) -> Iterator[Iterator[View]]:
    """Views in the order of likelihood; a pass is ended before a good reading is accepted."""
    pages = _BothWays(grey)
    for side in (*SIDES, LARGE if max(grey.shape) > 1.3 * SIDES[1] else SMALL):
        yield (_view(pages, side, turn) for turn in (0, 90))
    stretched = _BothWays(_stretched(grey))
    yield (_view(stretched, SIDES[0], turn) for turn in (0, 90))


class _BothWays(dict[int, Grey]):
    """The page by the degrees it is turned clockwise, turned when that is first asked for."""

    def __init__(self, grey: Grey) -> None:
        super().__init__({0: grey})

    def __missing__(self, turn: int) -> Grey:
        self[turn] = picture.turned(self[0], turn)
        return self[turn]


def _view(pages: Mapping[int, Grey], side: int, turn: int) -> View:
    """The page turned clockwise and a copy of it ``side`` pixels long for the search."""
    page = pages[turn]
    scale = side / max(page.shape)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    search = cv2.resize(page, None, fx=scale, fy=scale, interpolation=how)
    return View(np.asarray(search, np.uint8), page, scale, turn)


def _stretched(grey: Grey) -> Grey:
    """Local contrast evened out, for dark and faint pictures."""
    longest = max(grey.shape)
    if longest > 1600:
        factor = 1600 / longest
        grey = np.asarray(
            cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
        )
    return np.asarray(cv2.createCLAHE(4.0, (8, 8)).apply(grey), np.uint8)


def _attempts(view: View, zones: list[Zone]) -> Iterator[Attempt]:
    for zone in zones:
        attempt = read_zone(view.page, zone.scaled(1 / view.scale))
        if attempt is not None and attempt.believable:
            yield attempt


def _found(attempt: Attempt, view: View, today: date) -> Found:
    reading = conclude(attempt.draft, attempt.clarity, today)
    whole = attempt.whole and _is_inside(attempt, view)
    if not whole:
        said = ("cut_off",) if reading.sure else ()
        likely = min(reading.confidence, CUT_OFF)
        warnings = (*said, *reading.warnings)
        reading = replace(reading, sure=False, confidence=likely, warnings=warnings)
    zone = shown(view.page, attempt.zone)
    turned = view.turn
    if attempt.upside_down:
        zone, turned = picture.turned(zone, 180), (turned + 180) % 360
    return Found(replace(reading, zone=zone, turned=turned), attempt, view, whole)


def _is_inside(attempt: Attempt, view: View) -> bool:
    """Whether the lines end before the picture does, where a format is the start of another.

    A visa of 44 cells a line that is cut after 36 is a visa of 36 cells to every check digit.
    """
    if attempt.draft.layout.format != "MRVB":
        return True
    cap = attempt.zone.cap
    height, width = view.page.shape
    ends = [end for line in attempt.zone.lines for end in (line.left, line.right)]
    return all(cap < x < width - cap and 0 < y < height for x, y in ends)
