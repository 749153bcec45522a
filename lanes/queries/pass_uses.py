"""When passes were shown, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import Crossing
from crossings.queries.register import standing
from lanes.models import PassUse

OPENED = "opened"
MOST = 100  # uses on a pass's page


def of_pass(pass_id: UUID) -> Sequence[PassUse]:
    """Each time a pass was shown, the newest first."""
    wanted = select(PassUse).where(PassUse.pass_id == pass_id).order_by(PassUse.id.desc())
    return db.session.scalars(wanted.limit(MOST)).all()


def crossings(uses: Sequence[PassUse], post_id: UUID | None) -> Mapping[UUID, Crossing]:
    """The crossing of each sheet that was decided, by the sheet."""
    sheets = [one.inspection_id for one in uses if one.inspection_id]
    wanted = select(Crossing).where(
        Crossing.inspection_id.in_(sheets), Crossing.post_id == post_id, standing()
    )
    return {row.inspection_id: row for row in db.session.scalars(wanted) if row.inspection_id}


def refused(post_id: UUID | None) -> Select[tuple[PassUse]]:
    """The scans that opened no sheet, the newest first."""
    return (
        select(PassUse)
        .where(PassUse.post_id == post_id, PassUse.outcome != OPENED)
        .options(joinedload(PassUse.border_pass))
        .order_by(PassUse.id.desc())
    )


def refused_since(post_id: UUID | None, since: datetime) -> int:
    """How many scans opened no sheet since an instant."""
    wanted = select(func.count()).where(
        PassUse.post_id == post_id, PassUse.outcome != OPENED, PassUse.created_at >= since
    )
    return db.session.scalar(wanted) or 0
