"""A reader process: ``python -m docreader.reader_child SECONDS MEMORY_MB``, for the pool only.

Takes pictures as frames on its standard input, before each the word for what is wanted of it
(``read``, ``page``, ``scan``, ``sheets``, ``still``, ``codes``, ``printed`` or ``photo``), and
answers with five: JSON, the zone as PNG, the page or photo as JPEG, and the same of a scan's
further documents.
Ends with its input or with its parent.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from docreader.errors import UnreadableImage
from docreader.frames import LARGEST_FRAME, LENGTH, MANY, SCAN_TIMES, TOLD
from docreader.further import LARGEST_PAGES, Pictures
from docreader.pages import PageReading
from docreader.reading import Reading

if TYPE_CHECKING:
    from docreader.image import Pixels

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PAGE_SIDE, _PHOTO_SIDE = 1600, 640  # pixels on the longer side of what is kept
_QUALITY = 85  # of the JPEG


def main() -> None:
    """Read pictures until the input ends."""
    seconds, memory_mb = float(sys.argv[1]), int(sys.argv[2])
    answers = os.dup(1)
    os.dup2(2, 1)  # nothing that a library prints may look like an answer
    _die_with_parent()
    from docreader import barcodes, recognise

    barcodes.zbar_missing()  # to look for a library may write a file: not under the limits
    _limit(memory_mb)
    recognise.warm_up()
    _write(answers, [b""])
    while (wanted := _next_frame()) is not None and (data := _next_frame()) is not None:
        times = SCAN_TIMES if wanted in MANY else 1
        _limit_cpu(times * seconds)
        how = partial(_sheets if wanted == b"sheets" else _scan, seconds=(times - 1) * seconds)
        _write(answers, _answer(_ANSWERS.get(wanted, how), data))


def _die_with_parent() -> None:
    """Ask the kernel for a SIGKILL when the parent ends; elsewhere the closed input tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == 1:  # it ended before the kernel was asked
            sys.exit(1)


