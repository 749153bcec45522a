"""Reading screenings: the gate's single question, and the focal point's list."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true

from borderpost.db import db
from borderpost.gates import GatedSheet
from protection.answers import of_plain
from protection.models import Screening, marks_of


def were_asked(sheet: GatedSheet) -> bool:
    """Whether anybody has answered the questions for this sheet."""
    own_mark, _of_document = marks_of(sheet)
    return any(one.sheet_mark == own_mark for one in _about(sheet))


def needs_were_asked(sheet: GatedSheet) -> bool:
    """Whether the needs were asked for this sheet, besides the questions."""
    own_mark, _of_document = marks_of(sheet)
    own = (one for one in _about(sheet) if one.sheet_mark == own_mark)
    return any(of_plain(one.content["answers"]).needs is not None for one in own)


def are_answered(sheet: GatedSheet) -> bool:
    """Whether nothing stands in the way: asked for this sheet, and whatever was positive is
    closed by the focal point. No later round takes an earlier one back, and neither does
    another sheet of the same document."""
    return were_asked(sheet) and not any(is_waiting(one) for one in _about(sheet))


def _about(sheet: GatedSheet) -> Sequence[Screening]:
    own_mark, of_document = marks_of(sheet)
    alike = Screening.sheet_mark == own_mark
    if of_document:
        alike = alike | (Screening.traveller_mark == of_document)
    return db.session.scalars(select(Screening).where(alike).order_by(Screening.id)).all()


def is_waiting(screening: Screening) -> bool:
    """Whether a positive answer waits for the focal point."""
    return screening.closing is None and bool(of_plain(screening.content["answers"]).indicators)


def listed(post_id: UUID | None) -> Select[tuple[Screening]]:
    """The screenings of a post, of all for who is posted to headquarters, newest first."""
    return select(Screening).where(_here(post_id)).order_by(Screening.id.desc())


def screening(screening_id: UUID, post_id: UUID | None) -> Screening | None:
    """One screening of this post; None for another post's."""
    return db.session.scalar(select(Screening).where(Screening.id == screening_id, _here(post_id)))


def own(screening_id: UUID, officer_id: UUID) -> Screening | None:
    """A screening that this officer has just asked; None for anybody else's."""
    wanted = select(Screening).where(Screening.id == screening_id)
    return db.session.scalar(wanted.where(Screening.created_by == officer_id))


def waiting(post_id: UUID | None) -> int:
    """How many positive answers wait for the focal point."""
    return sum(is_waiting(one) for one in db.session.scalars(listed(post_id)))


def _here(post_id: UUID | None) -> ColumnElement[bool]:
    return true() if post_id is None else Screening.post_id == post_id
