"""A convoy of people who are sent here: whom the other side announces, who came, and to whom each
was handed over.

Nobody's needs stand here: they are asked and kept by protection, which says "asked" or "open".
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime


class ConvoyState(StrEnum):
    """Where a convoy stands."""

    EXPECTED = "expected"
    ARRIVED = "arrived"  # its people are received
    CLOSED = "closed"
    DROPPED = "dropped"  # it never came


class Convoy(Base, Record):
    """One convoy. ``kind`` is of the code list, '' while nobody said; ``counted`` are the heads
    that an officer counted, crew left out; NULL while nobody counted."""

    __tablename__ = "convoys"
    __table_args__ = (
        CheckConstraint("state IN ('expected', 'arrived', 'closed', 'dropped')", name="state"),
        CheckConstraint(
            "(state IN ('arrived', 'closed')) = (arrived_at IS NOT NULL)", name="arrived"
        ),
        CheckConstraint("state NOT IN ('arrived', 'closed') OR kind <> ''", name="kind"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(state = 'dropped') = (dropped_why <> '')", name="dropped"),
        CheckConstraint("counted IS NULL OR counted >= 0", name="counted"),
        UniqueConstraint("post_id", "reference"),
        Index(None, "post_id", "state", "expected_at"),
        Index(None, "import_id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    state: Mapped[str] = mapped_column(String(8), default=ConvoyState.EXPECTED)
    reference: Mapped[str] = mapped_column(String(40))  # the other side's, in capitals
    kind: Mapped[str] = mapped_column(String(3), default="")
    authority: Mapped[str] = mapped_column(String(120), default="")  # that sends
    from_place: Mapped[str] = mapped_column(String(120), default="")  # its post
    leader: Mapped[str] = mapped_column(String(120), default="")  # who brings them
    plates: Mapped[str] = mapped_column(String(200), default="")
    basis: Mapped[str] = mapped_column(String(300), default="")  # decision or agreement, as told
    transport: Mapped[str] = mapped_column(String(4), default="BUS")
    expected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    import_id: Mapped[UUID | None]  # the file that announced it
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted: Mapped[int | None]
    counted_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[UUID | None]
    dropped_why: Mapped[str] = mapped_column(String(300), default="")
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its names are gone


class ConvoyMember(Base, Record):
    """Somebody who was announced, or who came without being so. ``inspection_id`` is the working
    sheet at the desk, whose crossing keeps it too."""

    __tablename__ = "convoy_members"
    __table_args__ = (
        CheckConstraint("arrived_at IS NULL OR missing_at IS NULL", name="here_or_missing"),
        CheckConstraint("is_expected OR arrived_at IS NOT NULL", name="unexpected_is_here"),
        CheckConstraint("(missing_at IS NULL) = (missing_why = '')", name="missing_why"),
        UniqueConstraint("convoy_id", "place"),
    )

    convoy_id: Mapped[UUID] = mapped_column(ForeignKey("convoys.id"))
    place: Mapped[int]  # counted from 1, as on the list
    is_expected: Mapped[bool]
    person: Mapped[Any] = mapped_column(SealedJson)  # field of lanes.declared -> text
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_by: Mapped[UUID | None]
    missing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missing_by: Mapped[UUID | None]
    missing_why: Mapped[str] = mapped_column(String(200), default="")
    inspection_id: Mapped[UUID | None] = mapped_column(unique=True)


class ConvoyHandOver(Base, Record):
    """The sheet on which some people of a convoy are handed over. Signed once, then it stays; an
    unsigned one may be made void, and its number is kept."""

    __tablename__ = "convoy_hand_overs"
    __table_args__ = (
        CheckConstraint("signed_how IN ('', 'drawn', 'paper')", name="signed_how"),
        CheckConstraint("(signed_at IS NULL) = (signed_how = '')", name="signed"),
        CheckConstraint("(void_at IS NULL) = (void_why = '')", name="void"),
        CheckConstraint("signed_at IS NULL OR void_at IS NULL", name="signed_or_void"),
        UniqueConstraint("post_id", "year", "serial"),
        Index(None, "convoy_id"),
    )

    convoy_id: Mapped[UUID] = mapped_column(ForeignKey("convoys.id"))
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    receiver_kind: Mapped[str] = mapped_column(String(9))  # of lanes.convoy_words
    receiver: Mapped[str] = mapped_column(String(120))  # the authority or organisation
    received_by: Mapped[str] = mapped_column(String(120))  # the person who signs
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    apart_why: Mapped[str] = mapped_column(String(200), default="")  # why a family is parted
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_how: Mapped[str] = mapped_column(String(5), default="")
    paper_kind: Mapped[str] = mapped_column(String(20), default="")  # media type
    void_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_why: Mapped[str] = mapped_column(String(200), default="")
    giver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    receiver_signature: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    paper: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    lines: Mapped[list[ConvoyHandOverLine]] = relationship(
        order_by="ConvoyHandOverLine.id", viewonly=True
    )


class ConvoyHandOverLine(Base, Record):
    """One person on a sheet, and what was handed over with them. A person stands on one sheet:
    the lines of a void one are taken away."""

    __tablename__ = "convoy_hand_over_lines"

    hand_over_id: Mapped[UUID] = mapped_column(ForeignKey("convoy_hand_overs.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("convoy_members.id"), unique=True)
    with_them: Mapped[str] = mapped_column(String(200), default="")  # papers, belongings


class ConvoyCounter(Base):
    """The last number that a post gave to a hand-over sheet in a year."""

    __tablename__ = "convoy_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
