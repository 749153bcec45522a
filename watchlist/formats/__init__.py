"""PURE: the files that lists come in.

Each reader gives entries and rejected rows one by one, and raises ``BadFile`` where the whole
file cannot be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchlist.listed import Listed, Reject

Rows = Iterator[Listed | Reject]


class BadFile(Exception):
    """The file is not what it says: ``fault`` is a code of ``watchlist.alert_words.FILE_FAULTS``,
    and ``row`` the line, element or row where it was noticed."""

    def __init__(self, fault: str, row: int = 0, detail: str = "") -> None:
        super().__init__(f"{fault} at {row}: {detail}")
        self.fault = fault
        self.row = row
        self.detail = detail
