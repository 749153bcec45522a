"""The row that takes the place of a crossing: the same in everything but what is named."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import inspect

from borderpost import clock
from borderpost.submission import current_key
from crossings.models import Crossing
from crossings.services import numbering
from crossings.services.place import DeskOfficer


def successor(old: Crossing, why: str, by: DeskOfficer, **changes: Any) -> Crossing:
    """A new row, not yet in the session, that supersedes ``old``: with a reference, a salt and
    an officer of its own, and ``changes``."""
    kept = {column.key: getattr(old, column.key) for column in inspect(Crossing).columns}
    kept |= changes
    kept.update(
        supersedes_id=old.id,
        correction_reason=why[:500],
        human_ref=numbering.next_reference(old.lane.post, clock.today(old.lane.post.zone)),
        form_key=current_key(),
        recorded_at=clock.now(),
        officer_id=by.officer_id,
        salt=secrets.token_hex(16),
    )
    return Crossing(**{name: value for name, value in kept.items() if name != "id"})
