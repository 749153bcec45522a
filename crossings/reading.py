"""Having a document read: pictures by the reader pool beside the web, lines at once.

The web process never decodes a picture (ADR 0010).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import clock, seal_signers
from borderpost.refusal import Refused
from crossings import sheet as sheets
from crossings.models.inspection import Source
from crossings.services.inspecting import Arrival
from docreader import Barcode, Reading, UnreadableImage, read_text
from docreader.payloads import weighed
from docreader.pool import PrintRead, ReaderOverrun, ReaderPool, ScanRead

T = TypeVar("T")
_STARTING = Lock()
_SENTENCES = {
    "empty": _l("The file is empty. Take the picture again."),
    "not_an_image": _l("This file is not a picture. Take a photo, or type the lines."),
    "truncated": _l("The picture is incomplete. Take it again."),
    "too_large": _l("The picture is too large. Take it again with fewer pixels."),
    "locked": _l("This file is locked with a password. Scan the document again without one."),
    "too_many_pages": _l("This file has more than 40 pages. Scan only the documents' pages."),
    "overrun": _l("This picture could not be read in time. Take it again, or type the lines."),
}
_OF_A_PHOTO = {
    **_SENTENCES,
    "not_an_image": _l("This file is not a picture. Take a photo, or choose another file."),
    "overrun": _l("This photo could not be taken in time. Take it again."),
}

_OF_THE_PRINT = {
    **_SENTENCES,
    "overrun": _l("The print could not be compared in time. Compare it with your own eyes."),
}


def picture(data: bytes) -> Arrival:
    """What a picture shows, or the first document of a scan; its warnings tell of the others.

    Raises ``Refused`` when no picture came out of the file.
    """
    scan = _made(pool().scan, data, "picture", _SENTENCES)
    first = scan.first.reading
    noticed = replace(first, warnings=(*first.warnings, *_of_the_scan(scan)))
    reading = answered(noticed)
    return Arrival(
        reading=reading,
        source=Source.CAMERA,
        sheet=sheets.from_reading(reading),
        zone_png=scan.first.zone_png,
        page_jpeg=scan.first.page_jpeg,
    )


def _of_the_scan(scan: ScanRead) -> Iterator[str]:
    if scan.documents > 1:
        yield f"several_documents:{scan.documents}"
    if scan.unread:
        yield f"pages_unread:{scan.unread}"


def beside(reading: Reading, before: Mapping[str, Any]) -> Reading:
    """Corrected lines with the barcodes of the picture that they were read from, compared
    anew: what a seal says does not go away because the lines are typed again."""
    barcodes = tuple(map(Barcode.from_json, before["barcodes"]))
    return answered(replace(reading, barcodes=barcodes))


def answered(reading: Reading) -> Reading:
    """The reading with what its barcodes say, and of the seals what this machine's
    certificates let it say."""
    return weighed(reading, clock.today(), seal_signers.installed())


def printed(page: bytes, before: Mapping[str, Any]) -> PrintRead:
    """What is printed on a sheet's page against what its reading coded. Raises ``Refused``
    when the readers gave no answer: then nothing was compared."""
    return _made(lambda data: pool().printed(data, before), page, "printed", _OF_THE_PRINT)


def face(data: bytes) -> bytes:
    """A photo of the traveller as a small fresh JPEG, 640 pixels at most. Raises ``Refused``
    when no picture came out of the file."""
    return _made(pool().photo, data, "photo", _OF_A_PHOTO)


def _made(
    make: Callable[[bytes], T], data: bytes, field: str, sentences: Mapping[str, LazyString]
) -> T:
    """What the readers make of a picture; a failure becomes the refusal of ``field``."""
    try:
        return make(data)
    except UnreadableImage as error:
        raise Refused(sentences[error.code], field=field) from error
    except ReaderOverrun as error:
        raise Refused(sentences["overrun"], field=field) from error


def lines(text: str, source: Source) -> Arrival:
    """What lines say that were typed, pasted or sent by a swipe reader.

    Raises ``Refused`` for an empty text; lines of the wrong shape give a sheet that says so.
    """
    if not text.strip():
        raise Refused(_l("There are no lines. Swipe the document, or type them."), field="lines")
    found = read_text(text)
    return Arrival(reading=found, source=source, sheet=sheets.from_reading(found))


def by_hand(values: dict[str, str], digits: dict[str, str]) -> Arrival:
    """What the officer typed field by field, without a zone."""
    return Arrival(
        reading=Reading(warnings=("typed_by_hand",)),
        source=Source.MANUAL,
        sheet=sheets.typed(values, digits),
    )


def pool() -> ReaderPool:
    """The reader processes of this web process, started on first use."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with _STARTING:
        if "reader_pool" not in app.extensions:
            app.extensions["reader_pool"] = ReaderPool(
                children=app.config["READER_CHILDREN"],
                pages=app.config["READER_PAGES"],
                seconds=app.config["READER_SECONDS"],
            )
    found: ReaderPool = app.extensions["reader_pool"]
    return found
