"""Reading the forms of refusals and the appeal that they name."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import Appeal, RefusalForm, RefusalPrinting


def form(form_id: UUID, post_id: UUID | None) -> RefusalForm | None:
    """One form of this post; None for another post's."""
    wanted = select(RefusalForm).where(RefusalForm.id == form_id, RefusalForm.post_id == post_id)
    return db.session.scalar(wanted.options(joinedload(RefusalForm.crossing)))


def of_crossing(crossing_id: UUID) -> RefusalForm | None:
    """The form of a refusal, if it has one."""
    return db.session.scalar(select(RefusalForm).where(RefusalForm.crossing_id == crossing_id))


def numbered(number: str, post_id: UUID | None) -> RefusalForm | None:
    """The form of this post with this number."""
    wanted = select(RefusalForm).where(RefusalForm.number == number, RefusalForm.post_id == post_id)
    return db.session.scalar(wanted)


def printing(printing_id: UUID, post_id: UUID | None) -> RefusalPrinting | None:
    """One printing of a form of this post."""
    wanted = (
        select(RefusalPrinting)
        .join(RefusalPrinting.form)
        .where(RefusalPrinting.id == printing_id, RefusalForm.post_id == post_id)
    )
    return db.session.scalar(wanted)


def issued(post_id: UUID | None) -> Select[tuple[RefusalForm]]:
    """The forms of a post in the order of their numbers, newest first."""
    return (
        select(RefusalForm)
        .where(RefusalForm.post_id == post_id)
        .options(joinedload(RefusalForm.crossing))
        .order_by(RefusalForm.year.desc(), RefusalForm.serial.desc())
    )


def appeal(post_id: UUID) -> Appeal | None:
    """Where refusals of a post are appealed; None while nobody has said."""
    return db.session.scalar(select(Appeal).where(Appeal.post_id == post_id))
