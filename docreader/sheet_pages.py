"""Pages of a pile of our own papers: the codes of each, and the page turned upright by its code.

A signed sheet comes back askew, upside down, between others; its QR code says which way is up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docreader.image import Pixels
    from docreader.reading import Grey

_STRAIGHT = 0.3  # degrees that nobody sees


@dataclass(frozen=True)
class Page:
    """Page ``number`` of ``pages``, the texts of its codes, and its pixels in colour, upright."""

    number: int
    pages: int
    texts: tuple[str, ...]
    upright: Pixels


def read_sheets(data: bytes, first: int = 1) -> Iterator[Page]:
    """The pages of a PDF, TIFF or picture from ``first`` on, each decoded when its turn comes.

    Raises UnreadableImage as ``docreader.read_scan`` does.
    """
    from docreader import scan

    count, pages = scan.pages_of(data, True, first)
    for number, (pixels, _mirrored) in enumerate(pages, first):
        texts, angle = _codes(pixels)
        yield Page(number, count, texts, _turned(pixels, angle))


def _codes(pixels: Pixels) -> tuple[tuple[str, ...], float]:
    """The texts, and by how many degrees the first code is turned clockwise (0 without one)."""
    import cv2
    import numpy as np
    import zxingcpp

    from docreader import barcodes

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    formats = zxingcpp.barcode_formats_from_str("QRCode")
    for page in _sizes(grey):
        found = zxingcpp.read_barcodes(page, formats, text_mode=zxingcpp.TextMode.Plain)
        if found:
            left, right = found[0].position.top_left, found[0].position.top_right
            angle = math.degrees(math.atan2(right.y - left.y, right.x - left.x))
            return tuple(dict.fromkeys(one.text for one in found)), angle
    return tuple(one.text for one in barcodes.codes_in(grey)), 0.0


def _sizes(grey: Grey) -> Iterator[Grey]:
    """The page, at half its size first: there a code is found quickly and noise is gone."""
    import cv2
    import numpy as np

    yield np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    yield grey


def _turned(pixels: Pixels, angle: float) -> Pixels:
    """The page turned back by ``angle`` degrees; what comes in at its corners is white."""
    import cv2
    import numpy as np

    if abs(angle) < _STRAIGHT:
        return pixels
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    across, along = abs(turn[0, 0]), abs(turn[0, 1])
    size = (round(height * along + width * across), round(height * across + width * along))
    turn[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)
    turned = cv2.warpAffine(pixels, turn, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(turned, np.uint8)
