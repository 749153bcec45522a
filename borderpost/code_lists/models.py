"""What an administrator says of a code, over what is shipped."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record


class CodeEntry(Base, Record):
    """A code that was added, or a shipped one that was changed. It is ended, never deleted:
    records carry it."""

    __tablename__ = "code_entries"
    __table_args__ = (UniqueConstraint("list_name", "code"),)

    list_name: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(10))
    words_fr: Mapped[str] = mapped_column(String(200))
    words_en: Mapped[str] = mapped_column(String(200))
    words_ar: Mapped[str] = mapped_column(String(200))
    letter: Mapped[str] = mapped_column(String(8), default="")
    cite: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[str] = mapped_column(String(10), default="")  # ISO, as precise as its source
    until: Mapped[date | None] = mapped_column(Date)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
