"""Having a document read: pictures by the reader pool beside the web, lines at once.

The web process never decodes a picture (ADR 0010).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import clock, seal_signers
from borderpost.config import MIB
from borderpost.reader_pool import pool
from borderpost.refusal import Refused
from crossings import scanned
from crossings import sheet as sheets
from crossings.films import Films
from crossings.models.inspection import Source
from crossings.services.inspecting import Arrival
from docreader import Barcode, Reading, UnreadableImage, read_text
from docreader.answers import PrintRead
from docreader.payloads import weighed
from docreader.pool import ReaderOverrun

T = TypeVar("T")
LARGEST_STILL = 4 * MIB  # one picture of a film, which the page has made small
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
    """What a picture or a scan shows: its first traveller's document, the others' as
    ``further``. Raises ``Refused`` when no picture came out of the file.
    """
    return scanned.arrival(_made(pool().scan, data, "picture", _SENTENCES), answered)


def one_picture(data: bytes) -> Arrival:
    """The same for who takes one document at a time: a warning tells of the others."""
    arrival = picture(data)
    if not arrival.further:
        return arrival
    told = f"several_documents:{1 + len(arrival.further)}"
    reading = replace(arrival.reading, warnings=(*arrival.reading.warnings, told))
    return replace(arrival, reading=reading, further=())


def filmed(data: bytes, sign_in: UUID, key: UUID | None) -> Arrival | str:
    """What the film ``key`` of a sign-in shows after one more picture: the arrival once it is
    read, or a hint for the hand that holds the document. Raises ``Refused`` as ``picture``.
    """
    if len(data) > LARGEST_STILL:
        raise Refused(_SENTENCES["too_large"], field="picture")
    still = _made(pool().still, data, "picture", _SENTENCES)
    seen = _films().saw(sign_in, key, still, clock.today())
    if seen.reading is None:
        return seen.hint
    _films().forget(sign_in)
    found = answered(seen.reading)
    return Arrival(found, Source.CAMERA, sheets.from_reading(found), seen.zone_png, seen.page_jpeg)


def _films() -> Films:
    """The films under way in this web process."""
    kept: Films = current_app.extensions.setdefault("films", Films())
    return kept


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


def page(data: bytes) -> bytes:
    """The first page of a PDF as JPEG, 1600 pixels at most. Raises ``Refused`` when no picture
    came out of the file."""
    return _made(lambda one: pool().scan(one).first.page_jpeg, data, "paper", _SENTENCES)


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


def by_hand(
    values: dict[str, str], digits: dict[str, str], estimated: frozenset[str] = frozenset()
) -> Arrival:
    """What the officer typed field by field, without a zone; ``estimated`` names the fields
    that are worked out."""
    return Arrival(
        reading=Reading(warnings=("typed_by_hand",)),
        source=Source.MANUAL,
        sheet=sheets.typed(values, digits, estimated),
    )
