"""Wiping what an instance folder holds: the keys first, then every file over and over with zeros.

What was sealed is gone for good with its key, whatever the disk keeps. The rest lies in files that
are written over where they stand; what older files left on the disk is written over as far as the
time reaches. A disk that moves its blocks (SSD, SD card) may keep copies that no program reaches:
there the disk's own encryption is the guarantee, and its key the thing to destroy.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ZEROS = bytes(4 << 20)
_SMALL = 4096
_FILL = ".space"


@dataclass(frozen=True)
class Wiped:
    """How many files and bytes were written over, and how much of the disk's free space;
    ``is_all``: all of the free space."""

    files: int
    size: int
    free: int
    is_all: bool


def wipe(instance: Path, until: float, kept: frozenset[str]) -> Wiped:
    """Write over and remove everything in ``instance`` but the ``kept`` names at its top, then
    write over the disk's free space until ``until`` (monotonic). Links are removed, not followed.
    """
    files, size = 0, 0
    for path in _keys_first(instance):
        if path.relative_to(instance).parts[0] not in kept:
            size += overwrite(path)
            files += 1
    for path in instance.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name not in kept:
            shutil.rmtree(path)
    with _nothing_kept_back(instance):
        free, is_all = _fill(instance / _FILL, until)
    return Wiped(files, size, free, is_all)


def overwrite(path: Path) -> int:
    """Write over a file where it stands and remove it; how many bytes."""
    size = 0
    if path.is_file() and not path.is_symlink():
        path.chmod(0o600)
        size = path.stat().st_size
        with path.open("r+b", buffering=0) as file:
            left = size
            while left > 0:
                left -= file.write(_ZEROS[: min(left, len(_ZEROS))])
            os.fsync(file.fileno())
    path.unlink()
    return size


def _keys_first(instance: Path) -> Iterator[Path]:
    found = [path for path in instance.rglob("*") if path.is_symlink() or not path.is_dir()]
    yield from sorted(found, key=lambda path: (path.relative_to(instance).parts[0] != "keys", path))


@contextmanager
def _nothing_kept_back(place: Path) -> Iterator[None]:
    """Have ext4 give its reserve of some 2 % to files too, where this user may ask for it: what was
    removed before may lie there."""
    device = place.stat().st_dev
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    reserve = Path("/sys/fs/ext4") / block.name / "reserved_clusters"
    try:
        before = reserve.read_text(encoding="ascii")
        reserve.write_text("0", encoding="ascii")
    except OSError:  # another file system, or not allowed
        yield
        return
    try:
        yield
    finally:
        reserve.write_text(before, encoding="ascii")


def _fill(path: Path, until: float) -> tuple[int, bool]:
    """Fill the disk with zeros and give it back: how many bytes, and whether it was full."""
    os.sync()  # what was just removed counts as free only once its removal is on the disk
    written = 0
    try:
        with path.open("wb", buffering=0) as file:
            for piece in (_ZEROS, _ZEROS[:_SMALL]):  # the last gaps are small
                while time.monotonic() < until:
                    try:
                        written += file.write(piece)
                        os.fdatasync(file.fileno())  # else the last one would wait for all
                    except OSError:  # full, which is wanted
                        os.sync()
                        break
                else:
                    return written, False
        return written, True
    finally:
        path.unlink(missing_ok=True)
