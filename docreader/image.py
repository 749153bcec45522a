"""From a path, a file's bytes or an array to grey pixels, within limits.

The size is read from the header before anything is decoded. A file that ends early is
refused, not half read: what is missing might be the zone, and the officer can shoot again.
The EXIF orientation is applied, yet the reader searches orientation as well, because some
files' tags lie.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docreader.errors import UnreadableImage
from docreader.files import largest, read_file
from docreader.reading import Grey

Pixels = NDArray[np.uint8]  # H x W grey, or H x W x 3 BGR

LARGEST_PICTURE = 60_000_000  # pixels
AMPLE = 3000  # pixels on the longer side: more is decoded at a half or a quarter
SLIVER = 100  # times as long as wide: nothing narrower is shrunk without vanishing
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")

_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"II*\x00", b"MM\x00*")
MIRRORED = (2, 4, 5, 7)  # EXIF orientations that no camera produces by being turned
_PNG_TAGS = (b"eXIf", b"Raw profile type", b"XML:com.adobe.xmp")  # where a PNG may keep EXIF
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_ORIENTATION_TAG = 0x0112
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    NotImplementedError,
    struct.error,
)  # what Pillow raises on malformed headers


@dataclass(frozen=True)
class Header:
    """What a file says of itself before it is decoded; ``tag`` is its EXIF orientation."""

    format: str
    width: int
    height: int
    tag: int
    transparent: bool

    @property
    def mirrored(self) -> bool:
        """Whether the tag asks for a mirror image."""
        return self.tag in MIRRORED

    @property
    def orientation(self) -> int:
        """The orientation that is left to apply: OpenCV turns a TIFF by its tag itself."""
        return 1 if self.format == "TIFF" else self.tag


def load_grey(image: str | Path | bytes | NDArray[np.uint8]) -> tuple[Grey, bool]:
    """Upright-as-tagged grey pixels, and whether the EXIF tag mirrored them.

    Raises UnreadableImage: empty, not_an_image, truncated, too_large, not_found.
    """
    if isinstance(image, np.ndarray):
        return widened(grey_of(_checked_array(image))), False
    return load(image if isinstance(image, bytes) else read_file(Path(image)))


def load(data: bytes, *, colour: bool = False) -> tuple[Pixels, bool]:
    """One picture's bytes to pixels, grey or BGR, as ``load_grey`` does."""
    header = read_header(data)
    return oriented(decode(data, header, colour=colour), header.orientation), header.mirrored


