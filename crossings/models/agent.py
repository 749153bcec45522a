"""The reader program of a lane ("device agent"), and the documents that it sent to the desk.

A document waits sealed for two minutes. Once it is a sheet, or its time is over, what it
held is erased; its row stays a day, so that a repeated post is known again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from borderpost.posts.models import Lane


class DeviceAgent(Base, Record):
    """A program on a booth's computer that may send documents to one lane. It shows a token;
    only the digest is kept."""

    __tablename__ = "device_agents"

    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    last_seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lane: Mapped[Lane] = relationship()


class AgentDocument(Base, Record):
    """One document as a reader sent it. ``key`` is the reader's own name for it; ``mark`` is
    a sealed digest of what came, so that the same key for another document is noticed."""

    __tablename__ = "agent_documents"
    __table_args__ = (UniqueConstraint("agent_id", "key"),)

    agent_id: Mapped[UUID] = mapped_column(ForeignKey("device_agents.id"))
    lane_id: Mapped[UUID] = mapped_column(ForeignKey("lanes.id"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    mark: Mapped[bytes] = mapped_column(SealedBytes)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    inspection_id: Mapped[UUID | None]  # the sheet that it became
    is_waiting: Mapped[bool] = mapped_column(default=True)  # what it held is still here
    content: Mapped[Any] = deferred(mapped_column(SealedJson, nullable=True))  # reading, told
    zone_png: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    page_jpeg: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    agent: Mapped[DeviceAgent] = relationship()
