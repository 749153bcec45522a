"""Length-prefixed frames between the reader pool and its children.

Plain bytes and JSON only: what a child that a hostile picture has taken over can send is
data of limited size, never code.
"""

from __future__ import annotations

import os
import select
import struct
import time

LENGTH = struct.Struct(">I")
TOLD = struct.Struct(">I")  # before a page: bytes of JSON; before a file: its first page
LARGEST_FRAME = 52 * 1024 * 1024  # bytes
SCAN_TIMES = 3  # a scan of many pages may take so many times as long as a picture
MANY = (b"scan", b"sheets")  # what is asked of whole files
_CHUNK = 1 << 16


class Broken(Exception):
    """The other side is gone, too slow, or said what nobody says."""


def send(out: int, frames: list[bytes], deadline: float) -> None:
    """Write ``frames`` to the non-blocking descriptor ``out`` before ``deadline`` (monotonic)."""
    waiting = memoryview(b"".join(LENGTH.pack(len(frame)) + frame for frame in frames))
    while waiting:
        _wait(out, select.POLLOUT, deadline)
        try:
            waiting = waiting[os.write(out, waiting[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Broken("gone") from error


def receive(source: int, limits: tuple[int, ...], deadline: float) -> list[bytes]:
    """Read one frame for each of ``limits``, its size in bytes at most, before ``deadline``."""
    return [_frame(source, limit, deadline) for limit in limits]


def _frame(source: int, limit: int, deadline: float) -> bytes:
    (length,) = LENGTH.unpack(_exactly(source, LENGTH.size, deadline))
    if length > limit:
        raise Broken("a frame too long")
    return _exactly(source, length, deadline)


def _exactly(source: int, count: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        _wait(source, select.POLLIN, deadline)
        try:
            part = os.read(source, min(_CHUNK, count - len(parts)))
        except BlockingIOError:
            continue
        except OSError as error:
            raise Broken("gone") from error
        if not part:
            raise Broken("gone")
        parts += part
    return bytes(parts)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    left = deadline - time.monotonic()
    poll = select.poll()
    poll.register(descriptor, event)
    if left <= 0 or not poll.poll(left * 1000):
        raise Broken("too slow")
