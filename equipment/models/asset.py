"""The register's tables: models, locations, things, and the events that are the one truth.

``Asset`` repeats the fold of its ``AssetEvent`` rows so that lists can search and sort; it is
written by ``equipment.services.recording`` and nowhere else. The database itself refuses to
change an event, and to delete a thing that was not taken back with its import.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, UtcDateTime
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane, Post
from equipment.states import Standing, Status
from projects.models import BudgetLine, Donor, Project
from projects.money import Amount

if TYPE_CHECKING:
    from equipment.models.donation import DonationLine

_UNIQUE_SERIAL = "serial_key <> ''"
# An event by which a thing fell out of working order or came back: few of many, by an index.
TURNED = (
    "(status IN ('in_repair', 'out_of_service'))"
    " <> (status_before IN ('in_repair', 'out_of_service'))"
)


class AssetModel(Base, Record):
    """A kind of thing as its maker sells it, and what it makes a lane able to do."""

    __tablename__ = "asset_models"
    __table_args__ = (UniqueConstraint("manufacturer", "name"),)

    category: Mapped[str] = mapped_column(String(12))
    manufacturer: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(60), default="")  # the maker's own
    capabilities: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def title(self) -> str:
        """Maker and name, as people say it."""
        return f"{self.manufacturer} {self.name}".strip()


class Location(Base, Record):
    """Where things are at a post: a store, a workshop, a room, a vehicle, or one of its lanes."""

    __tablename__ = "locations"
    __table_args__ = (
        UniqueConstraint("post_id", "code"),
        CheckConstraint("(kind = 'lane') = (lane_id IS NOT NULL)", name="lane"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    lane_id: Mapped[UUID | None] = mapped_column(ForeignKey("lanes.id"), unique=True)
    is_open: Mapped[bool] = mapped_column(default=True)
    lane: Mapped[Lane | None] = relationship()
    post: Mapped[Post] = relationship()

    @property
    def is_store(self) -> bool:
        """Whether what lies here is not in use."""
        return self.kind in ("store", "workshop")


class Asset(Base, Record):
    """One thing with its tag, as its events have left it. ``version`` counts them."""

    __tablename__ = "assets"
    __table_args__ = (
        Index(
            "uq_assets_model_id_serial_key", "model_id", "serial_key", unique=True,
            sqlite_where=text(_UNIQUE_SERIAL), postgresql_where=text(_UNIQUE_SERIAL),
        ),
        Index(None, "post_id", "tag"),
        Index(None, "post_id", "status", "tag"),
        Index(None, "post_id", "changed_at"),
        Index(None, "holder_id"),
        Index(None, "location_id"),
        Index(None, "project_id"),
        Index(None, "former_tag"),
        CheckConstraint("holder_id IS NOT NULL OR location_id IS NOT NULL OR status IN "
                        "('ordered', 'received', 'lost', 'disposed', 'transferred')",
                        name="custodian"),
    )  # fmt: skip

    tag: Mapped[str] = mapped_column(String(24), unique=True)  # never given twice
    former_tag: Mapped[str] = mapped_column(String(60), default="")  # on an older label
    serial: Mapped[str] = mapped_column(String(60), default="")
    serial_key: Mapped[str] = mapped_column(String(60), default="")  # folded; '' not known
    search_key: Mapped[str] = mapped_column(String(400), default="")
    model_id: Mapped[UUID] = mapped_column(ForeignKey("asset_models.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    status: Mapped[str] = mapped_column(String(16))
    condition: Mapped[str] = mapped_column(String(8))
    resumes: Mapped[str | None] = mapped_column(String(16))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    budget_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_lines.id"))
    donor_id: Mapped[UUID | None] = mapped_column(ForeignKey("donors.id"), index=True)
    owner: Mapped[str] = mapped_column(String(80), default="")
    cost: Mapped[Decimal | None] = mapped_column(Amount)
    currency: Mapped[str] = mapped_column(String(3), default="")
    received_on: Mapped[date | None] = mapped_column(Date)
    warranty_until: Mapped[date | None] = mapped_column(Date)
    calibrated_until: Mapped[date | None] = mapped_column(Date)
    title_transfer_on: Mapped[date | None] = mapped_column(Date)
    plated_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    model: Mapped[AssetModel] = relationship()
    holder: Mapped[Officer | None] = relationship()
    location: Mapped[Location | None] = relationship()
    project: Mapped[Project | None] = relationship()
    budget_line: Mapped[BudgetLine | None] = relationship()
    donor: Mapped[Donor | None] = relationship()
    deed_lines: Mapped[list[DonationLine]] = relationship(viewonly=True, order_by="DonationLine.id")

    @property
    def standing(self) -> Standing:
        """State, custodian and condition, as the rules of ``equipment.states`` take them."""
        return Standing(
            Status(self.status), self.holder_id, self.location_id, self.condition,
            Status(self.resumes) if self.resumes else None,
        )  # fmt: skip


class AssetEvent(Base, Record):
    """One thing that happened to a thing: its standing before and after, and what was said.

    ``facts`` holds what was described anew, by column: ``[before, after]`` as text.
    """

    __tablename__ = "asset_events"
    __table_args__ = (
        UniqueConstraint("asset_id", "seq"),
        Index(None, "holder_id", "at"),
        Index(None, "holder_before", "at"),
        Index(None, "location_id", "at"),
        Index(None, "location_before", "at"),
        Index(
            "ix_asset_events_turned", "at",
            sqlite_where=text(TURNED), postgresql_where=text(TURNED),
        ),
    )  # fmt: skip

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    status_before: Mapped[str | None] = mapped_column(String(16))  # None: it was not there
    status: Mapped[str] = mapped_column(String(16))
    condition_before: Mapped[str | None] = mapped_column(String(8))
    condition: Mapped[str] = mapped_column(String(8))
    holder_before: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    location_before: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(300), default="")
    document: Mapped[str] = mapped_column(String(120), default="")
    source_id: Mapped[UUID | None]  # the act of custody, stocktake or donation it came from
    asset: Mapped[Asset] = relationship()


class AssetCounter(Base):
    """The last tag that a post gave by itself."""

    __tablename__ = "asset_counters"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    last: Mapped[int]


class AssetRemoval(Base, Record):
    """A thing that an undone import had brought in: only with this row may it be deleted. Its tag
    stays spent."""

    __tablename__ = "asset_removals"

    asset_id: Mapped[UUID] = mapped_column(unique=True)
    tag: Mapped[str] = mapped_column(String(24), index=True)


class AssetPart(Base):
    """Which thing is a part of which kit now; it repeats the part's events *join* and *leave*, and
    is written by ``equipment.services.kit_parts`` alone. A kit is no part and a part no kit."""

    __tablename__ = "asset_parts"

    part_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    kit_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), index=True)
    part: Mapped[Asset] = relationship(foreign_keys=[part_id])
    kit: Mapped[Asset] = relationship(foreign_keys=[kit_id])
