"""The digest of a closed shift: printed on its paper, kept in the audit line, reckoned anew
whenever the shift is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from borderpost.db import db
from lanes.models import Shift, ShiftState

_SAID = (
    "number", "post_id", "officer_id", "taker_id", "created_at", "given_at", "closed_at", "opening",
    "given", "taken", "goes_on", "absent_why", "note", "incidents",
)  # fmt: skip


def digest(row: Shift) -> str:
    """SHA-256 over everything that both signed, in the order of the columns' names."""
    said = {name: _plain(getattr(row, name)) for name in _SAID}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def agrees(row: Shift) -> bool:
    """Whether a shift is still what both signed; one that is not closed has nothing to agree."""
    return not row.digest or row.digest == digest(row)


def faults() -> Iterator[str]:
    """What ``flask verify`` says of shifts that were altered after both signed."""
    for row in db.session.scalars(select(Shift).where(Shift.state == ShiftState.CLOSED)):
        if not agrees(row) or not row.digest:
            yield f"shift {row.number} is not what both signed"


def _plain(value: Any) -> Any:
    if isinstance(value, bool | list) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
