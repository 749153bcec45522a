"""The audit log's table: rows are added, never changed and never removed.

The database itself refuses UPDATE and DELETE: the triggers stand in the migration and on
the list in ``tests/house``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, UtcDateTime


class AuditLine(Base):
    """One act of one person. Ids, acts and salted digests only, never a name or number."""

    __tablename__ = "audit_lines"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str] = mapped_column(String(80), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80), index=True)
    officer_id: Mapped[UUID | None]
    post_id: Mapped[UUID | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
