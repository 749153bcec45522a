"""What a post has its desk keep and ask for. A post without a row keeps and asks nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost import clock
from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer


class DeskPolicy(Base, Record):
    """The policies of one post as its supervisor last set them; the audit log has the earlier
    ones. What the words mean: ``crossings.policies``."""

    __tablename__ = "desk_policies"
    __table_args__ = (
        CheckConstraint("page IN ('never', 'exceptions', 'always')", name="page"),
        CheckConstraint("face IN ('off', 'offered', 'asked')", name="face"),
        CheckConstraint("health IN ('off', 'offered', 'asked')", name="health"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), unique=True)
    page: Mapped[str] = mapped_column(String(12), default="never")
    face: Mapped[str] = mapped_column(String(8), default="off")
    health: Mapped[str] = mapped_column(String(8), default="off")
    health_directions: Mapped[str] = mapped_column(String(4), default="E")  # E, X, or EX
    health_age_from: Mapped[int | None]  # whole years, inclusive
    health_age_until: Mapped[int | None]
    verify_nationals: Mapped[bool] = mapped_column(default=True)
    double_entry: Mapped[bool] = mapped_column(default=False)  # of register sheets
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    changer: Mapped[Officer | None] = relationship()
