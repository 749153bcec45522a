"""The secret addresses of calendars."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Account


class CalendarFeed(Base, Record):
    """One address of an account's calendar. It holds a token; only the digest is kept."""

    __tablename__ = "calendar_feeds"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    last_read: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship()
