"""Taking one's last decision back, until the next scan.

Nothing is erased. A row that supersedes the decision says that none stands; the sheet opens
again with what was typed; the next decision supersedes that row. So the register shows one
traveller once, and its history all of it.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.digest import digest
from crossings.models import Crossing, CrossingPicture, Inspection, PictureKind
from crossings.models.inspection import State
from crossings.queries import register
from crossings.queries import undoing as queries
from crossings.services import filing, issuing, joining, overriding, staying
from crossings.services.place import DeskOfficer, place_or_trouble
from crossings.services.superseding import successor

# The ways of capture that leave a sheet of the first line.
_AT_THE_DESK = ("live", "manifest", "convoy")
UNDO_FOR = timedelta(minutes=10)  # the queue went on: from then on it is a correction


def undoable(by: DeskOfficer) -> Crossing | None:
    """The decision that this officer may take back now, None where there is none."""
    found = queries.last_decided(by.officer_id, by.post_id, clock.now() - UNDO_FOR)
    if found is None:
        return None
    try:
        _checked(found, by)
    except Refused:
        return None
    return found


def undo(crossing_id: UUID, *, by: DeskOfficer) -> Inspection:
    """Take a decision back; the sheet, open again. Raises ``Refused`` for another officer's
    decision, at another lane, after the next scan, too late, twice, or for one that no sheet
    of the first line made."""
    found = register.crossing(crossing_id, by.post_id)
    key = {"id": crossing_id, "occurred_on": found.occurred_on if found else None}
    watched = audit.attempts_watched(Act.ATTEMPTED, Crossing, key, by=by)
    with watched, transaction() as session:
        old = session.get_one(Crossing, key)
        inspection = _checked(old, by)
        row = _taken_back(old, by)
        session.add(row)
        session.flush()
        session.add_all(filing.name_words(row))
        session.flush()
        joining.take_back(old, by=by)
        staying.follow(row)
        _reopen(inspection, old, row)
        form = issuing.void_of(old, by=by)
        told = {"form": form.number} if form else {}
        audit.record(
            Act.UNDONE, row, by=by, supersedes=str(old.id), digest=digest(row),
            inspection=str(inspection.id), **told,
        )  # fmt: skip
    return inspection


def _checked(old: Crossing, by: DeskOfficer) -> Inspection:
    """The sheet of a decision that may be taken back."""
    if old.officer_id != by.officer_id:
        raise Refused(
            _l("Only the officer who decided takes a decision back. Ask the supervisor."),
            attempt="undo_not_own",
        )
    if old.undone or register.correction_of(old.id):
        raise Refused(_l("This decision no longer stands: it was taken back or corrected."))
    inspection = db.session.get(Inspection, old.inspection_id) if old.inspection_id else None
    if (
        inspection is None
        or inspection.crossing_id != old.id
        or old.capture_mode not in _AT_THE_DESK
    ):
        raise Refused(_l("No sheet of this decision is kept. Correct the crossing instead."))
    if inspection.referral:
        raise Refused(_l("Second line decided this. Correct the crossing instead."))
    _check_when(old, by)
    return inspection


def _check_when(old: Crossing, by: DeskOfficer) -> None:
    if clock.now() - old.recorded_at > UNDO_FOR:
        raise Refused(_l("It is too late to take this back. Correct the crossing instead."))
    place, _trouble = place_or_trouble(by)
    if place is None or place.lane.id != old.lane_id:
        raise Refused(
            _l("You decided this at another lane. Go back there, or correct the crossing.")
        )
    if queries.has_scanned(by.officer_id, old.recorded_at):
        raise Refused(
            _l("Another document was scanned since. Correct the crossing instead."),
            attempt="undo_after_scan",
        )


def _taken_back(old: Crossing, by: DeskOfficer) -> Crossing:
    return successor(
        old,
        _("taken back by the officer"),
        by,
        decision="withdrawn",
        undone=True,
        reason_codes="",
        reason_text="",
        authorised_until=None,
        days_granted=None,
        **overriding.NOTHING,
    )


def _reopen(inspection: Inspection, old: Crossing, row: Crossing) -> None:
    """The sheet as it stood, with those pictures that the post's policy had kept."""
    inspection.state, inspection.crossing_id = State.OPEN, None
    inspection.undone_id = row.id
    inspection.version += 1
    kept = select(CrossingPicture).where(CrossingPicture.crossing_id == old.id)
    for picture in db.session.scalars(kept):
        if picture.kind == PictureKind.PAGE:
            inspection.page_jpeg, inspection.has_page = picture.jpeg, True
        else:
            inspection.face_jpeg, inspection.has_face = picture.jpeg, True
