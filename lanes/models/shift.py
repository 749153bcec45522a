"""The shift of a post: who has it, what was there at its begin and end, and who signed for that."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Post


class ShiftState(StrEnum):
    """Where a shift stands."""

    OPEN = "open"
    OFFERED = "offered"  # its officer signed; the colleague has not yet
    CLOSED = "closed"  # both signed


class Shift(Base, Record):
    """One shift, from the signature of who opened it (``created_at``) to the second signature of
    its hand-over. The counts are lists of ``lanes.shift_lines.Line`` as plain data: ``opening`` by
    who has it, ``given`` by the same at the end, ``taken`` by who signed second. A post has one
    that is not closed, or none."""

    __tablename__ = "shifts"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("state IN ('open', 'offered', 'closed')", name="state"),
        CheckConstraint("taker_id IS NULL OR taker_id <> officer_id", name="two_people"),
        CheckConstraint("state = 'open' OR taker_id IS NOT NULL", name="taker"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint(
            "state <> 'closed' OR given_at IS NOT NULL OR absent_why <> ''", name="signed"
        ),
        Index(None, "post_id", "created_at"),
        Index(
            "uq_shifts_one_open", "post_id", unique=True,
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(30), unique=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    after_id: Mapped[UUID | None] = mapped_column(ForeignKey("shifts.id"))  # whose count it follows
    state: Mapped[str] = mapped_column(String(8), default=ShiftState.OPEN)
    opening: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    given: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    taker_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    goes_on: Mapped[bool] = mapped_column(default=True)  # False: the post closes, a witness signed
    absent_why: Mapped[str] = mapped_column(String(300), default="")  # the giver did not sign
    note: Mapped[str] = mapped_column(String(300), default="")
    incidents: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # at its end
    digest: Mapped[str] = mapped_column(String(64), default="")
    post: Mapped[Post] = relationship()
    officer: Mapped[Officer] = relationship(foreign_keys=[officer_id])
    taker: Mapped[Officer | None] = relationship(foreign_keys=[taker_id])


class ShiftCounter(Base):
    """The last number that a post gave to a shift in a year."""

    __tablename__ = "shift_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Incident(Base, Record):
    """Something that happened at the post, without anybody's name; open until somebody says how it
    ended."""

    __tablename__ = "incidents"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("(resolved_at IS NULL) = (outcome = '')", name="resolved"),
        Index(None, "post_id", "happened_at"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(3))
    what: Mapped[str] = mapped_column(String(300))
    outcome: Mapped[str] = mapped_column(String(300), default="")
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    author: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(Incident.created_by) == Officer.id", viewonly=True
    )


class PostKey(Base, Record):
    """A key of the post, and where it hangs. One that is retired stays with its history."""

    __tablename__ = "post_keys"
    __table_args__ = (
        UniqueConstraint("post_id", "name"),
        CheckConstraint("name <> ''", name="name"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    name: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(80), default="")
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moves: Mapped[list[KeyMove]] = relationship(order_by="KeyMove.id.desc()", viewonly=True)

    @property
    def holder(self) -> Officer | None:
        """Who has it; None while it hangs in its place."""
        return self.moves[0].holder if self.moves else None


class KeyMove(Base, Record):
    """A key went to an officer, or back to its place (``holder_id`` None)."""

    __tablename__ = "key_moves"

    key_id: Mapped[UUID] = mapped_column(ForeignKey("post_keys.id"), index=True)
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shifts.id"))  # at its hand-over
    holder: Mapped[Officer | None] = relationship(foreign_keys=[holder_id])
