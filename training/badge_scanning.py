"""The badges on a photo, read by the reader processes, never by the web itself (ADR 0010)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost.reader_pool import pool
from borderpost.refusal import Refused
from docreader import UnreadableImage
from docreader.pool import ReaderOverrun
from training import badge_codes


def badges_on(picture: bytes) -> list[str]:
    """The texts of the badges on a photo. Raises ``Refused`` when there are none."""
    try:
        found = [one.text for one in pool().codes(picture)]
    except (UnreadableImage, ReaderOverrun) as error:
        raise Refused(
            _l("This photo cannot be read. Take it again, or type the badge."), field="picture"
        ) from error
    badges = [text for text in found if badge_codes.read(text)]
    if not badges:
        raise Refused(
            _l("No badge was found on this photo. Go closer, or type the badge."), field="picture"
        )
    return badges
