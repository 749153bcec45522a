"""What of the stock is spoken for: planned for a distribution, or set aside for a need to come."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from equipment.models.stock import StockItem
from projects.models import Project

PLANNED, SET_ASIDE = "planned", "set_aside"


class Allocation(Base, Record):
    """So many of an item, for a purpose, until a day. It takes from what is available and never
    from what is on hand: nobody has received anything. Released once, with a reason."""

    __tablename__ = "stock_allocations"
    __table_args__ = (
        CheckConstraint("kind IN ('planned', 'set_aside')", name="kind"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("released_at IS NULL OR released_why <> ''", name="released"),
        Index(None, "item_id", "released_at"),
        Index(None, "project_id"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    kind: Mapped[str] = mapped_column(String(9))
    quantity: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(16), default="")  # P-code, '' for none
    until: Mapped[date | None] = mapped_column(Date)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_by: Mapped[UUID | None]
    released_why: Mapped[str] = mapped_column(String(300), default="")
    item: Mapped[StockItem] = relationship()
    project: Mapped[Project | None] = relationship()
    draws: Mapped[list[StockDraw]] = relationship(lazy="selectin", viewonly=True)

    @property
    def left(self) -> int:
        """What of it is still spoken for and was not issued."""
        return self.quantity - sum(one.quantity for one in self.draws if one.undone_at is None)


class StockDraw(Base, Record):
    """What an issue took of an allocation; undone when the act is reversed."""

    __tablename__ = "stock_draws"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("stock_allocations.id"), index=True)
    act_id: Mapped[UUID] = mapped_column(index=True)
    quantity: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
