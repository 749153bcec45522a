"""Places: one row for each code and each time that it was valid."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record


class Place(Base, Record):
    """An administrative area under its P-code. A changed name or parent is a new row, so that
    what was written on a day can be read with the names of that day."""

    __tablename__ = "places"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        Index(None, "country", "level"),
    )

    code: Mapped[str] = mapped_column(String(16))  # P-code, such as ML01 or MR0101
    name: Mapped[str] = mapped_column(String(120))
    level: Mapped[int]  # 1 region or wilaya, 2 cercle or moughataa, and below
    parent_code: Mapped[str] = mapped_column(String(16), index=True)  # level 1: the country
    country: Mapped[str] = mapped_column(String(3))  # ISO 3166-1 alpha-3
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)  # the last day; None: still valid
    source: Mapped[str] = mapped_column(String(200), default="")

    def is_valid_on(self, day: date) -> bool:
        """Whether the row says how things stood on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
