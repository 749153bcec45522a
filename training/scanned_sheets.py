"""Having scanned sheets read by the reader processes, never by the web itself (ADR 0010)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from borderpost.reader_pool import pool
from docreader import UnreadableImage
from docreader.pool import ReaderOverrun
from docreader.sheet_pages import SheetPage
from training import sheet_codes
from training.sheet_codes import Place

MOST_FILES = 20  # of one upload


@dataclass(frozen=True)
class Paper:
    """A page upright, and where its code says that it belongs; None without one of ours."""

    jpeg: bytes
    place: Place | None


@dataclass
class Pile:
    """What came out of an upload: its pages, and the names of files that are no pictures."""

    papers: list[Paper] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def read(files: Iterable[tuple[str, bytes]]) -> Pile:
    """The pages of these files (name, content); a bad file keeps no good one out."""
    pile = Pile()
    for name, data in files:
        try:
            pages = list(_pages(data))
        except (UnreadableImage, ReaderOverrun):
            pile.unreadable.append(name)
            continue
        pile.papers += [Paper(page.jpeg, sheet_codes.first(page.texts)) for page in pages]
    return pile


def _pages(data: bytes) -> Iterator[SheetPage]:
    first, unread = 1, 1
    while unread:
        answer = pool().sheets(data, first)
        yield from answer.pages
        first, unread = first + len(answer.pages), answer.unread
