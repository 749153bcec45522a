"""What ``flask verify`` checks of crossings: each has its audit line, unaltered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from crossings import Act
from crossings.digest import digest
from crossings.models import Crossing, PurgeRecord

_WRITES = (Act.DECIDED, Act.CORRECTED, Act.IMPORTED)


def faults() -> Iterator[str]:
    """Crossings that were altered, slipped in or vanished, one sentence each."""
    lines = db.session.execute(
        select(AuditLine.subject_id, AuditLine.details).where(AuditLine.act.in_(_WRITES))
    )
    told = {subject: details.get("digest") for subject, details in lines}
    rows = select(Crossing).order_by(Crossing.occurred_on).execution_options(yield_per=500)
    for crossing in db.session.scalars(rows):
        written = told.pop(str(crossing.id), None)
        if written is None:
            yield f"crossing {crossing.human_ref} has no audit line"
        elif written != digest(crossing):
            yield f"crossing {crossing.human_ref} was altered"
    purged = {str(found) for found in db.session.scalars(select(PurgeRecord.crossing_id))}
    for missing in sorted(told.keys() - purged):
        yield f"crossing {missing} of the audit log is gone"
