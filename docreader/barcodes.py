"""Barcodes of a picture: ZXing first, then zbar where the system has its library.

zbar reads no PDF417, Aztec nor DataMatrix; it is the second opinion on what ZXing missed.
A missing libzbar raises ImportError when pyzbar is loaded: that is caught here and nowhere
else, and ``zbar_missing`` tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from docreader import image as picture
from docreader.reading import Barcode, Grey

SIDE = 1600  # pixels on the longer side of the first look; a miss is looked at in full size
MOST = 32  # barcodes of one picture; a sheet of labels holds no more that matter
LONGEST = 4096  # characters or bytes of one payload: the largest QR code holds 4,296 letters
_FORMATS = zxingcpp.barcode_formats_from_str(
    "QRCode,MicroQRCode,PDF417,Aztec,DataMatrix,Code128,Code39,EAN13,EAN8,ITF"
)
_COPIES = zxingcpp.barcode_formats_from_str("QRCode,PDF417,Aztec,DataMatrix")
_NAMES: Mapping[str, str] = {  # zbar's names for what ZXing names otherwise
    "QRCODE": "QRCode",
    "CODE128": "Code128",
    "CODE39": "Code39",
    "EAN13": "EAN13",
    "EAN8": "EAN8",
    "I25": "ITF",
}


def read_codes(image: str | Path | bytes | NDArray[np.uint8]) -> tuple[Barcode, ...]:
    """The barcodes of a path, a file's bytes or an array; empty when there are none.

    Raises UnreadableImage as ``docreader.read`` does; its limits hold here too.
    """
    grey, mirrored = picture.load_grey(image)
    found = codes_in(grey)
    if not found and mirrored:
        found = codes_in(np.ascontiguousarray(grey[:, ::-1]))
    return found


def codes_in(grey: Grey, *, small_only: bool = False) -> tuple[Barcode, ...]:
    """The barcodes of grey pixels, H x W: the small page first, the full one on a miss.

    ``small_only`` leaves the full page out, for whoever looks at barcodes in passing.
    """
    small = _at_most(grey, SIDE)
    pages = (small,) if small is grey or small_only else (small, grey)
    for look in (_by_zxing, _by_zbar):
        for page in pages:
            if found := _each_once(look(page)):
                return found
    return ()


def copies_in(grey: Grey) -> tuple[Barcode, ...]:
    """The square codes and PDF417 of a page whose zone was read: about 4 ms, for they may hold
    the zone again, or a seal."""
    return _each_once(_by_zxing(_at_most(grey, SIDE), _COPIES))


@cache
def zbar_missing() -> str:
    """Why zbar cannot be asked, '' when it can."""
    return "" if _zbar() else "libzbar is not installed"


@cache
def _zbar() -> ModuleType | None:
    """pyzbar, or None where its system library is missing, or there and cannot be loaded."""
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return None
    module: ModuleType = pyzbar
    return module


def _each_once(found: Iterator[Barcode]) -> tuple[Barcode, ...]:
    return tuple(dict.fromkeys(found))[:MOST]


def _by_zxing(page: Grey, formats: zxingcpp.BarcodeFormats = _FORMATS) -> Iterator[Barcode]:
    for found in zxingcpp.read_barcodes(page, formats, text_mode=zxingcpp.TextMode.Plain):
        if found.text:
            yield _barcode(_symbology(found), found.text, found.bytes)


def _barcode(symbology: str, text: str, data: bytes) -> Barcode:
    """The barcode with its bytes only where its text does not give them back."""
    text, data = text[:LONGEST], data[:LONGEST]
    return Barcode(symbology, text, b"" if text.encode(errors="replace") == data else data)


def _symbology(found: zxingcpp.Barcode) -> str:
    return str(found.format).replace("-", "").replace(" ", "")


def _by_zbar(page: Grey) -> Iterator[Barcode]:
    zbar = _zbar()
    if zbar is None:
        return
    kinds = [getattr(zbar.ZBarSymbol, name) for name in _NAMES]
    for found in zbar.decode(page, symbols=kinds):
        text = found.data.decode("utf-8", "replace")
        if text:
            yield _barcode(_NAMES.get(found.type, found.type), text, found.data)


def _at_most(grey: Grey, side: int) -> Grey:
    """The page no longer than ``side``; itself when it is small enough."""
    longest = max(grey.shape)
    if longest <= side:
        return grey
    scale = side / longest
    return np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )
