"""The pages of a TIFF as pixels; the size of each is read before it is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from docreader.errors import UnreadableImage
from docreader.image import BROKEN, LARGEST_PICTURE, Pixels, grey_of, orientation_of, widened

_SIGNATURES = (b"II*\x00", b"MM\x00*")


def is_tiff(data: bytes) -> bool:
    """Whether a file's first bytes are those of a TIFF."""
    return data.startswith(_SIGNATURES)


def orientations(data: bytes, most: int) -> list[int]:
    """The orientation tag of every page, ``most`` + 1 at most; a page that points back ends it.

    Raises UnreadableImage: truncated, too_large for a page beyond LARGEST_PICTURE.
    """
    found: list[int] = []
    try:
        with Image.open(BytesIO(data), formats=("TIFF",)) as opened:
            while len(found) <= most:
                if opened.width * opened.height > LARGEST_PICTURE:
                    raise UnreadableImage("too_large")
                found.append(orientation_of(opened))
                opened.seek(len(found))
    except EOFError:
        return found
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableImage("too_large") from error
    except BROKEN as error:
        raise UnreadableImage("truncated") from error
    return found


def pages(data: bytes, count: int, *, colour: bool = False) -> Iterator[Pixels]:
    """The first ``count`` pages, grey (H x W) or BGR; OpenCV turns each by its tag.

    Raises UnreadableImage: truncated.
    """
    buffer = np.frombuffer(data, np.uint8)
    flags = cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE
    for index in range(count):
        try:
            whole, decoded = cv2.imdecodemulti(
                buffer, flags | cv2.IMREAD_IGNORE_ORIENTATION, range=(index, index + 1)
            )
        except cv2.error as error:
            raise UnreadableImage("truncated") from error
        if not whole or not decoded:
            raise UnreadableImage("truncated")
        pixels = np.asarray(decoded[0], np.uint8)
        yield widened(pixels if colour else grey_of(pixels))
