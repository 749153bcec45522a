"""Barcodes on paper: drawn by ZXing's and segno's writers, laid on a page, photographed."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import segno
import zxingcpp

from docreader.reading import Grey
from tests.docreader.drawn import Picture, file_of


def drawn(symbology: str, text: str, scale: int = 3) -> Grey:
    """The bare symbol in black on white, ``scale`` pixels a module, with its quiet zone."""
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(symbology))
    return np.pad(np.asarray(made.to_image(scale=scale), np.uint8), 12, constant_values=255)


def drawn_by_segno(text: str, scale: int = 3) -> Grey:
    """A QR code of another maker."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4)
    image = cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.asarray(image, np.uint8)


def on_paper(code: Grey, *, height: int = 1100, width: int = 1600, skew: float = 0.0) -> Picture:
    """The symbol on a sheet of white paper, BGR, ``skew`` degrees aslant."""
    sheet = np.full((height, width), 244, np.uint8)
    top, left = height // 2 - code.shape[0] // 2, width // 2 - code.shape[1] // 2
    sheet[top : top + code.shape[0], left : left + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    sheet = np.asarray(cv2.warpAffine(sheet, turn, (width, height), borderValue=244), np.uint8)
    return np.asarray(cv2.cvtColor(sheet, cv2.COLOR_GRAY2BGR), np.uint8)


def shot(code: Picture, dice: np.random.Generator) -> Picture:
    """The page as a camera gives it: uneven light, a little soft, noisy, compressed."""
    light = np.linspace(0.65, 1.0, code.shape[1])[None, :, None]
    soft = cv2.GaussianBlur(code.astype(np.float32) * light, (0, 0), 0.8)
    noisy = np.clip(soft + dice.normal(0, 5, code.shape), 0, 255).astype(np.uint8)
    jpeg = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)


def barcode_file(symbology: str, text: str) -> bytes:
    """A JPEG of a sheet with one barcode."""
    return file_of(on_paper(drawn(symbology, text)))
