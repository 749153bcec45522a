"""Reads pictures in child processes, so that the web process never decodes one.

A child lives long, reads one page at a time under limits of memory, CPU and files, and is
replaced after a number of pages or when it overruns. Pictures go in and JSON, PNGs and JPEGs
come out over pipes; nothing is unpickled.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from docreader.answers import (
    PageRead,
    PrintRead,
    ScanRead,
    SheetsRead,
    StillRead,
    page_read,
    print_read,
    scan_read,
    sheets_read,
    still_read,
)
from docreader.errors import UnreadableImage
from docreader.files import may_hold_pages
from docreader.frames import MANY, SCAN_TIMES, TOLD, Broken, receive, send
from docreader.further import LARGEST_PAGES, LARGEST_ZONES
from docreader.reading import Barcode

_ROOT = Path(__file__).parent.parent  # where the package is imported from
# Bytes of an answer's JSON, PNG and JPEG, and of the further documents' PNGs and JPEGs.
_LIMITS = (8 << 20, 4 << 20, 8 << 20, LARGEST_ZONES, LARGEST_PAGES)
_START_SECONDS = 30.0  # for a child to import OpenCV and load the network on a busy machine
_WALL_TIMES = 3  # by the clock a page may take so many times its CPU time: others compute too

Answer = TypeVar("Answer")


class ReaderOverrun(Exception):
    """No answer: the reader ran out of time or memory, or all readers stayed busy."""


class ReaderPool:
    """``children`` processes shared by any number of threads.

    ``seconds`` limits the CPU time of one picture, a scan may take three times as much; by the
    clock either may take three times as long. ``memory_mb`` limits a child's address space.
    """

    def __init__(
        self, children: int = 2, pages: int = 500, seconds: float = 10, memory_mb: int = 1024
    ) -> None:
        self._pages, self._seconds, self._memory_mb = pages, seconds, memory_mb
        self._idle: LifoQueue[_Child] = LifoQueue()
        # Children die with the thread that started them, so that is one that stays.
        self._starter = ThreadPoolExecutor(1)
        self._lock, self._restarts, self._closed = Lock(), 0, False
        self._all = [self._new_child() for _ in range(children)]
        for child in self._all:
            self._idle.put(child)

    @property
    def restarts(self) -> int:
        """How many children were replaced, for whatever reason."""
        return self._restarts

    def read(self, data: bytes) -> PageRead:
        """Read one picture's bytes.

        Raises UnreadableImage as ``docreader.read`` does, ReaderOverrun when no answer came.
        """
        return self._asked(b"read", data, page_read)

    def scan(self, data: bytes) -> ScanRead:
        """Read every document of a PDF, TIFF or picture, as far as time allows; raises as
        ``read``."""
        wanted = b"scan" if may_hold_pages(data) else b"page"
        return self._asked(wanted, data, scan_read)

    def still(self, data: bytes) -> StillRead:
        """Read one picture of a film, quickly; raises as ``read`` does."""
        return self._asked(b"still", data, still_read)

    def codes(self, data: bytes) -> tuple[Barcode, ...]:
        """The barcodes of one picture's bytes; raises as ``read`` does."""
        return self._asked(b"codes", data, page_read).reading.barcodes

    def sheets(self, data: bytes, first: int = 1) -> SheetsRead:
        """The pages of a PDF, TIFF or picture from ``first`` on, each upright by its code and with
        its codes, as far as time allows; raises as ``read``."""
        return self._asked(b"sheets", TOLD.pack(first) + data, sheets_read)

    def printed(self, page: bytes, reading: Mapping[str, Any]) -> PrintRead:
        """What is printed on a page against what its ``reading`` (as JSON) coded; raises as
        ``read`` does."""
        told = json.dumps(reading).encode()
        return self._asked(b"printed", TOLD.pack(len(told)) + told + page, print_read)

    def photo(self, data: bytes) -> bytes:
        """A photo as a fresh JPEG, at most 640 pixels long and without metadata, nothing read
        from it; raises as ``read`` does."""
        return self._asked(b"photo", data, page_read).page_jpeg

    def _asked(
        self, wanted: bytes, data: bytes, understood: Callable[[list[bytes]], Answer]
    ) -> Answer:
        try:
            child = self._idle.get(timeout=_START_SECONDS + 4 * self._seconds)
        except Empty as error:
            raise ReaderOverrun("all readers stay busy") from error
        healthy = False
        try:
            answer = understood(child.ask(wanted, data))
            healthy = True
            return answer
        except UnreadableImage:
            healthy = True
            raise
        except (Broken, ValueError, LookupError, TypeError, AttributeError) as error:
            raise ReaderOverrun("the reader gave no answer") from error
        finally:
            self._give_back(child, healthy)

    def close(self) -> None:
        """End every child. Readings under way end in ReaderOverrun."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.end()
        self._starter.shutdown()

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _new_child(self) -> _Child:
        return self._starter.submit(_Child, self._seconds, self._memory_mb).result()

    def _give_back(self, child: _Child, healthy: bool) -> None:
        """Put the child, or its successor, among the idle ones."""
        with self._lock:
            if not self._closed and not (healthy and child.pages < self._pages):
                child.end()
                successor = self._new_child()
                self._restarts += 1
                self._all = [successor if one is child else one for one in self._all]
                child = successor
        self._idle.put(child)


class _Child:
    """One reader process and its pipes."""

    def __init__(self, seconds: float, memory_mb: int) -> None:
        self.pages = 0
        self._seconds = seconds
        self._process = subprocess.Popen(
            [sys.executable, "-m", "docreader.reader_child", str(seconds), str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            close_fds=True,
            process_group=0,  # Ctrl-C is for the parent to act on
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise Broken("no pipes")
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._started = time.monotonic()

    def ask(self, wanted: bytes, data: bytes) -> list[bytes]:
        """The frames of the answer to one file: ``read`` its first document, all those of its
        ``page``, ``scan`` all its pages, ``sheets`` them with their codes, as a ``still`` of a
        film, its ``codes``, what is ``printed``, or the ``photo`` made anew. Raises Broken."""
        if not self.pages:  # its first word is an empty frame: ready
            receive(self._from, (0,), self._started + _START_SECONDS)
        self.pages += 1
        seconds = self._seconds * (SCAN_TIMES if wanted in MANY else 1)
        deadline = time.monotonic() + _WALL_TIMES * seconds
        send(self._to, [wanted, data], deadline)
        return receive(self._from, _LIMITS, deadline)

    def end(self) -> None:
        """Kill and reap the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


def _environment() -> dict[str, str]:
    """What a child needs to import the package, and none of the parent's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**kept, **one_thread, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
