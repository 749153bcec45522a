"""Reading saved views."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db
from borderpost.lists.models import SavedView


def views(account_id: UUID, listed: str) -> Sequence[SavedView]:
    """An account's views of a list, by name."""
    wanted = (
        select(SavedView)
        .where(SavedView.account_id == account_id, SavedView.list == listed)
        .order_by(SavedView.name)
    )
    return db.session.scalars(wanted).all()


def view(view_id: UUID, account_id: UUID) -> SavedView | None:
    """One view of this account; None for another's."""
    wanted = select(SavedView).where(SavedView.id == view_id, SavedView.account_id == account_id)
    return db.session.scalar(wanted)


def named(account_id: UUID, listed: str, name: str) -> SavedView | None:
    """The view of this name."""
    return next((found for found in views(account_id, listed) if found.name == name), None)


def first(account_id: UUID, listed: str) -> SavedView | None:
    """The view that a list opens with."""
    return next((found for found in views(account_id, listed) if found.is_first), None)
