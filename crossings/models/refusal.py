"""The numbered form of a refusal, its series, its printings, and the appeal that it names."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from crossings.models.crossing import Crossing


class Signature(StrEnum):
    """What became of the traveller's signature; '' while nobody has said."""

    OPEN = ""
    SIGNED = "signed"
    REFUSED = "refused"
    COULD_NOT = "could_not"


class RefusalCounter(Base):
    """The last number of a post's series of a year."""

    __tablename__ = "refusal_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class RefusalForm(Base, Record):
    """One refusal on paper. ``said`` is what the paper says that others may change later: the
    words of the reasons and the appeal, as they stood when the form was issued."""

    __tablename__ = "refusal_forms"
    __table_args__ = (
        ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            ondelete="CASCADE",
        ),
        Unique("post_id", "year", "serial"),
        CheckConstraint("signature IN ('', 'signed', 'refused', 'could_not')", name="signature"),
    )

    crossing_id: Mapped[UUID] = mapped_column(unique=True)
    occurred_on: Mapped[date] = mapped_column(Date)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))  # that the traveller reads
    said: Mapped[Any] = mapped_column(SealedJson)
    read_out: Mapped[str] = mapped_column(String(40), default="")  # language it was read out in
    interpreter: Mapped[bytes | None] = mapped_column(SealedBytes)  # who interpreted
    signature: Mapped[str] = mapped_column(String(10), default=Signature.OPEN)
    signature_note: Mapped[str] = mapped_column(String(200), default="")
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the refusal was undone
    crossing: Mapped[Crossing] = relationship()
    printings: Mapped[list[RefusalPrinting]] = relationship(
        back_populates="form", order_by="RefusalPrinting.id"
    )

    @property
    def interpreter_name(self) -> str:
        """Who interpreted, '' for nobody."""
        return (self.interpreter or b"").decode()


class RefusalPrinting(Base, Record):
    """One printing: in which language, and how many copies for whom."""

    __tablename__ = "refusal_printings"

    form_id: Mapped[UUID] = mapped_column(
        ForeignKey("refusal_forms.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(2))
    traveller: Mapped[int]
    file: Mapped[int]
    transporter: Mapped[int]
    form: Mapped[RefusalForm] = relationship(back_populates="printings")


class Appeal(Base, Record):
    """Where a refusal of this post is appealed, and until when; nothing until somebody says."""

    __tablename__ = "appeals"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), unique=True)
    body_fr: Mapped[str] = mapped_column(String(300), default="")
    body_en: Mapped[str] = mapped_column(String(300), default="")
    body_ar: Mapped[str] = mapped_column(String(300), default="")
    days: Mapped[int | None]
    cite: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    def plain(self) -> dict[str, Any]:
        """As a form keeps it."""
        bodies = {language: getattr(self, f"body_{language}") for language in ("fr", "en", "ar")}
        return {"body": bodies, "days": self.days, "cite": self.cite}
