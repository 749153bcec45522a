"""Pictures of an invented traveller's document, and a camera that films one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from docreader.specimens import SpecimenPerson, draw

FRAME = (720, 1280)  # rows, columns: what a webcam gives


def picture(person: SpecimenPerson, kind: str = "TD3", extension: str = ".jpg") -> bytes:
    """The document's page as an image file."""
    page = draw(person, kind, seed=1)
    return bytes(cv2.imencode(extension, page)[1].tobytes())


def film(person: SpecimenPerson, path: Path) -> Path:
    """A film of a document that lies still: JPEG frames one after the other."""
    path.write_bytes(_jpeg(_framed(draw(person, "TD3", seed=1))) * 5)
    return path


def label(text: str, path: Path) -> Path:
    """A film of a printed label, its QR code with these words, that lies still."""
    drawn = np.array(segno.make(text, boost_error=False).matrix, np.uint8)
    modules = np.pad(np.where(drawn > 0, 0, 255).astype(np.uint8), 4, constant_values=255)
    page = cv2.cvtColor(np.kron(modules, np.ones((9, 9), np.uint8)), cv2.COLOR_GRAY2BGR)
    path.write_bytes(_jpeg(_framed(page)) * 5)
    return path


def handed(page: NDArray[np.uint8], path: Path, still: int = 120) -> Path:
    """A film of a page that is handed in: an empty desk, a blurred movement, then held still
    by a hand that is never quite still. Chromium plays it again and again at 30 pictures a
    second."""
    lies = _framed(page)
    desk = np.full_like(lies, 90)
    shots = [_jpeg(desk)] * 15
    for step in range(10, 0, -1):
        moved = np.roll(lies, 60 * step, axis=1)
        moved[:, : 60 * step] = 90
        shots.append(_jpeg(cv2.blur(moved, (31, 1))))
    rng = np.random.default_rng(1)
    held = []
    for _ in range(5):
        here = np.roll(lies, rng.integers(-2, 3, 2), axis=(0, 1))
        held.append(_jpeg(np.clip(here + rng.normal(0, 5, here.shape), 0, 255).astype(np.uint8)))
    path.write_bytes(b"".join(shots + [held[at % 5] for at in range(still)]))
    return path


def _framed(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The page in the middle of what a webcam sees."""
    scale = min((FRAME[0] - 20) / page.shape[0], (FRAME[1] - 20) / page.shape[1])
    page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((*FRAME, 3), 90, np.uint8)
    top, left = (FRAME[0] - page.shape[0]) // 2, (FRAME[1] - page.shape[1]) // 2
    frame[top : top + page.shape[0], left : left + page.shape[1]] = page
    return frame


def _jpeg(frame: NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes())
