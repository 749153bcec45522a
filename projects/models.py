"""Tables of the ledger: donors, projects, budget lines. Headquarters is their home."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record
from projects.money import Amount


class Donor(Base, Record):
    """Who pays: a fund, a state, an organisation."""

    __tablename__ = "donors"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    plate_fr: Mapped[str] = mapped_column(String(160), default="")  # what its plates say
    plate_en: Mapped[str] = mapped_column(String(160), default="")
    plate_ar: Mapped[str] = mapped_column(String(160), default="")
    has_logo: Mapped[bool] = mapped_column(default=False)
    logo: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # JPEG of our own making

    def plate(self, language: str) -> str:
        """What its plates say in a language, in French when it has none; '' for nothing."""
        return str(getattr(self, f"plate_{language}") or self.plate_fr)


class Project(Base, Record):
    """What is paid for, from a day to a day. Its code stays: papers carry it."""

    __tablename__ = "projects"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),)

    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    lines: Mapped[list[BudgetLine]] = relationship(
        back_populates="project", order_by="BudgetLine.code"
    )


class BudgetLine(Base, Record):
    """One line of a project's budget, with the donor whose money it is."""

    __tablename__ = "budget_lines"
    __table_args__ = (UniqueConstraint("project_id", "code"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    donor_id: Mapped[UUID] = mapped_column(ForeignKey("donors.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(120))
    amount: Mapped[Decimal | None] = mapped_column(Amount)
    currency: Mapped[str] = mapped_column(String(3), default="")  # ISO 4217, '' without amount
    project: Mapped[Project] = relationship(back_populates="lines")
    donor: Mapped[Donor] = relationship()
