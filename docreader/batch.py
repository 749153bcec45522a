"""Many files to JSON lines: read in parallel, written in order, taken up again where it ended."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from docreader.answers import ScanRead
from docreader.errors import UnreadableImage
from docreader.files import may_hold_pages, read_file
from docreader.payloads import weighed
from docreader.pool import ReaderOverrun, ReaderPool
from docreader.printed import nothing_compared
from docreader.signers import Signers

Line = dict[str, Any]  # one object of the output

AHEAD = 4  # files a worker that may wait to be written behind a slow one
_BEGINS = b'{"file": "'
_OVERRUN = "The file could not be read in the time and memory that one file may take."
_UNREAD = "The page was not reached in the time that one file may take."


def read_all(
    files: Iterable[str],
    workers: int,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
    signers: Signers | None = None,
    *,
    printed: bool = False,
) -> Iterator[list[Line]]:
    """The lines of each file, in order, by ``workers`` reader processes.

    ``seconds`` as in ``ReaderPool``; ``signers`` are those whose seals are known;
    ``printed`` compares the print beside each zone as well. Once
    ``stop()`` is true no file is begun any more; those that are being read still come.
    """
    waiting = iter(files)
    begun: deque[Future[list[Line]]] = deque()
    with (
        ReaderPool(children=workers, seconds=seconds) as pool,
        ThreadPoolExecutor(workers) as threads,
    ):
        try:
            while True:
                room = 0 if stop() else workers * AHEAD - len(begun)
                some = islice(waiting, room)
                begun.extend(threads.submit(_lines, file, pool, signers, printed) for file in some)
                if not begun:
                    return
                first = begun.popleft()
                if not (stop() and first.cancel()):
                    yield first.result()
        except (KeyboardInterrupt, GeneratorExit):
            pool.close()  # so that nobody waits for what is being read
            raise


def _lines(file: str, pool: ReaderPool, signers: Signers | None, printed: bool) -> list[Line]:
    try:
        data = read_file(Path(file))
        found = pool.scan(data)
    except UnreadableImage as problem:
        return [{"file": file, "error": str(problem)}]
    except ReaderOverrun:
        return [{"file": file, "error": _OVERRUN}]
    told = [replace(one, reading=weighed(one.reading, None, signers)) for one in found.pages]
    lines = [{"file": file, **one.as_json()} for one in told]
    if printed:
        _add_print(lines, found, pool, data)
    return [*lines, *_unread(file, found)]


def _add_print(lines: list[Line], found: ScanRead, pool: ReaderPool, data: bytes) -> None:
    """Compare the first document with its page; of what else a file holds no page is at hand."""
    first = found.pages.index(found.opened)
    for index, (line, one) in enumerate(zip(lines, found.pages, strict=True)):
        compared = nothing_compared(one.reading)
        if index == first and compared:
            page = found.first.page_jpeg if may_hold_pages(data) else data
            with suppress(ReaderOverrun):  # then nothing was compared
                compared = dict(pool.printed(page, line).fields)
        line["printed"] = {name: field.as_json() for name, field in compared.items()}


def _unread(file: str, found: ScanRead) -> Iterator[Line]:
    pages = found.pages[-1].pages
    for page in range(pages - found.unread + 1, pages + 1):
        yield {"file": file, "page": page, "pages": pages, "error": _UNREAD}


class Output:
    """A file of JSON lines that grows; what it holds from an earlier run is not read again.

    ``held`` are the files that it holds, ``failed`` those of them with an error.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError for a path that cannot be written, ValueError for another content."""
        self._out = path.open("a+b")
        self.held: set[str] = set()
        self.failed: set[str] = set()
        self._out.seek(0)
        lines = list(self._out)
        while lines and not _is_last_of_file(lines[-1]):  # a stop cut its file short
            lines.pop()
        self._out.truncate(sum(len(line) for line in lines))
        for line in lines:
            told = json.loads(line)
            self.held.add(told["file"])
            if "error" in told:
                self.failed.add(told["file"])

    def write(self, lines: list[Line]) -> None:
        """Add the lines of one file; on the disk when this returns."""
        self._out.write("".join(json.dumps(line) + "\n" for line in lines).encode())
        self._out.flush()
        os.fsync(self._out.fileno())

    def close(self) -> None:
        """Nothing more comes."""
        self._out.close()


def _is_last_of_file(line: bytes) -> bool:
    """Whether a line of the output is whole and the last one of its file."""
    if not line.startswith(_BEGINS[: len(line)]):
        raise ValueError("these are not lines of this command")
    if not line.endswith(b"\n"):
        return False
    told = json.loads(line)
    return told.get("page") == told.get("pages")
