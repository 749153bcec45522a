"""What a reader process answers, put together from the frames that it sent.

A child may have been taken over by what it read: whatever has another shape than agreed raises
ValueError, KeyError, TypeError or AttributeError, and counts as no answer. A refusal comes up as
the UnreadableImage that it is, memory or time that ran out as Broken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docreader.errors import UnreadableImage
from docreader.frames import Broken
from docreader.further import shown
from docreader.pages import PageReading
from docreader.printed import Printed
from docreader.reading import Reading
from docreader.still import Still


@dataclass(frozen=True)
class PageRead:
    """One page as read: the reading (without arrays), the zone and the upright page.

    ``zone_png`` is grey and empty when there is no zone; ``page_jpeg`` is at most 1600 pixels
    long and carries no metadata.
    """

    reading: Reading
    zone_png: bytes
    page_jpeg: bytes


@dataclass(frozen=True)
class StillRead:
    """One picture of a film as read, for ``Film.take``; its pictures as ``PageRead`` has them,
    empty when there is no zone."""

    still: Still
    zone_png: bytes
    page_jpeg: bytes


@dataclass(frozen=True)
class ScanRead:
    """A file of one or more pages as read: its first document with its pictures, or its first
    page if it shows none, every page's readings, and ``further`` documents with their pictures
    by their place among the readings. ``unread`` pages had to be left out, because the time was
    over or the documents too many.
    """

    first: PageRead
    pages: tuple[PageReading, ...]
    unread: int
    further: Mapping[int, PageRead] = field(default_factory=dict)

    @property
    def opened(self) -> PageReading:
        """Where ``first`` comes from."""
        return next((one for one in self.pages if one.reading.mrz_lines), self.pages[0])

    @property
    def documents(self) -> int:
        """How many different documents the pages show."""
        return len({one.reading.mrz_lines for one in self.pages if one.reading.mrz_lines})

    @property
    def blank(self) -> tuple[int, ...]:
        """The numbers of the pages on which no zone was found."""
        return tuple(one.page for one in self.pages if not one.reading.mrz_lines)

    def at(self, place: int) -> PageRead:
        """A document of ``pages`` with its pictures; without, if another reading of the same
        document has them."""
        if self.pages[place] is self.opened:
            return self.first
        return self.further.get(place, PageRead(self.pages[place].reading, b"", b""))


@dataclass(frozen=True)
class PrintRead:
    """What is printed against what is coded, by field, and the size of the page in pixels."""

    fields: Mapping[str, Printed]
    width: int
    height: int


@dataclass(frozen=True)
class SheetPage:
    """A page of our own papers, upright: ``jpeg`` is at most 1600 pixels long."""

    number: int
    texts: tuple[str, ...]
    jpeg: bytes


@dataclass(frozen=True)
class SheetsRead:
    """The pages that were read; ``unread`` ones behind them are to be asked for again."""

    pages: tuple[SheetPage, ...]
    unread: int


def page_read(answer: list[bytes]) -> PageRead:
    """One page, or what else one picture gave."""
    return PageRead(Reading.from_json(_told(answer)["reading"]), answer[1], answer[2])


def still_read(answer: list[bytes]) -> StillRead:
    """One picture of a film."""
    return StillRead(Still.from_json(_told(answer)["still"]), answer[1], answer[2])


def print_read(answer: list[bytes]) -> PrintRead:
    """The print beside a zone."""
    told = _told(answer)
    width, height = told["size"]
    found = {str(name): Printed.from_json(one) for name, one in told["printed"].items()}
    return PrintRead(found, int(width), int(height))


def scan_read(answer: list[bytes]) -> ScanRead:
    """Every document of a file."""
    told = _told(answer)
    pages = tuple(map(PageReading.from_json, told["pages"]))
    more = {
        one.place: PageRead(pages[one.place].reading, one.zone_png, one.page_jpeg)
        for one in shown(told, answer[2], answer[3:])
        if 0 <= one.place < len(pages)
    }
    return ScanRead(page_read(answer), pages, int(told["unread"]), more)


def sheets_read(answer: list[bytes]) -> SheetsRead:
    """Pages of our own papers; their pictures lie one behind the other in the last frame."""
    told = _told(answer)
    pages, begins = [], 0
    for one in told["pages"]:
        ends = begins + int(one["size"])
        texts = tuple(str(text) for text in one["texts"])
        pages.append(SheetPage(int(one["number"]), texts, answer[4][begins:ends]))
        begins = ends
    return SheetsRead(tuple(pages), int(told["unread"]))


def _told(answer: list[bytes]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(answer[0])
    if "error" in told:
        if told["error"] == "overrun":
            raise Broken("out of memory or time")
        raise UnreadableImage(str(told["error"]))
    return told
