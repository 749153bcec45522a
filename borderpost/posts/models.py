"""Posts, lanes, and the one row that says what this machine is."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime


class Direction(StrEnum):
    """Which way a traveller goes, seen from the post's country."""

    ENTRY = "E"
    EXIT = "X"


class Serves(StrEnum):
    """What a machine is for; a new one is both."""

    POST = "post"
    HEADQUARTERS = "hq"
    BOTH = "both"


class Post(Base, Record):
    """A border post. ``code`` opens every human reference, such as GOG-20261123-0042-K."""

    __tablename__ = "posts"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(3))  # ISO 3166-1 alpha-3
    zone: Mapped[str] = mapped_column(String(40))  # IANA, such as Africa/Bamako
    place_code: Mapped[str] = mapped_column(String(16), default="")  # P-code, '' if not said
    connected_since: Mapped[date | None] = mapped_column(Date)  # its crossings arrive here
    lanes: Mapped[list[Lane]] = relationship(
        back_populates="post", order_by="(Lane.position, Lane.code)"
    )


class Letterhead(Base, Record):
    """What stands above and below every paper of a post, line by line in each language."""

    __tablename__ = "letterheads"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), unique=True)
    lines_fr: Mapped[str] = mapped_column(String(600), default="")
    lines_en: Mapped[str] = mapped_column(String(600), default="")
    lines_ar: Mapped[str] = mapped_column(String(600), default="")
    footer_fr: Mapped[str] = mapped_column(String(300), default="")
    footer_en: Mapped[str] = mapped_column(String(300), default="")
    footer_ar: Mapped[str] = mapped_column(String(300), default="")
    has_logo: Mapped[bool] = mapped_column(default=False)
    logo: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # JPEG of our own making

    def lines(self, language: str) -> list[str]:
        """The lines in a language, in French when it has none."""
        return (getattr(self, f"lines_{language}") or self.lines_fr).splitlines()

    def footer(self, language: str) -> str:
        """The line below, in French when the language has none."""
        return str(getattr(self, f"footer_{language}") or self.footer_fr)


class Lane(Base, Record):
    """One lane of a post, with the direction it usually serves. ``position`` counts from 1, as
    the officers see the lanes from their booths."""

    __tablename__ = "lanes"
    __table_args__ = (
        UniqueConstraint("post_id", "code"),
        CheckConstraint("default_direction IN ('E', 'X')", name="default_direction"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    code: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(60))
    default_direction: Mapped[str] = mapped_column(String(1))
    is_open: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    post: Mapped[Post] = relationship(back_populates="lanes")


class Machine(Base):
    """What this machine is: exactly one row."""

    __tablename__ = "machine"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    serves: Mapped[str] = mapped_column(String(4), default=Serves.BOTH)
    post: Mapped[Post | None] = relationship()


class Status(StrEnum):
    """How far a post works."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    EVACUATED = "evacuated"


class PostStatus(Base, Record):
    """One change, with its reason; ``expected_until`` is what was foreseen, and changes nothing
    by itself. The database itself refuses UPDATE and DELETE, as the migration has it."""

    __tablename__ = "post_statuses"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'restricted', 'closed', 'evacuated')", name="status"),
        CheckConstraint("status = 'open' OR reason <> ''", name="reason"),
        Index(None, "post_id", "begun_at", "id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300), default="")
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expected_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
