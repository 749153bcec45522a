"""Changing the mode of the desk: announced, logged, and back to full by one key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import DeskModeChange
from crossings.models.desk_mode import Mode, Why
from crossings.queries import desk_modes
from crossings.queries.desk_modes import InForce
from crossings.services.place import DeskOfficer, place_of


@dataclass(frozen=True)
class Switch:
    """What an officer says: the mode, and unless it is full why; whether for one's own lane
    alone, and until when at most."""

    mode: str
    reason: str = ""
    words: str = ""
    own_lane: bool = False
    until: datetime | None = None


def switch(told: Switch, *, by: DeskOfficer) -> DeskModeChange:
    """Have the desk ask less, or everything again.

    Without a reason the one that is in force goes on, with its scope and its end. Raises
    ``Refused`` when there is none, when the mode is already in force, or it would end before now.
    """
    with transaction():
        place = place_of(by)
        before = desk_modes.in_force(place.post.id, place.lane.id)
        row = DeskModeChange(
            id=new_id(),
            post_id=place.post.id,
            created_by=by.officer_id,
            begun_at=clock.now(),
            **_columns(told, before, place.lane.id),
        )
        _check(row, before)
        db.session.add(row)
        db.session.flush()
        lane = str(row.lane_id) if row.lane_id else "all"
        audit.record(Act.MODE_SWITCHED, row, by=by, mode=row.mode, lane=lane, reason=row.reason)
    return row


def _columns(told: Switch, before: InForce, lane_id: UUID) -> dict[str, object]:
    """What the row says: going further down or back, one key says no more than the mode."""
    known = before.change
    goes_on = known is not None and not told.reason
    own_lane = bool(known and known.lane_id) if goes_on else told.own_lane
    scope = {"mode": told.mode, "lane_id": lane_id if own_lane else None}
    if told.mode == Mode.FULL:
        return {**scope, "reason": "", "words": "", "until": None}
    if known is not None and goes_on:
        return {**scope, "reason": known.reason, "words": known.words, "until": known.until}
    words = " ".join(told.words.split())[:300]
    return {**scope, "reason": told.reason, "words": words, "until": told.until}


def _check(row: DeskModeChange, before: InForce) -> None:
    if row.mode not in set(Mode):
        raise Refused(_l("Choose what the desk asks from now on."), field="mode")
    if row.mode == before.mode and row.mode == Mode.FULL:
        raise Refused(_l("The desk already works in full."))
    if row.mode == before.mode and before.change and before.change.lane_id == row.lane_id:
        raise Refused(_l("The desk already works this way."), field="mode")
    if row.mode != Mode.FULL and row.reason not in set(Why):
        raise Refused(_l("Say why less is asked: law, surge, outage or another reason."),
                      field="reason")  # fmt: skip
    if row.reason == Why.OTHER and not row.words:
        raise Refused(_l("Write the reason in words."), field="words")
    if row.until and row.until <= row.begun_at:
        raise Refused(_l("The end lies in the past. Leave it empty or choose a later one."),
                      field="until")  # fmt: skip
