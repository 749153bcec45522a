"""Having scanned sheets read by the reader processes, never by the web itself (ADR 0010)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.reader_pool import pool
from borderpost.refusal import Refused
from docreader import UnreadableImage
from docreader.answers import SheetPage
from docreader.pool import ReaderOverrun
from training import sheet_codes
from training.sheet_codes import Place

MOST_FILES, MOST_PAGES = 20, 200  # of one upload


@dataclass(frozen=True)
class Paper:
    """A page upright, and where its code says that it belongs; None without one of ours."""

    jpeg: bytes
    place: Place | None


@dataclass
class Pile:
    """What came out of an upload: its pages, and a sentence for each file that gave none."""

    papers: list[Paper] = field(default_factory=list)
    unreadable: list[LazyString] = field(default_factory=list)


def read(files: Iterable[tuple[str, bytes]]) -> Pile:
    """The pages of these files (name, content); a bad file keeps no good one out. Raises
    ``Refused`` when no page came out of any, and for more than one upload may bring."""
    pile = Pile()
    for name, data in files:
        try:
            pages = _pages(data, MOST_PAGES - len(pile.papers))
        except UnreadableImage as error:
            pile.unreadable.append(_why(name, error.code))
        except ReaderOverrun:
            pile.unreadable.append(_why(name, "overrun"))
        else:
            pile.papers += [Paper(page.jpeg, sheet_codes.first(page.texts)) for page in pages]
    if not pile.papers and pile.unreadable:
        raise Refused(pile.unreadable[0], field="files")
    return pile


def _pages(data: bytes, most: int) -> Sequence[SheetPage]:
    found: list[SheetPage] = []
    for page in _asked(data):
        found.append(page)
        if len(found) > most:
            raise Refused(
                _l("More than %(most)s pages at once. Send them in two goes.", most=MOST_PAGES),
                field="files",
            )
    return found


def _asked(data: bytes) -> Iterator[SheetPage]:
    """The readers answer as many pages as they have time for, and are asked for the others."""
    first, unread = 1, 1
    while unread:
        answer = pool().sheets(data, first)
        if not answer.pages:
            raise ReaderOverrun("pages are left and none came")
        yield from answer.pages
        first, unread = first + len(answer.pages), answer.unread


def _why(name: str, code: str) -> LazyString:
    if code == "too_many_pages":
        return _l("%(name)s has more than 40 pages: send it in parts.", name=name)
    if code == "locked":
        return _l("%(name)s is locked with a password: scan it again without one.", name=name)
    return _l("%(name)s cannot be read: scan it again as PDF or JPEG.", name=name)
