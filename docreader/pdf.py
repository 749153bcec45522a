"""The pages of a PDF as pixels, drawn by PDFium (pypdfium2), which is loaded when it is needed.

Scripts and forms are never started. What a page claims to hold is measured before it is drawn.
PDFium keeps state between calls and serves one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from docreader.errors import UnreadableImage
from docreader.image import LARGEST_PICTURE, Pixels

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

DPI = 300  # a cell of the zone (2.54 mm) is 30 pixels
LARGEST_PAGE = 20_000_000  # pixels drawn; A3 has 17.4 million, a larger page is drawn coarser
MOST_OBJECTS = 20_000  # of a page that are looked at before it is drawn
POINTS = 72  # an inch
LONGEST = 14_400  # points: ISO 32000-1 annex C.2 knows no longer page

_one_at_a_time = Lock()


def is_pdf(data: bytes) -> bool:
    """Whether a file's bytes (or its first 1024) begin like a PDF; some stand behind a header."""
    return b"%PDF-" in data[:1024]


def count(data: bytes) -> int:
    """How many pages a PDF has. Raises UnreadableImage: not_an_image, truncated, locked."""
    with _one_at_a_time:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def pages(data: bytes, *, colour: bool = False, first: int = 1) -> Iterator[Pixels]:
    """Each page from ``first`` on at DPI, grey (H x W) or BGR. Raises UnreadableImage as
    ``count``; too_large for a page with a picture beyond LARGEST_PICTURE."""
    for index in range(first - 1, count(data)):
        with _one_at_a_time:
            drawn = _drawn(data, index, colour)
        yield drawn


def _drawn(data: bytes, index: int, colour: bool) -> Pixels:
    """One page. The document is opened anew, so that nothing is kept while a page is read."""
    import pypdfium2

    document = _opened(data)
    try:
        page = document[index]
        scale = _scale(*page.get_size())
        _check_pictures(page)
        bitmap = page.render(scale=scale, grayscale=not colour, may_draw_forms=False)
        drawn = np.array(bitmap.to_numpy(), np.uint8)
        return drawn if colour else drawn.reshape(drawn.shape[:2])
    except pypdfium2.PdfiumError as error:
        raise UnreadableImage("not_an_image") from error
    finally:
        document.close()


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableImage("locked") from error
        raise UnreadableImage("truncated" if b"endobj" in data else "not_an_image") from error
    if len(document) == 0 or b"%%EOF" not in data[-2048:]:  # PDFium mends what was cut short
        document.close()
        raise UnreadableImage("truncated")
    return document


def _scale(width: float, height: float) -> float:
    """Pixels a point, so that the page has DPI or, when it is large, LARGEST_PAGE pixels."""
    if not (0 < width <= LONGEST and 0 < height <= LONGEST):
        raise UnreadableImage("too_large")
    return float(min(DPI / POINTS, (LARGEST_PAGE / (width * height)) ** 0.5))


def _check_pictures(page: PdfPage) -> None:
    """Refuse pictures that unpack to more than we decode, by the sizes that they claim."""
    from pypdfium2 import raw

    objects: Iterator[Any] = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    for number, one in enumerate(objects):
        width, height = one.get_px_size()
        if number > MOST_OBJECTS or width * height > LARGEST_PICTURE:
            raise UnreadableImage("too_large")
