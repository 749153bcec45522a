"""Stays: which exit belongs to which entry, worked out from the crossings and kept beside them.

Every row of ``stays`` can be made again (``services.staying``). What people decided stands in
rows of its own: that two files are one person, and that somebody is presumed to have left.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.posts.models import Post
from crossings.models.crossing import Crossing
from crossings.models.person import Person

_ACTIVE = text("undone_at IS NULL")


class Stay(Base):
    """One stay of a person: its entry, its exit, or one of them alone. Its key is the key of
    the entry, or of the exit where no entry is known."""

    __tablename__ = "stays"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "entry_on"], ["crossings.id", "crossings.occurred_on"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["exit_id", "exit_on"], ["crossings.id", "crossings.occurred_on"], ondelete="CASCADE"
        ),
        Index(None, "person_id", "last_at"),
        Index(None, "entry_post_id", "state", "entry_on"),
        Index(None, "exit_post_id", "state", "exit_on"),
        Index(None, "exit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))  # who stands for the family
    entry_id: Mapped[UUID | None]
    entry_on: Mapped[date | None] = mapped_column(Date)
    entry_post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    exit_id: Mapped[UUID | None]
    exit_on: Mapped[date | None] = mapped_column(Date)
    exit_post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    country: Mapped[str] = mapped_column(String(3))  # in which it is a stay
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)  # its later crossing
    authorised_until: Mapped[date | None] = mapped_column(Date)  # NULL: nobody said
    state: Mapped[str] = mapped_column(String(13))
    matched_by: Mapped[str] = mapped_column(String(15), default="")
    presumed_rule: Mapped[str] = mapped_column(String(13), default="")
    presumed_on: Mapped[date | None] = mapped_column(Date)
    under_permit: Mapped[bool] = mapped_column(default=False)  # its days do not count
    person: Mapped[Person] = relationship()
    entry_post: Mapped[Post | None] = relationship(foreign_keys=entry_post_id)
    exit_post: Mapped[Post | None] = relationship(foreign_keys=exit_post_id)
    entry: Mapped[Crossing | None] = relationship(
        primaryjoin="and_(Crossing.id == Stay.entry_id, Crossing.occurred_on == Stay.entry_on)",
        foreign_keys="[Stay.entry_id, Stay.entry_on]",
        viewonly=True,
    )
    exit: Mapped[Crossing | None] = relationship(
        primaryjoin="and_(Crossing.id == Stay.exit_id, Crossing.occurred_on == Stay.exit_on)",
        foreign_keys="[Stay.exit_id, Stay.exit_on]",
        viewonly=True,
    )


class PersonMerge(Base, Record):
    """Two files are one person: the absorbed one keeps its row and its documents, so that
    undoing is exact. ``grounds`` as in ``rules.matching.Grounds``."""

    __tablename__ = "person_merges"
    __table_args__ = (
        Index(
            "ix_person_merges_absorbed_once", "absorbed_id",
            unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE,
        ),
        Index(None, "absorbed_id"),
    )  # fmt: skip

    kept_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    absorbed_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    grounds: Mapped[str] = mapped_column(String(15))
    reason: Mapped[str] = mapped_column(String(500), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[UUID | None]
    undo_reason: Mapped[str] = mapped_column(String(500), default="")


class PresumedDeparture(Base, Record):
    """Somebody whose exit nobody saw is presumed to have left: by which rule, when, and why."""

    __tablename__ = "presumed_departures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "entry_on"], ["crossings.id", "crossings.occurred_on"], ondelete="CASCADE"
        ),
        Index(None, "entry_id"),
    )

    entry_id: Mapped[UUID]
    entry_on: Mapped[date] = mapped_column(Date)
    rule: Mapped[str] = mapped_column(String(13))
    left_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(500))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[UUID | None]
    undo_reason: Mapped[str] = mapped_column(String(500), default="")
