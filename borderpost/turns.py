"""Writers of one process take turns, in the order in which they came.

SQLite lets a waiting writer sleep and look again; among eight busy threads some never see the
lock free and end as "database is locked". Here nobody asks SQLite before it is their turn.
Another process, such as a command, is still waited for by ``busy_timeout``.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 30.0  # seconds; who waited so long tries without a turn, and SQLite decides

_line: deque[threading.Event] = deque()
_door = threading.Lock()


@contextmanager
def taken() -> Iterator[None]:
    """Wait for one's turn, keep it until the block ends."""
    mine = threading.Event()
    with _door:
        _line.append(mine)
        _line[0].set()
    mine.wait(PATIENCE)
    try:
        yield
    finally:
        with _door:
            _line.remove(mine)
            if _line:
                _line[0].set()


def waiting() -> int:
    """How many are in the line, with the one whose turn it is."""
    return len(_line)
