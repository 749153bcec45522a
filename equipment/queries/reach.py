"""How far a question reaches: the things of one post, or of every post for headquarters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

from borderpost.db import db


def of_post(
    column: InstrumentedAttribute[UUID], post_id: UUID | None
) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row belongs to the post, none for headquarters."""
    return () if post_id is None else (column == post_id,)


def of_whole_post(column: Any, post_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """``of_post`` for questions that go through the things of a whole post, or begin with a few
    days."""
    return of_post(whole(column), post_id)


def whole(column: Any) -> Any:
    """A column of which a condition takes nearly all the rows. SQLite keeps no count of what an
    index holds and would look each of them up by it; so said, no index answers the condition."""
    return func.coalesce(column, column) if db.engine.dialect.name == "sqlite" else column
