"""Lists, their versions and entries, what is proposed about them, and what screening found.

Lists, entries and thresholds are headquarters' rows (home = hq); screenings and clearances are
the post's (home = post). What an entry says of a person lies sealed; in plain stand only keys,
codes and days. An entry is in force from version ``since`` until before version ``until``, so
that a new version is written beside the old one and takes effect in one stroke.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime
from borderpost.officers.models import Officer

HAND = "hand"  # format of a version that two people made, not a file


class Holds(StrEnum):
    """What a list lists."""

    PEOPLE = "people"
    DOCUMENTS = "documents"  # numbers alone: stolen, lost, cancelled


class VersionState(StrEnum):
    """Where a version of a list stands."""

    LOADING = "loading"
    WAITING = "waiting"  # for the second person
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REFUSED = "refused"  # the file was no good
    DROPPED = "dropped"  # somebody said no


class Standing(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class WatchList(Base, Record):
    """One list. ``version`` is the number in force, 0 before the first."""

    __tablename__ = "watch_lists"
    __table_args__ = (
        CheckConstraint("holds IN ('people', 'documents')", name="holds"),
        CheckConstraint("code IN ('stop', 'refer', 'discreet', 'inform')", name="code"),
    )

    name: Mapped[str] = mapped_column(String(40), unique=True)  # in commands and crossings
    title: Mapped[str] = mapped_column(String(120))
    holds: Mapped[str] = mapped_column(String(9), default=Holds.PEOPLE)
    legal_basis: Mapped[str] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(8), default="refer")  # where an entry says none
    stale_days: Mapped[int] = mapped_column(default=30)
    signed_only: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=0)


class ListVersion(Base, Record):
    """One version of a list: what came in, what was wrong with it, and what it changed."""

    __tablename__ = "watch_versions"
    __table_args__ = (
        UniqueConstraint("list_id", "number"),
        CheckConstraint(
            "state IN ('loading', 'waiting', 'in_force', 'replaced', 'refused', 'dropped')",
            name="state",
        ),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("watch_lists.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=VersionState.LOADING)
    format: Mapped[str] = mapped_column(String(12))
    file_name: Mapped[str] = mapped_column(String(120), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    package_version: Mapped[int | None]  # the issuer's own, of a signed package
    signer: Mapped[str] = mapped_column(String(80), default="")
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)  # how old the list is
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rows: Mapped[int] = mapped_column(default=0)
    entries: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    rejects: Mapped[Any] = mapped_column(JSON, default=list)  # [row, reason, detail], the first
    quality: Mapped[Any] = mapped_column(JSON, default=dict)  # date quality -> entries
    refusal: Mapped[str] = mapped_column(
        String(40), default=""
    )  # a code of alert_words.FILE_FAULTS
    refusal_row: Mapped[int | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    list: Mapped[WatchList] = relationship()
    decider: Mapped[Officer | None] = relationship(foreign_keys=[decided_by])
    maker: Mapped[Officer | None] = relationship(
        primaryjoin="foreign(ListVersion.created_by) == Officer.id", viewonly=True
    )

    @property
    def is_kept_here(self) -> bool:
        """Whether no part of it ever came from a file: then it is as new as this machine."""
        return self.format == HAND and not self.file_name


class Entry(Base, Record):
    """One entry as one version brought it. A changed entry is a new row."""

    __tablename__ = "watch_entries"
    __table_args__ = (
        Index(None, "list_id", "key"),
        Index(None, "list_id", "since"),
        Index(None, "list_id", "until"),
        CheckConstraint("code IN ('stop', 'refer', 'discreet', 'inform')", name="code"),
        CheckConstraint("quality IN ('full', 'year', 'none')", name="quality"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("watch_lists.id"))
    key: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))  # keyed: says nothing without the machine
    code: Mapped[str] = mapped_column(String(8))
    quality: Mapped[str] = mapped_column(String(4))
    expires_on: Mapped[date | None] = mapped_column(Date)
    since: Mapped[int]
    until: Mapped[int | None]
    content: Mapped[Any] = mapped_column(SealedJson)  # watchlist.listed.Listed
    list: Mapped[WatchList] = relationship()


class EntryPaper(Base):
    """A document of an entry, found by a keyed mark; ``folded`` also by its likely misreadings."""

    __tablename__ = "watch_papers"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("watch_entries.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(String(16), primary_key=True, index=True)
    folded: Mapped[str] = mapped_column(String(16), index=True)


class EntryProposal(Base, Record):
    """An entry to add, change or remove, that one person proposes and another one decides."""

    __tablename__ = "watch_proposals"
    __table_args__ = (
        CheckConstraint("kind IN ('add', 'change', 'remove')", name="kind"),
        CheckConstraint("state IN ('open', 'approved', 'rejected', 'withdrawn')", name="state"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("watch_lists.id"))
    kind: Mapped[str] = mapped_column(String(6))
    entry_id: Mapped[UUID | None]  # that is changed or removed
    made_id: Mapped[UUID | None] = mapped_column(index=True)  # the entry that came of it
    content: Mapped[Any] = mapped_column(SealedJson)
    why: Mapped[bytes] = mapped_column(SealedBytes)
    state: Mapped[str] = mapped_column(String(9), default=Standing.OPEN)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    list: Mapped[WatchList] = relationship()
    proposer: Mapped[Officer] = relationship(foreign_keys=[proposed_by])
    decider: Mapped[Officer | None] = relationship(foreign_keys=[decided_by])


class ThresholdProposal(Base, Record):
    """Thresholds of a list; the newest approved ones hold. ``curve`` is the replay that the
    approver saw."""

    __tablename__ = "watch_thresholds"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'approved', 'rejected', 'withdrawn')", name="state"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("watch_lists.id"), index=True)
    content: Mapped[Any] = mapped_column(JSON)  # watchlist.tiers.plain
    why: Mapped[str] = mapped_column(String(500))
    curve: Mapped[Any] = mapped_column(JSON, nullable=True)
    state: Mapped[str] = mapped_column(String(9), default=Standing.OPEN)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    list: Mapped[WatchList] = relationship()
    proposer: Mapped[Officer] = relationship(foreign_keys=[proposed_by])
    decider: Mapped[Officer | None] = relationship(foreign_keys=[decided_by])


class Screened(Base, Record):
    """What screening one version of a working sheet found. ``content`` is padded, so that its
    length says nothing."""

    __tablename__ = "watch_screenings"
    __table_args__ = (Index(None, "post_id", "has_hits", "created_at"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    sheet_id: Mapped[UUID] = mapped_column(index=True)
    sheet_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    lists: Mapped[str] = mapped_column(String(400))  # national:3 un:12
    has_hits: Mapped[bool] = mapped_column(default=False)
    content: Mapped[bytes] = deferred(mapped_column(SealedBytes, nullable=False))


class Clearance(Base, Record):
    """Second line said: this traveller with this document is not who the entry means."""

    __tablename__ = "watch_clearances"
    __table_args__ = (Index(None, "document_mark"),)

    list_id: Mapped[UUID] = mapped_column(ForeignKey("watch_lists.id"))
    entry_key: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))  # of the entry: a changed one rings again
    document_mark: Mapped[str] = mapped_column(String(64))
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    sheet_id: Mapped[UUID]
    reason: Mapped[bytes] = mapped_column(SealedBytes)
