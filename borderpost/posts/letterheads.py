"""Changing a post's letterhead. A logo is decoded by a reader process, never by the web."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit.chain import Actor
from borderpost.db import transaction
from borderpost.posts import Act, queries
from borderpost.posts.models import Letterhead
from borderpost.refusal import Refused
from docreader import UnreadableImage
from docreader.pool import ReaderOverrun, ReaderPool

LARGEST_LOGO = 200_000  # bytes
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG


def change(
    post_id: UUID, texts: Mapping[str, str], logo: bytes, *, drop_logo: bool, by: Actor | None
) -> None:
    """Say the lines and footers of a post's papers; ``logo`` replaces the present one unless
    it is empty. Raises ``Refused`` for a picture that cannot be taken."""
    drawn = reencoded(logo) if logo else None
    with transaction() as session:
        letterhead = queries.letterhead(post_id) or Letterhead(post_id=post_id)
        session.add(letterhead)
        for name, text in texts.items():
            setattr(letterhead, name, text)
        if drawn or drop_logo:
            letterhead.logo, letterhead.has_logo = drawn, bool(drawn)
        letterhead.created_by = by.officer_id if by else None
        session.flush()
        audit.record(Act.LETTERHEAD_CHANGED, letterhead, by=by, post=str(post_id))


def reencoded(data: bytes, field: str = "logo") -> bytes:
    """The picture as a fresh JPEG, made by a process of its own that ends afterwards.

    Raises ``Refused`` for more than 200 kB, another format, or a file that is no picture.
    """
    if len(data) > LARGEST_LOGO:
        raise Refused(_l("The picture is larger than 200 kB. Make it smaller."), field=field)
    if not data.startswith(_KINDS):
        raise Refused(_l("Choose a PNG or JPEG picture."), field=field)
    try:
        with ReaderPool(children=1, pages=1, seconds=10) as pool:
            return pool.read(data).page_jpeg
    except (UnreadableImage, ReaderOverrun) as error:
        raise Refused(_l("This picture cannot be read. Choose another one."), field=field) from (
            error
        )
