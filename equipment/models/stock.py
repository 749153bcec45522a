"""Stock: items, their lots, one card for each lot at each place, and the movements.

``StockCard`` repeats the sum of its ``StockMovement`` rows so that lists can search and sort; it
is written by ``equipment.services.stock_writing`` and nowhere else. The database itself refuses
to change or delete a movement or a lot, and a card that would hold less than nothing.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record
from equipment.models.asset import Location
from projects.models import Project

RECEIVE, ISSUE, TRANSFER, ADJUST, COUNT = "receive", "issue", "transfer", "adjust", "count"
REVERSE = "reverse"
CONSUMABLE, SPARE, KIT = "consumable", "spare", "kit"


class StockItem(Base, Record):
    """What is counted and not tagged: a consumable, a spare part, a relief kit of one post.

    ``least`` is the level below which it is ordered again, ``most`` the level it is ordered up
    to; None: nobody said one.
    """

    __tablename__ = "stock_items"
    __table_args__ = (
        UniqueConstraint("post_id", "code"),
        CheckConstraint("kind IN ('consumable', 'spare', 'kit')", name="kind"),
        CheckConstraint("least >= 0 AND most >= least", name="levels"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"))
    code: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    search_key: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(20))  # piece, box, kit, as people say it
    has_expiry: Mapped[bool] = mapped_column(default=False)
    least: Mapped[int | None]
    most: Mapped[int | None]
    cards: Mapped[list[StockCard]] = relationship(back_populates="item", viewonly=True)

    @property
    def on_hand(self) -> int:
        """Everything that lies at the post, expired or not."""
        return sum(card.on_hand for card in self.cards)

    def expired(self, day: date) -> int:
        """What of it may not be issued any more on ``day``."""
        return sum(card.on_hand for card in self.cards if card.lot.is_expired(day))


class StockLot(Base, Record):
    """One lot of an item; ``code`` is '' for what has none. ``expires_on`` is its last good day,
    None: it does not expire."""

    __tablename__ = "stock_lots"
    __table_args__ = (UniqueConstraint("item_id", "code"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    code: Mapped[str] = mapped_column(String(40), default="")
    expires_on: Mapped[date | None] = mapped_column(Date)
    item: Mapped[StockItem] = relationship()

    def is_expired(self, day: date) -> bool:
        """Whether it may not be issued on ``day``."""
        return self.expires_on is not None and self.expires_on < day


class StockCard(Base, Record):
    """One lot at one place: what lies there now. ``version`` counts its movements."""

    __tablename__ = "stock_cards"
    __table_args__ = (
        UniqueConstraint("lot_id", "location_id"),
        CheckConstraint("on_hand >= 0", name="on_hand"),
        Index(None, "item_id"),
        Index(None, "location_id"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("stock_items.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("stock_lots.id"))
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"))
    on_hand: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
    item: Mapped[StockItem] = relationship()
    lot: Mapped[StockLot] = relationship()
    location: Mapped[Location] = relationship()


class StockMovement(Base, Record):
    """What came to a card (+) or left it (-) on a day. Written once.

    ``act_id`` is shared by all that one form wrote: both ends of a transfer, the lots of an
    issue; it is reversed whole. ``counted`` is what a count found there.
    """

    __tablename__ = "stock_movements"
    __table_args__ = (
        UniqueConstraint("card_id", "seq"),
        UniqueConstraint("reverses_id"),
        CheckConstraint(
            "kind IN ('receive', 'issue', 'transfer', 'adjust', 'count', 'return', 'reverse')",
            name="kind",
        ),
        CheckConstraint("(kind = 'reverse') = (reverses_id IS NOT NULL)", name="reversal"),
        CheckConstraint("(kind = 'count') = (counted IS NOT NULL)", name="counted"),
        CheckConstraint("kind IN ('count', 'reverse') OR quantity <> 0", name="quantity"),
        Index(None, "card_id", "happened_on"),
        Index(None, "act_id"),
        Index(None, "project_id"),
    )

    card_id: Mapped[UUID] = mapped_column(ForeignKey("stock_cards.id"))
    seq: Mapped[int]
    act_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[int]
    happened_on: Mapped[date] = mapped_column(Date)
    counted: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    document: Mapped[str] = mapped_column(String(120), default="")
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("stock_movements.id"))
    card: Mapped[StockCard] = relationship()
    project: Mapped[Project | None] = relationship()
    reversed_by: Mapped[StockMovement | None] = relationship(
        primaryjoin="StockMovement.id == foreign(remote(StockMovement.reverses_id))",
        uselist=False, viewonly=True,
    )  # fmt: skip