def _limit(memory_mb: int) -> None:
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_cpu(seconds: float) -> None:
    """Let the next page use ``seconds`` of CPU more than was used so far, not another one."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds) + 1, hard))


def _next_frame() -> bytes | None:
    head = sys.stdin.buffer.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        return None
    return sys.stdin.buffer.read(length)


def _write(out: int, frames: list[bytes]) -> None:
    whole = memoryview(b"".join(LENGTH.pack(len(frame)) + frame for frame in frames))
    while whole:
        whole = whole[os.write(out, whole) :]


def _answer(how: Callable[[bytes], list[bytes]], data: bytes) -> list[bytes]:
    import cv2

    try:
        return how(data)
    except UnreadableImage as error:
        return _error(error.code)
    except MemoryError:
        return _error("overrun")
    except cv2.error as error:
        return _error("overrun" if error.code == cv2.Error.StsNoMem else "not_an_image")


def _error(code: str) -> list[bytes]:
    return [json.dumps({"error": code}).encode(), b"", b"", b"", b""]


def _read(data: bytes) -> list[bytes]:
    from docreader.page import read_pixels

    start = time.process_time()
    pixels, mirrored = _pixels(data)
    reading, upright = read_pixels(pixels, datetime.now(UTC).date(), mirrored=mirrored)
    spent = round(1000 * (time.process_time() - start), 1)
    told = json.dumps({"reading": reading.as_json(), "ms": spent}).encode()
    return [told, _png(reading), _jpeg(upright, _PAGE_SIDE), b"", b""]


def _still(data: bytes) -> list[bytes]:
    """One picture of a film; only what shows a zone comes back as a picture."""
    from docreader.still import read_still

    still, upright = read_still(_pixels(data)[0], datetime.now(UTC).date())
    told = json.dumps({"still": still.as_json()}).encode()
    page = _jpeg(upright, _PAGE_SIDE) if still.seen is not None else b""
    return [told, _png(still.reading), page, b"", b""]


def _scan(data: bytes, seconds: float) -> list[bytes]:
    """Every page, none begun after ``seconds``; each document with its own pictures."""
    from docreader.scan import read_pages

    over = time.monotonic() + seconds
    found: list[PageReading] = []
    more = Pictures()
    first, zone, page = Reading(), b"", b""
    for shown in read_pages(data, datetime.now(UTC).date(), colour=True):
        for one, upright in shown:
            side = (one.page, one.reading.turned)
            if not page or (one.reading.mrz_lines and not first.mrz_lines):
                first, zone, page = one.reading, _png(one.reading), _jpeg(upright, _PAGE_SIDE)
                more.first(side)
            elif _is_new(one, found):
                kept = b"" if more.knows(side) else _jpeg(upright, _PAGE_SIDE)
                more.add(len(found), _png(one.reading), side, kept)
            found.append(one)
        if time.monotonic() > over or more.is_full:
            break
    told = {"reading": first.as_json(), "pages": [one.as_json() for one in found], **more.told()}
    told["unread"] = found[-1].pages - found[-1].page
    return [json.dumps(told).encode(), zone, page, *more.frames()]


def _sheets(data: bytes, seconds: float) -> list[bytes]:
    """Pages with their codes from the one that stands before the file, none begun after
    ``seconds``."""
    from docreader import sheet_pages

    over, first = time.monotonic() + seconds, TOLD.unpack_from(data)[0]
    told: list[dict[str, object]] = []
    pictures: list[bytes] = []
    for page in sheet_pages.read_sheets(data[TOLD.size :], first):
        pictures.append(_jpeg(page.upright, _PAGE_SIDE))
        told.append({"number": page.number, "texts": page.texts, "size": len(pictures[-1])})
        if time.monotonic() > over or sum(map(len, pictures)) > LARGEST_PAGES // 2:
            break
    answer = {"pages": told, "unread": page.pages - page.number}
    return [json.dumps(answer).encode(), b"", b"", b"", b"".join(pictures)]


def _is_new(one: PageReading, found: list[PageReading]) -> bool:
    lines = one.reading.mrz_lines
    return bool(lines) and all(lines != before.reading.mrz_lines for before in found)


def _pixels(data: bytes) -> tuple[Pixels, bool]:
    """The picture in colour as its EXIF tag turns it, and whether the tag mirrored it."""
    from docreader import image

    header = image.read_header(data)
    pixels = image.decode(data, header, colour=True)
    return image.oriented(pixels, header.orientation), header.mirrored


def _jpeg(pixels: Pixels, side: int) -> bytes:
    """A fresh file without metadata, at most ``side`` pixels long."""
    import cv2

    scale = min(1.0, side / max(pixels.shape[:2]))
    if scale < 1.0:
        size = [max(1, round(scale * length)) for length in pixels.shape[1::-1]]
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


def _png(reading: Reading) -> bytes:
    import cv2

    if reading.zone is None:
        return b""
    return cv2.imencode(".png", reading.zone)[1].tobytes()


def _codes(data: bytes) -> list[bytes]:
    from docreader.barcodes import read_codes

    found = Reading(barcodes=read_codes(data))
    return [json.dumps({"reading": found.as_json()}).encode(), b"", b"", b"", b""]


def _printed(data: bytes) -> list[bytes]:
    """The print of a page against a reading that stands before it as JSON."""
    from docreader import image
    from docreader.printed_page import compare_printed

    (length,) = TOLD.unpack_from(data)
    reading = Reading.from_json(json.loads(data[TOLD.size : TOLD.size + length]))
    page = data[TOLD.size + length :]
    found = compare_printed(page, reading)
    told = {name: one.as_json() for name, one in found.items()}
    header = image.read_header(page)
    size = [header.width, header.height]
    return [json.dumps({"printed": told, "size": size}).encode(), b"", b"", b"", b""]


def _photo(data: bytes) -> list[bytes]:
    nothing_read = json.dumps({"reading": Reading().as_json()}).encode()
    return [nothing_read, b"", _jpeg(_pixels(data)[0], _PHOTO_SIDE), b"", b""]


_ANSWERS: Mapping[bytes, Callable[[bytes], list[bytes]]] = {
    b"read": _read,
    b"still": _still,
    b"codes": _codes,
    b"printed": _printed,
    b"photo": _photo,
}


if __name__ == "__main__":
    main()
