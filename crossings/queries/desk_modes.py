"""Reading the mode of the desk: the one in force, and when each one was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select

from borderpost import clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts.models import Lane
from crossings.models.desk_mode import DeskModeChange, Mode
from crossings.policies import Ask, Policy


@dataclass(frozen=True)
class InForce:
    """What is asked at a lane now. ``change`` is None where nobody ever changed it, and where
    its last change is over."""

    mode: Mode
    change: DeskModeChange | None = None

    @property
    def is_full(self) -> bool:
        """Whether everything that the post asks is asked."""
        return self.mode is Mode.FULL

    @property
    def told_by(self) -> str:
        """The name of whoever changed it, '' for the machine."""
        officer_id = self.change.created_by if self.change else None
        return officers.names({officer_id}).get(officer_id, "") if officer_id else ""

    @property
    def recorded(self) -> str | None:
        """What a crossing written now says: who is registered while others are only counted is
        asked no more than the essential."""
        return None if self.is_full else Mode.ESSENTIAL.value


@dataclass(frozen=True)
class Span:
    """A mode with less than everything, from when until when; ``ended_at`` None: it lasts."""

    change: DeskModeChange
    ended_at: datetime | None

    @property
    def mode(self) -> str:
        """Which."""
        return self.change.mode


IN_FULL = InForce(Mode.FULL)
# Built once: it is asked for every traveller.
_LATEST = (
    select(DeskModeChange)
    .where(
        DeskModeChange.post_id == bindparam("post"),
        DeskModeChange.begun_at <= bindparam("at"),
        or_(DeskModeChange.lane_id.is_(None), DeskModeChange.lane_id == bindparam("lane")),
    )
    .order_by(DeskModeChange.begun_at.desc(), DeskModeChange.id.desc())
    .limit(1)
)


def in_force(post_id: UUID, lane_id: UUID | None, at: datetime | None = None) -> InForce:
    """The mode at a lane, None: of the whole post where no lane has its own."""
    at = at or clock.now()
    row = db.session.scalar(_LATEST, {"post": post_id, "lane": lane_id, "at": at})
    if row is None or row.mode == Mode.FULL or (row.until and row.until <= at):
        return IN_FULL
    return InForce(Mode(row.mode), row)


def at_lane(lane: Lane, policy: Policy) -> tuple[InForce, Policy]:
    """The mode at a lane now, and what of the post's policies is asked in it."""
    mode = in_force(lane.post_id, lane.id)
    return mode, eased(policy, mode)


def eased(policy: Policy, mode: InForce) -> Policy:
    """What a post asks, as far as it is asked in this mode: a photo holds nobody up. A health
    certificate is a condition of entry and stays asked."""
    if mode.is_full or policy.face is not Ask.ASKED:
        return policy
    return replace(policy, face=Ask.OFFERED)


def history(post_id: UUID | None) -> Select[tuple[DeskModeChange]]:
    """Every change at a post, the newest first."""
    wanted = select(DeskModeChange).where(DeskModeChange.post_id == post_id)
    return wanted.order_by(DeskModeChange.begun_at.desc(), DeskModeChange.id.desc())


def spans(post_id: UUID, since: datetime, until: datetime) -> Sequence[Span]:
    """The times with less than everything that touch ``since`` to ``until``, oldest first."""
    rows = db.session.scalars(_changes(post_id).where(DeskModeChange.begun_at < until)).all()
    return [one for one in _spans(rows) if one.ended_at is None or one.ended_at > since]


def _spans(rows: Sequence[DeskModeChange]) -> Iterator[Span]:
    """Each change that asks less, until the next one that names its lane or the whole post. A
    change of one lane ends nothing at the others: the post's own span goes on for them."""
    for place, row in enumerate(rows):
        if row.mode == Mode.FULL:
            continue
        after = (
            one.begun_at
            for one in rows[place + 1 :]
            if one.lane_id is None or one.lane_id == row.lane_id
        )
        ends = [one for one in (next(after, None), row.until) if one is not None]
        yield Span(row, min(ends, default=None))


def _changes(post_id: UUID) -> Select[tuple[DeskModeChange]]:
    wanted = select(DeskModeChange).where(DeskModeChange.post_id == post_id)
    return wanted.order_by(DeskModeChange.begun_at, DeskModeChange.id)
