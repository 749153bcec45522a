"""Pictures of an invented traveller's document, and a camera that films one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from docreader.specimens import SpecimenPerson, draw

FRAME = (720, 1280)  # rows, columns: what a webcam gives


def picture(person: SpecimenPerson, kind: str = "TD3", extension: str = ".jpg") -> bytes:
    """The document's page as an image file."""
    page = draw(person, kind, seed=1)
    return bytes(cv2.imencode(extension, page)[1].tobytes())


def film(person: SpecimenPerson, path: Path) -> Path:
    """A film of a document that lies still: JPEG frames one after the other."""
    page = draw(person, "TD3", seed=1)
    scale = min((FRAME[0] - 20) / page.shape[0], (FRAME[1] - 20) / page.shape[1])
    page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((*FRAME, 3), 90, np.uint8)
    top, left = (FRAME[0] - page.shape[0]) // 2, (FRAME[1] - page.shape[1]) // 2
    frame[top : top + page.shape[0], left : left + page.shape[1]] = page
    still = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
    path.write_bytes(still * 5)
    return path
