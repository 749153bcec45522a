"""Signatures of two sides: drawn on the screen, or the paper that was signed and scanned.

What comes in is looked at by its first bytes and never decoded here.
"""

from __future__ import annotations

import struct
from base64 import b64decode
from binascii import Error

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from borderpost.refusal import Refused

LARGEST_DRAWING = 200_000  # bytes
LARGEST_PAPER = 5 * 1024 * 1024
_SIDE = 4000  # pixels
_DATA = "data:image/png;base64,"
_PNG = b"\x89PNG\r\n\x1a\n"
_PAPERS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}


class SignForm(FlaskForm):  # type: ignore[misc]
    """Both signatures, drawn."""

    giver = HiddenField(_l("Signature of the giver"))
    receiver = HiddenField(_l("Signature of the receiver"))


class SignedPaperForm(FlaskForm):  # type: ignore[misc]
    """The scan of the signed paper."""

    paper = FileField(_l("Scan of the signed paper"), [FileRequired(_l("Choose a file."))])

    def content(self) -> bytes:
        """The file, read no further than one byte beyond what is taken."""
        return bytes(self.paper.data.read(LARGEST_PAPER + 1))


def paper_kind(content: bytes) -> str:
    """The media type of a scan, by its first bytes. Raises ``Refused``."""
    if len(content) > LARGEST_PAPER:
        raise Refused(_l("The scan is larger than 5 MiB. Scan it more coarsely."), field="paper")
    kind = next((kind for mark, kind in _PAPERS.items() if content.startswith(mark)), "")
    if not kind:
        raise Refused(_l("Choose a picture (JPEG, PNG) or a PDF."), field="paper")
    return kind


def drawing(text: str, field: str) -> bytes:
    """The PNG of a canvas, its header looked at and nothing decoded. Raises ``Refused``."""
    try:
        content = b64decode(text.removeprefix(_DATA), validate=True)
    except (Error, ValueError) as error:
        raise Refused(_l("Both have to sign."), field=field) from error
    if not text.startswith(_DATA) or not content.startswith(_PNG):
        raise Refused(_l("Both have to sign."), field=field)
    if len(content) > LARGEST_DRAWING or len(content) < 33:
        raise Refused(_l("This signature is too large. Draw it again."), field=field)
    width, height = struct.unpack(">II", content[16:24])  # PNG, ISO/IEC 15948 §11.2.2
    if not 0 < width <= _SIDE or not 0 < height <= _SIDE:
        raise Refused(_l("This signature is too large. Draw it again."), field=field)
    return content
