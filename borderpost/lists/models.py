"""What an officer wants to see again of a list."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record


class SavedView(Base, Record):
    """The filters and order of a list, as they stand in its address. One view of each list
    may be an account's first: the list opens with it."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account_id", "list", "name"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    list: Mapped[str] = mapped_column(String(60))  # the endpoint, such as register.index
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(500))
    is_first: Mapped[bool] = mapped_column(default=False)
