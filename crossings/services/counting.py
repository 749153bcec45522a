"""Counting without registering: when law or a surge forbids to take identities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from borderpost.submission import current_key
from crossings import Act, codes
from crossings.models import TallyCount
from crossings.queries import counts
from crossings.services.place import DeskOfficer, place_of
from docreader.states import STATES

MOST = 500  # people of one tap: more is a slip of the finger


@dataclass(frozen=True)
class Tap:
    """One tap as the keypad sent it. ``at`` and ``sequence`` are the device's, when it says."""

    direction: str = ""
    category: str = ""
    nationality: str = ""
    transport: str = ""
    people: int = 1
    is_rough: bool = False  # a group that nobody counted one by one
    at: datetime | None = None
    sequence: int = 0


def count(tap: Tap, *, by: DeskOfficer) -> TallyCount:
    """Add a person, or a group at once, to the day's estimate."""
    if tap.direction not in codes.COUNTED_WAYS or tap.category not in codes.COUNTED:
        raise Refused(_l("This key is not on the keypad. Open the page again."))
    if tap.nationality and tap.nationality not in STATES:
        raise Refused(_l("Choose a nationality from the list, or none."))
    if tap.transport and tap.transport not in codes.TRANSPORT:
        raise Refused(_l("Choose the means of transport from the list, or none."))
    if not 1 <= tap.people <= MOST:
        raise Refused(_l("One tap counts 1 to %(most)s people. Tap again for more.", most=MOST))
    with transaction():
        return _added(tap, 1, None, by)


def undo(tap: Tap, undoes: UUID | None, *, by: DeskOfficer) -> TallyCount:
    """Take one tap back by a row against it; the tap itself stays."""
    with transaction():
        found = counts.standing_tap(by.officer_id, undoes)
        if found is None:
            raise Refused(_l("There is no tap to take back."))
        names = ("direction", "category", "nationality", "transport", "people", "is_rough")
        against = replace(tap, **{name: getattr(found, name) for name in names})
        return _added(against, -1, found, by)


def _added(tap: Tap, number: int, undoes: TallyCount | None, by: DeskOfficer) -> TallyCount:
    """The row of a tap; one against a tap of last night is counted from last night."""
    place, now = place_of(by), clock.now()
    at = min(tap.at or now, now)  # a phone's clock may be ahead of the post's
    today = at.astimezone(ZoneInfo(place.post.zone)).date()
    row = TallyCount(
        form_key=current_key() or new_id(),
        post_id=place.post.id,
        lane_id=place.lane.id,
        officer_id=by.officer_id,
        counted_at=at,
        counted_on=undoes.counted_on if undoes else today,
        device_sequence=tap.sequence,
        recorded_at=now,
        direction=tap.direction,
        category=tap.category,
        nationality=tap.nationality,
        number=number,
        people=tap.people,
        transport=tap.transport,
        is_rough=tap.is_rough,
        reason="undo" if undoes else "",
        undoes=undoes.form_key if undoes else None,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(Act.COUNT_UNDONE if undoes else Act.COUNTED, row, by=by)
    return row