def read_header(data: bytes) -> Header:
    """Format and size from the first bytes; checks the limits and that the file is whole."""
    if not data:
        raise UnreadableImage("empty")
    if len(data) > largest(data):
        raise UnreadableImage("too_large")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            header = Header(
                str(opened.format),
                opened.width,
                opened.height,
                orientation_of(opened) if _may_have_tag(opened, data) else 1,
                "transparency" in opened.info or opened.mode in ("RGBA", "LA", "PA"),
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableImage("too_large") from error
    except BROKEN as error:  # what begins like a picture and goes no further was cut short
        raise UnreadableImage(
            "truncated" if data.startswith(_SIGNATURES) else "not_an_image"
        ) from error
    if header.width * header.height > LARGEST_PICTURE:
        raise UnreadableImage("too_large")
    if not _is_whole(data, header.format):
        raise UnreadableImage("truncated")
    return header


def orientation_of(opened: Image.Image) -> int:
    """The EXIF orientation of an opened picture, 1 where the tag is missing or nonsense."""
    try:
        tag = opened.getexif().get(_ORIENTATION_TAG, 1)
    except BROKEN:
        return 1
    return tag if isinstance(tag, int) and 1 <= tag <= 8 else 1


def _may_have_tag(opened: Image.Image, data: bytes) -> bool:
    """Whether to ask for the orientation: Pillow unpacks a whole PNG to find that it has none."""
    return opened.format != "PNG" or any(mark in data for mark in _PNG_TAGS)


def _is_whole(data: bytes, format: str) -> bool:
    """Whether the file reaches its own end. TIFF and BMP show it when they are decoded."""
    if format == "JPEG":
        return data.find(b"\xff\xd9", _jpeg_scan(data)) >= 0
    if format == "PNG":
        return _png_ends(data)
    if format == "WEBP":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return True


def _jpeg_scan(data: bytes) -> int:
    """Where the compressed scan starts: past the headers, whose thumbnails end early too."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
    return at


def _png_ends(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False


def decode(data: bytes, header: Header, *, colour: bool = False, ample: int = AMPLE) -> Pixels:
    """The pixels as stored, grey or BGR, at a half or a quarter when larger than ``ample``."""
    buffer = np.frombuffer(data, np.uint8)
    times = max(header.width, header.height) / ample
    if header.transparent:
        flags = cv2.IMREAD_UNCHANGED
    else:
        flags = _reduced(0 if header.format == "TIFF" else times, colour)
    try:
        pixels = cv2.imdecode(buffer, flags | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise UnreadableImage("not_an_image") from error
    if pixels is None or pixels.size == 0:
        raise UnreadableImage("truncated")
    if header.transparent:
        pixels = _on_white(pixels)
    elif header.format == "TIFF" and times > 1:  # OpenCV would squeeze one that it also turns
        size = [length // (4 if times > 2 else 2) for length in pixels.shape[1::-1]]
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR_EXACT)
    return np.asarray(pixels if colour else grey_of(pixels), np.uint8)


def _reduced(times: float, colour: bool) -> int:
    if times > 2:
        return cv2.IMREAD_REDUCED_COLOR_4 if colour else cv2.IMREAD_REDUCED_GRAYSCALE_4
    if times > 1:
        return cv2.IMREAD_REDUCED_COLOR_2 if colour else cv2.IMREAD_REDUCED_GRAYSCALE_2
    return cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE


def _on_white(stored: NDArray[np.generic]) -> Pixels:
    """A transparent picture laid on white paper; 16 bits become 8."""
    pixels = np.asarray(stored, np.float32) / (257 if stored.dtype == np.uint16 else 1)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        alpha = pixels[:, :, 3:] / 255
        pixels = pixels[:, :, :3] * alpha + 255 * (1 - alpha)
    return np.asarray(np.clip(pixels, 0, 255), np.uint8)


def grey_of(pixels: NDArray[np.generic]) -> Grey:
    """H x W from H x W, H x W x 1, BGR or BGRA."""
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels, np.uint8)
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0], np.uint8)
    colours = np.ascontiguousarray(pixels[:, :, :3], np.uint8)
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)


def _checked_array(pixels: NDArray[np.uint8]) -> Pixels:
    """An array of a shape that can be a picture. Raises UnreadableImage otherwise."""
    if pixels.size == 0:
        raise UnreadableImage("empty")
    shaped = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (1, 3, 4))
    if not shaped or pixels.dtype != np.uint8:
        raise UnreadableImage("not_an_image")
    if pixels.shape[0] * pixels.shape[1] > LARGEST_PICTURE:
        raise UnreadableImage("too_large")
    return pixels


def oriented(pixels: Pixels, orientation: int) -> Pixels:
    """The picture as its EXIF orientation (1 to 8) asks for it."""
    if orientation in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return widened(np.ascontiguousarray(pixels))


def widened(pixels: Pixels) -> Pixels:
    """A sliver repeated across its width until it can be shrunk; others as they are."""
    short, long = sorted(pixels.shape[:2])
    missing = -(-long // SLIVER) - short
    if missing <= 0:
        return pixels
    below, right = (0, missing) if pixels.shape[0] > pixels.shape[1] else (missing, 0)
    return np.asarray(
        cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8
    )


def turned(pixels: Pixels, degrees: int) -> Pixels:
    """A copy of the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees not in _TURNS:
        return pixels.copy()
    return np.asarray(cv2.rotate(pixels, _TURNS[degrees]), np.uint8)
