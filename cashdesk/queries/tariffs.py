"""Reading the table of fees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from cashdesk.models import Tariff


def in_force(post_id: UUID, day: date) -> Sequence[Tariff]:
    """What is asked for at a post on a day, by code, and then what is said to be free."""
    wanted = select(Tariff).where(Tariff.post_id == post_id, holds_on(day))
    return db.session.scalars(wanted.order_by(Tariff.amount == 0, Tariff.code)).all()


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether a row is in force on a day."""
    ends = or_(Tariff.ends_on.is_(None), Tariff.ends_on >= day)
    return and_(Tariff.starts_on <= day, ends)


def listed(words: str = "", day: date | None = None) -> Select[tuple[Tariff]]:
    """Every row, newest of a code first; those with the words, those in force on ``day``."""
    wanted = select(Tariff).options(joinedload(Tariff.post))
    if words:
        sought = (Tariff.code, Tariff.label_fr, Tariff.label_en, Tariff.label_ar, Tariff.basis)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))
    if day:
        wanted = wanted.where(holds_on(day))
    return wanted.order_by(Tariff.code, Tariff.starts_on.desc(), Tariff.id)


def tariff(tariff_id: UUID) -> Tariff | None:
    """One row, or None."""
    return db.session.get(Tariff, tariff_id)


def of_code(post_id: UUID, code: str) -> Sequence[Tariff]:
    """Every row of a code at a post, by its first day."""
    wanted = select(Tariff).where(Tariff.post_id == post_id, Tariff.code == code)
    return db.session.scalars(wanted.order_by(Tariff.starts_on)).all()


def all_of(post_id: UUID) -> Sequence[Tariff]:
    """Every row of a post, the oldest first: what receipts of any day name."""
    wanted = select(Tariff).where(Tariff.post_id == post_id)
    return db.session.scalars(wanted.order_by(Tariff.starts_on, Tariff.code)).all()
