"""Both signatures of an act: drawn on the screen, or the paper that was signed and scanned."""

from __future__ import annotations

import struct
from base64 import b64decode
from binascii import Error
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import CustodyAct

LARGEST_DRAWING = 200_000  # bytes
LARGEST_PAPER = 5 * 1024 * 1024
_SIDE = 4000  # pixels
_DATA = "data:image/png;base64,"
_PNG = b"\x89PNG\r\n\x1a\n"
_PAPERS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}


def sign(act_id: UUID, giver: str, receiver: str, *, by: Actor) -> None:
    """Keep both drawn signatures, sealed. ``giver`` and ``receiver`` are data addresses of PNG."""
    drawn = drawing(giver, "giver"), drawing(receiver, "receiver")
    with transaction() as session:
        act = _unsigned(session.get_one(CustodyAct, act_id))
        act.giver_signature, act.receiver_signature = drawn
        _signed(act, "drawn", by)


def attach(act_id: UUID, content: bytes, *, by: Actor) -> None:
    """Keep the scan of the signed paper, sealed; it is never decoded here."""
    kind = paper_kind(content)
    with transaction() as session:
        act = _unsigned(session.get_one(CustodyAct, act_id))
        act.paper, act.paper_kind = content, kind
        _signed(act, "paper", by)


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


def _unsigned(act: CustodyAct) -> CustodyAct:
    if act.signed_at is not None:
        raise Refused(_l("%(number)s is signed already.", number=act.number))
    return act


def _signed(act: CustodyAct, how: str, by: Actor) -> None:
    act.signed_how, act.signed_at = how, clock.now()
    audit.record(Act.SIGNED, act, by=by, how=how)
