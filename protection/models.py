"""Screenings, sealed, and the contacts of a post.

Of a screening the database holds in plain only its token, post, time and officer. What was
answered, for which working sheet and how it ended lies sealed; sheet and document are found by
keyed marks, so that nobody joins the two worlds without the machine's key.
"""

from __future__ import annotations

import hmac
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, SealedJson
from borderpost.gates import GatedSheet


class Screening(Base, Record):
    """The protection questions as somebody answered them once. Rows are added; the focal point
    closes one."""

    __tablename__ = "protection_screenings"

    token: Mapped[str] = mapped_column(String(8), unique=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    sheet_mark: Mapped[str] = mapped_column(String(64), index=True)
    traveller_mark: Mapped[str] = mapped_column(String(64), default="", index=True)
    content: Mapped[Any] = mapped_column(SealedJson)  # see ``protection.answers``
    closing: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # outcome, by, at


class Contact(Base, Record):
    """Whom officers of a post call; no row until somebody has written one."""

    __tablename__ = "protection_contacts"
    __table_args__ = (UniqueConstraint("post_id", "kind"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")


def marks_of(sheet: GatedSheet) -> tuple[str, str]:
    """By which the screenings of a working sheet, and of its document's other sheets, are found;
    the second is '' for a document without a number."""
    return _mark(str(sheet.id)), _mark(sheet.likeness) if sheet.likeness else ""


def _mark(text: str) -> str:
    return hmac.digest(current_app.config["SEAL_KEY"], text.encode(), "sha256").hex()
