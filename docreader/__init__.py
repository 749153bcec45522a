"""Reads travel documents. No Flask, no database; what needs OpenCV loads when it is used.

Six doors: ``read_text`` for lines that were typed, pasted or sent by a swipe reader,
``read`` for pictures of documents, ``read_scan`` for every document of a PDF or TIFF,
``read_codes`` for barcodes on labels, sheets and slips, ``Film`` for what a camera films,
``compare_printed`` for the print beside a zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docreader.errors import UnreadableImage
from docreader.pages import PageReading
from docreader.printed import Printed
from docreader.reading import Barcode, Check, Field, How, Reading, Verdict
from docreader.text import read_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docreader.film import Film

    Image = str | Path | bytes | NDArray[np.uint8]

__all__ = [
    "Barcode",
    "Check",
    "Field",
    "Film",
    "How",
    "PageReading",
    "Printed",
    "Reading",
    "UnreadableImage",
    "Verdict",
    "compare_printed",
    "read",
    "read_codes",
    "read_scan",
    "read_text",
]


def read(
    image: Image, *, today: date | None = None, certificates: Mapping[str, bytes] | None = None
) -> Reading:
    """Read the zone and the barcodes of a picture: a path, a file's bytes, or an array.

    ``today`` as in ``read_text``. A picture without a zone gives a Reading without lines
    and the reason in ``warnings``; of several pages the first with a zone is read.
    ``certificates``: files by name, DER or PEM, of those whose seals are known; see
    ``docreader.signers``. Raises UnreadableImage for what is no picture.
    """
    from docreader.page import read_page
    from docreader.payloads import weighed
    from docreader.signers import Signers

    reading = read_page(image, today=today)
    return weighed(reading, today, Signers.of(certificates)) if certificates else reading


def read_scan(file: str | Path | bytes, *, today: date | None = None) -> Iterator[PageReading]:
    """Every document on every page of a PDF, TIFF or picture, each page when its turn comes.

    A page without a zone gives its Reading too. Raises UnreadableImage as ``read`` does.
    """
    from docreader import scan

    return scan.read_scan(file, today=today)


def compare_printed(
    image: Image, reading: Reading, *, today: date | None = None
) -> Mapping[str, Printed]:
    """What is printed beside the zone against what ``reading`` of the same picture found in it.

    By field: agrees, differs or not compared, with the print as read and its place. Names,
    document number, birth and expiry date are looked for; a picture on which the zone is not
    found again, a PDF or a TIFF gives "not compared" throughout. Raises as ``read`` does.
    """
    from docreader import printed_page

    return printed_page.compare_printed(image, reading, today=today)


def read_codes(image: Image) -> tuple[Barcode, ...]:
    """The barcodes of a picture, empty when there are none; limits and errors as ``read``."""
    from docreader import barcodes

    return barcodes.read_codes(image)


def __getattr__(name: str) -> Any:
    """``Film`` is loaded when it is used: what concludes is not needed to import the package."""
    if name != "Film":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from docreader.film import Film

    return Film
