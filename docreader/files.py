"""Files before they are opened: how large each kind may be, which of a folder are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from docreader.errors import UnreadableImage

LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_SCAN = 50 * 1024 * 1024  # bytes of a PDF or TIFF, which may hold many pages
SUFFIXES = (".bmp", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff", ".webp")

_TIFF = (b"II*\x00", b"MM\x00*")


def may_hold_pages(data: bytes) -> bool:
    """Whether a file that begins so is a PDF or TIFF; some PDFs stand behind another header."""
    return data.startswith(_TIFF) or b"%PDF-" in data[:1024]


def largest(head: bytes) -> int:
    """The most bytes of a file that begins so: a scan holds many pages, a picture is one."""
    return LARGEST_SCAN if may_hold_pages(head) else LARGEST_FILE


def read_file(path: Path) -> bytes:
    """The bytes of a file no larger than its kind may be.

    Raises UnreadableImage: not_found, too_large.
    """
    try:
        with path.open("rb") as opened:
            head = opened.read(1024)
            if path.stat().st_size > largest(head):
                raise UnreadableImage("too_large")
            return head + opened.read(LARGEST_SCAN)
    except (OSError, ValueError) as error:
        raise UnreadableImage("not_found") from error


def files_of(paths: Iterable[str]) -> Iterator[str]:
    """Files as they are named; of folders, and theirs, what ends in SUFFIXES, in order.

    Hidden files and folders are left out, links to folders are not followed, and a file that
    is named twice comes once.
    """
    seen = set()
    for path in paths:
        for file in _in_folder(path) if Path(path).is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _in_folder(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield str(Path(here, name))
