"""What a photo of labels shows, read by the reader processes, never by the web itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost.reader_pool import pool
from borderpost.refusal import Refused
from docreader import UnreadableImage
from docreader.pool import ReaderOverrun

LARGEST = 25 * 1024 * 1024  # bytes of one picture


def codes_of(picture: bytes) -> list[str]:
    """The texts of the codes on a picture. Raises ``Refused`` when there are none."""
    try:
        found = [one.text for one in pool().codes(picture)]
    except (UnreadableImage, ReaderOverrun) as error:
        raise Refused(
            _l("This picture cannot be read. Take it again, or type the tag."), field="picture"
        ) from error
    if not found:
        raise Refused(
            _l("No code was found on this picture. Go closer, or type the tag."), field="picture"
        )
    return found
