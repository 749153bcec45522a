"""How far a question reaches: the things of one post, or of every post for headquarters."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute


def of_post(
    column: InstrumentedAttribute[UUID], post_id: UUID | None
) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row belongs to the post, none for headquarters."""
    return () if post_id is None else (column == post_id,)
