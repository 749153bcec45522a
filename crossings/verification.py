"""What ``flask verify`` checks of crossings: each has its audit line, unaltered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, select

from borderpost.audit import rows
from borderpost.audit.models import AuditLine
from borderpost.db import db
from crossings import Act
from crossings.digest import digest
from crossings.models import Crossing, PurgeRecord

_WRITES = (Act.DECIDED, Act.CORRECTED, Act.UNDONE, Act.IMPORTED, Act.CAPTURED)


def faults() -> Iterator[str]:
    """Crossings that were altered, slipped in or vanished, one sentence each."""
    told = _told()
    for place, crossing in enumerate(rows.each(_CROSSINGS)):
        if crossing is None:
            reference, identity = _at(place)
            told.pop(identity, None)
            yield f"crossing {reference} was altered and cannot be read"
            continue
        written = told.pop(str(crossing.id), None)
        if written is None:
            yield f"crossing {crossing.human_ref} has no audit line"
        elif written != digest(crossing):
            yield f"crossing {crossing.human_ref} was altered"
    purged = {str(found) for found in db.session.scalars(select(PurgeRecord.crossing_id))}
    for missing in sorted(told.keys() - purged):
        yield f"crossing {missing} of the audit log is gone"


_CROSSINGS = select(Crossing.__table__).order_by(Crossing.occurred_on, Crossing.id)


def _told() -> dict[str, Any]:
    """The digest that the log holds of each crossing's id; a line that cannot be read is the
    chain's own fault and told there."""
    written = select(AuditLine.subject_id, AuditLine.details).where(AuditLine.act.in_(_WRITES))
    return {
        line.subject_id: line.details.get("digest")
        for line in rows.each(written)
        if line and isinstance(line.details, dict)
    }


def _at(place: int) -> tuple[str, str]:
    """Reference and id of the crossing at a place in the order, as plain texts."""
    texts = [cast(column, String) for column in (Crossing.human_ref, Crossing.id)]
    wanted = select(*texts).order_by(Crossing.occurred_on, Crossing.id).offset(place).limit(1)
    reference, identity = db.session.execute(wanted).one()
    try:
        return reference, str(UUID(identity))
    except ValueError:
        return reference, ""
