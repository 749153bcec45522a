"""Reading the rules of passes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from borderpost.db import db
from lanes.models import PassRule


def in_force(post_id: UUID | None, day: date) -> Sequence[PassRule]:
    """The rules of a post on a day, by code."""
    wanted = select(PassRule).where(PassRule.post_id == post_id, holds_on(day))
    return db.session.scalars(wanted.order_by(PassRule.code)).all()


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether a rule is in force on a day."""
    ends = or_(PassRule.ends_on.is_(None), PassRule.ends_on >= day)
    return and_(PassRule.starts_on <= day, ends)


def listed(post_id: UUID | None) -> Select[tuple[PassRule]]:
    """Every rule of a post, the newest of a code first; of every post for who has none."""
    wanted = select(PassRule)
    if post_id:
        wanted = wanted.where(PassRule.post_id == post_id)
    return wanted.order_by(PassRule.code, PassRule.starts_on.desc(), PassRule.id)


def one(rule_id: UUID) -> PassRule | None:
    """One rule."""
    return db.session.get(PassRule, rule_id)


def of_code(post_id: UUID, code: str) -> Sequence[PassRule]:
    """Every rule of a code at a post, by its first day."""
    wanted = select(PassRule).where(PassRule.post_id == post_id, PassRule.code == code)
    return db.session.scalars(wanted.order_by(PassRule.starts_on)).all()
