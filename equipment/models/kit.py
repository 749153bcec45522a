"""Kits: what one holds, written anew with each change, and every assembling and unpacking."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record
from equipment.models.asset import Location
from equipment.models.stock import StockItem, StockLot

ASSEMBLE, UNPACK = "assemble", "unpack"


class KitBill(Base, Record):
    """The bill of materials of a kit, as it was written once; the highest ``number`` is in force.
    Kits hold what the bill said when they were assembled."""

    __tablename__ = "kit_bills"
    __table_args__ = (UniqueConstraint("kit_id", "number"),)

    kit_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
    kit: Mapped[StockItem] = relationship()
    lines: Mapped[list[KitBillLine]] = relationship(
        back_populates="bill", order_by="KitBillLine.id"
    )

    @property
    def parts(self) -> dict[UUID, int]:
        """How many of each item are in one kit."""
        return {line.part_id: line.quantity for line in self.lines}


class KitBillLine(Base, Record):
    """So many of an item in one kit."""

    __tablename__ = "kit_bill_lines"
    __table_args__ = (
        UniqueConstraint("bill_id", "part_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    bill_id: Mapped[UUID] = mapped_column(ForeignKey("kit_bills.id"))
    part_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"), index=True)
    quantity: Mapped[int]
    bill: Mapped[KitBill] = relationship(back_populates="lines")
    part: Mapped[StockItem] = relationship()


class KitBuild(Base, Record):
    """So many kits of one lot assembled at a place, or unpacked there. Its movements share
    ``act_id``; it is undone when they are reversed. Written once."""

    __tablename__ = "kit_builds"
    __table_args__ = (
        UniqueConstraint("post_id", "year", "serial"),
        CheckConstraint("kind IN ('assemble', 'unpack')", name="kind"),
        CheckConstraint("quantity > 0", name="quantity"),
        Index(None, "lot_id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    bill_id: Mapped[UUID] = mapped_column(ForeignKey("kit_bills.id"), index=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("stock_lots.id"))
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[int]
    happened_on: Mapped[date] = mapped_column(Date)
    act_id: Mapped[UUID] = mapped_column(unique=True)
    paper: Mapped[str] = mapped_column(String(120), default="")
    bill: Mapped[KitBill] = relationship()
    lot: Mapped[StockLot] = relationship()
    location: Mapped[Location] = relationship()


class KitCounter(Base):
    """The last number that a post gave to an assembling or unpacking in a year."""

    __tablename__ = "kit_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
