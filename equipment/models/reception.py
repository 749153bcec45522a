"""Receptions: a packing list, what arrived of it, and the differences that stay on record."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, UtcDateTime
from equipment.models.asset import Asset, AssetModel, Location
from equipment.models.stock import StockItem
from projects.models import BudgetLine, Donor, Project
from projects.money import Amount

EXPECTED, RECEIVED, DROPPED = "expected", "received", "dropped"
SHORT, OVER, DAMAGED = "short", "over", "damaged"


class Reception(Base, Record):
    """One consignment: expected, then received and confirmed once, or dropped."""

    __tablename__ = "receptions"
    __table_args__ = (
        CheckConstraint("state IN ('expected', 'received', 'dropped')", name="state"),
        CheckConstraint("(state = 'received') = (confirmed_at IS NOT NULL)", name="confirmed"),
        UniqueConstraint("post_id", "year", "serial"),
        Index(None, "post_id", "state"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=EXPECTED)
    supplier: Mapped[str] = mapped_column(String(80))
    document: Mapped[str] = mapped_column(String(120), default="")  # the waybill
    owner: Mapped[str] = mapped_column(String(80), default="")  # whose the things will be
    expected_on: Mapped[date | None] = mapped_column(Date)
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("receptions.id"))
    received_on: Mapped[date | None] = mapped_column(Date)
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[UUID | None]
    dropped_why: Mapped[str] = mapped_column(String(300), default="")
    location: Mapped[Location | None] = relationship()
    follows: Mapped[Reception | None] = relationship(remote_side="Reception.id")
    lines: Mapped[list[ReceptionLine]] = relationship(
        back_populates="reception", order_by="ReceptionLine.id"
    )
    differences: Mapped[list[ReceptionDifference]] = relationship(
        back_populates="reception", order_by="ReceptionDifference.id"
    )


class ReceptionLine(Base, Record):
    """So many things of a model, or so many of an item of stock. ``cost`` is that of one;
    ``quantity`` 0: it came and stood on no list."""

    __tablename__ = "reception_lines"
    __table_args__ = (
        CheckConstraint("(model_id IS NULL) <> (item_id IS NULL)", name="subject"),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"), index=True)
    model_id: Mapped[UUID | None] = mapped_column(ForeignKey("asset_models.id"))
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("stock_items.id"))
    quantity: Mapped[int]
    serials: Mapped[list[str]] = mapped_column(JSON, default=list)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    budget_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_lines.id"))
    donor_id: Mapped[UUID | None] = mapped_column(ForeignKey("donors.id"))
    cost: Mapped[Decimal | None] = mapped_column(Amount)
    currency: Mapped[str] = mapped_column(String(3), default="")
    lot: Mapped[str] = mapped_column(String(40), default="")
    expires_on: Mapped[date | None] = mapped_column(Date)
    reception: Mapped[Reception] = relationship(back_populates="lines")
    model: Mapped[AssetModel | None] = relationship()
    item: Mapped[StockItem | None] = relationship()
    project: Mapped[Project | None] = relationship()
    budget_line: Mapped[BudgetLine | None] = relationship()
    donor: Mapped[Donor | None] = relationship()
    arrivals: Mapped[list[ReceptionArrival]] = relationship(
        back_populates="line", order_by="ReceptionArrival.id"
    )

    @property
    def title(self) -> str:
        """The model or the item, as people say it."""
        if self.model is not None:
            return self.model.title
        return f"{self.item.code} {self.item.name}" if self.item else "?"


class ReceptionArrival(Base, Record):
    """One thing that arrived, or so many of a stock item's lot. ``note`` says what is damaged."""

    __tablename__ = "reception_arrivals"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("reception_lines.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    serial: Mapped[str] = mapped_column(String(60), default="")
    tag: Mapped[str] = mapped_column(String(24), default="")  # of a label that is on it already
    lot: Mapped[str] = mapped_column(String(40), default="")
    expires_on: Mapped[date | None] = mapped_column(Date)
    is_damaged: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(200), default="")
    photo_kind: Mapped[str] = mapped_column(String(20), default="")  # media type
    photo: Mapped[bytes | None] = deferred(mapped_column(SealedBytes))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"))  # once confirmed
    act_id: Mapped[UUID | None]  # the movement of the stock, once confirmed
    line: Mapped[ReceptionLine] = relationship(back_populates="arrivals")
    asset: Mapped[Asset | None] = relationship()


class ReceptionDifference(Base, Record):
    """What was short, over or damaged when it was confirmed, and how it was settled later."""

    __tablename__ = "reception_differences"
    __table_args__ = (
        CheckConstraint("kind IN ('short', 'over', 'damaged')", name="kind"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(settlement = '') = (settled_at IS NULL)", name="settled"),
    )

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"), index=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("reception_lines.id"))
    arrival_id: Mapped[UUID | None] = mapped_column(ForeignKey("reception_arrivals.id"))
    kind: Mapped[str] = mapped_column(String(8))
    quantity: Mapped[int]
    serials: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(200), default="")
    settlement: Mapped[str] = mapped_column(String(14), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[UUID | None]
    reception: Mapped[Reception] = relationship(back_populates="differences")
    line: Mapped[ReceptionLine] = relationship()


class ReceptionCounter(Base):
    """The last number that a post gave to a reception in a year."""

    __tablename__ = "reception_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
