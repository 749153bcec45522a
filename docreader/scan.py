"""Scans: every document on every page of a PDF or a TIFF; a picture is a scan of one page.

A flat-bed takes several documents at once and a feeder takes a pile. On each page a zone that
was read is painted over and the page is searched again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from time import process_time

from docreader import image as picture
from docreader import pdf, tiff
from docreader.errors import UnreadableImage
from docreader.files import largest, read_file
from docreader.image import Pixels
from docreader.pages import PageReading
from docreader.reading import Reading

MOST_PAGES = 40  # of one file


def read_scan(file: str | Path | bytes, *, today: date | None = None) -> Iterator[PageReading]:
    """Every document of a file, page after page, each page decoded when its turn comes.

    A page without a zone gives one PageReading without lines and with the reason.
    Raises UnreadableImage as ``docreader.read`` does, and for a PDF also ``locked`` and
    ``too_many_pages``.
    """
    data = file if isinstance(file, bytes) else read_file(Path(file))
    for found, _ in documents(data, today or datetime.now(UTC).date(), colour=False):
        yield found


def first(data: bytes, today: date) -> Reading:
    """The first document of a file; without any zone, what its first page says."""
    blank: Reading | None = None
    for found, _ in documents(data, today, colour=False):
        if found.reading.mrz_lines:
            return found.reading
        blank = blank or found.reading
    if blank is None:
        raise UnreadableImage("truncated")
    return blank


def documents(data: bytes, today: date, *, colour: bool) -> Iterator[tuple[PageReading, Pixels]]:
    """Every document and the page that shows it, upright; raises as ``read_scan``."""
    for page in read_pages(data, today, colour=colour):
        yield from page


def read_pages(
    data: bytes, today: date, *, colour: bool
) -> Iterator[list[tuple[PageReading, Pixels]]]:
    """The same page by page; a page is read when its turn comes."""
    from docreader.page import read_every_zone

    start = process_time()
    count, pages = pages_of(data, colour)
    for number, (pixels, mirrored) in enumerate(pages, 1):
        found = read_every_zone(pixels, today, mirrored=mirrored)
        each = 1000 * (process_time() - start) / len(found)
        yield [(PageReading(number, count, one, each), upright) for one, upright in found]
        start = process_time()


def pages_of(
    data: bytes, colour: bool, first: int = 1
) -> tuple[int, Iterator[tuple[Pixels, bool]]]:
    """How many pages, and the pixels of each from ``first`` on, with whether its tag mirrored
    them. Raises as ``read_scan``."""
    if len(data) > largest(data):
        raise UnreadableImage("too_large")
    if pdf.is_pdf(data):
        count = _allowed(pdf.count(data))
        return count, ((page, False) for page in pdf.pages(data, colour=colour, first=first))
    if tiff.is_tiff(data):
        tags = tiff.orientations(data, MOST_PAGES)
        if len(tags) > 1:
            pages = zip(tiff.pages(data, len(tags), colour=colour), tags, strict=True)
            mirrored = ((page, tag in picture.MIRRORED) for page, tag in pages)
            return _allowed(len(tags)), islice(mirrored, first - 1, None)
    return 1, iter([picture.load(data, colour=colour)])


def _allowed(pages: int) -> int:
    if pages > MOST_PAGES:
        raise UnreadableImage("too_many_pages")
    return pages
