"""Joining papers, and the devices that joined with one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer


class JoiningPaper(Base, Record):
    """One printed code: good for one device and one day. Only its digest is kept."""

    __tablename__ = "joining_papers"

    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JoinedDevice(Base, Record):
    """A device that may open pages from the post's network. Its cookie holds a token;
    only the digest is kept. ``joined_by`` is the officer whose paper it joined with."""

    __tablename__ = "joined_devices"

    name: Mapped[str] = mapped_column(String(60))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    joined_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    joined_by: Mapped[Officer | None] = relationship()
