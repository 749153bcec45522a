"""Reading shifts: which is open, what the books say now, the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from borderpost import shift_figures
from borderpost.db import db
from borderpost.officers.models import Officer
from borderpost.shift_figures import Ending, Kind
from lanes import shift_lines
from lanes.models import Shift
from lanes.shift_lines import Line


def shift(shift_id: UUID, post_id: UUID | None) -> Shift | None:
    """One shift of this post; None for another post's."""
    return db.session.scalar(_loaded().where(Shift.id == shift_id, Shift.post_id == post_id))


def running(post_id: UUID | None) -> Shift | None:
    """The shift of a post that is not closed; None where nobody has it."""
    return db.session.scalar(_loaded().where(Shift.post_id == post_id, Shift.closed_at.is_(None)))


def latest(post_id: UUID | None) -> Shift | None:
    """The shift of a post that was closed last."""
    wanted = _loaded().where(Shift.post_id == post_id, Shift.closed_at.is_not(None))
    return db.session.scalar(wanted.order_by(Shift.closed_at.desc(), Shift.id.desc()).limit(1))


def offered_to(officer_id: UUID, post_id: UUID | None) -> Shift | None:
    """The shift that waits for this officer's signature."""
    found = running(post_id)
    return found if found and (found.state, found.taker_id) == ("offered", officer_id) else None


def listed(
    post_id: UUID | None, words: str = "", state: str = "", since: datetime | None = None
) -> Select[tuple[Shift]]:
    """The shifts of a post, the newest first; by number or the name of who signed."""
    taker = aliased(Officer)
    wanted = _loaded().join(Shift.officer).outerjoin(taker, taker.id == Shift.taker_id)
    wanted = wanted.where(Shift.post_id == post_id)
    if state:
        wanted = wanted.where(Shift.state == state)
    if since:
        wanted = wanted.where(Shift.created_at >= since)
    searched = (
        Shift.number, Officer.surname, Officer.given_names, taker.surname, taker.given_names,
    )  # fmt: skip
    for word in words.split():
        wanted = wanted.where(or_(*(one.icontains(word, autoescape=True) for one in searched)))
    return wanted.order_by(Shift.created_at.desc(), Shift.id.desc())


def books(post_id: UUID, current: Shift | None) -> list[Line]:
    """What the books say now, nothing stated yet. Cash is what was counted at the begin of the
    current shift, without one at the end of the latest, and what moved since."""
    last = current or latest(post_id)
    since, counted = _last_count(last, current)
    cash = {one.name: one.stated for one in counted if one.kind == Kind.CASH}
    found = []
    for one in shift_figures.figures(post_id, since):
        expected = one.value
        if one.kind == Kind.CASH:
            before = cash.pop(one.name, "")
            expected = shift_lines.carried(one.value, before, one.decimals) if before else ""
        found.append(Line(str(one.kind), one.name, expected, decimals=one.decimals))
    return found


def bars(row: Shift, taker_id: UUID, *, is_last: bool, goes_on: bool = True) -> Sequence[str]:
    """Why this shift may not end so now."""
    ending = Ending(row.post_id, row.officer_id, taker_id, row.created_at, is_last, goes_on)
    return shift_figures.bars(ending)


def _last_count(last: Shift | None, current: Shift | None) -> tuple[datetime | None, list[Line]]:
    if last is None:
        return None, []
    if current:
        return last.created_at, shift_lines.from_plain(last.opening)
    return last.closed_at, shift_lines.from_plain(last.taken)


def _loaded() -> Select[tuple[Shift]]:
    return select(Shift).options(joinedload(Shift.officer), joinedload(Shift.taker))
