"""The rule book as it was approved, version by version, and what is proposed to change.

A version is never changed: the triggers of the migration refuse it. Rules are headquarters'
rows; a post reads them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer


class Kind(StrEnum):
    """What a row of the book holds."""

    RULE = "rule"
    GROUP = "group"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class RuleVersion(Base, Record):
    """One version of a rule or a group, as two people agreed on it. The first version of a
    shipped one has no people: it came with the program."""

    __tablename__ = "rule_versions"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("kind IN ('rule', 'group')", name="kind"),
    )

    code: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(5))
    content: Mapped[Any] = mapped_column(JSON)  # crossings.rules.book: rule_plain, group_plain
    why: Mapped[str] = mapped_column(String(500))
    proposal_id: Mapped[UUID | None] = mapped_column(unique=True)
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    proposer: Mapped[Officer | None] = relationship(foreign_keys=[proposed_by])
    approver: Mapped[Officer | None] = relationship(foreign_keys=[approved_by])


class RuleProposal(Base, Record):
    """A change that one person proposes and another one decides."""

    __tablename__ = "rule_proposals"
    __table_args__ = (
        CheckConstraint("kind IN ('rule', 'group')", name="kind"),
        CheckConstraint("state IN ('open', 'approved', 'rejected', 'withdrawn')", name="state"),
    )

    code: Mapped[str] = mapped_column(String(12), index=True)
    kind: Mapped[str] = mapped_column(String(5))
    base_version: Mapped[int]  # the version that it changes, 0 for a new code
    content: Mapped[Any] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(9), default=ProposalState.OPEN)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    proposer: Mapped[Officer] = relationship(foreign_keys=[proposed_by])
    decider: Mapped[Officer | None] = relationship(foreign_keys=[decided_by])
