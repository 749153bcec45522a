"""The traveller's photo on the sheet, and the pictures that a decision keeps."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Crossing, CrossingPicture, Inspection, PictureKind
from crossings.models.inspection import State
from crossings.policies import Ask, Policy
from crossings.queries import policies
from crossings.services.inspecting import open_sheet
from crossings.services.place import DeskOfficer


def take_face(inspection_id: UUID, jpeg: bytes, *, by: DeskOfficer) -> None:
    """Put a photo on the sheet, in place of an earlier one; ``jpeg`` comes from the reader.

    The sheet's version stays: nothing that was read or typed changes. Raises ``Refused``
    when the post takes no photos, or the traveller is decided.
    """
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        if policies.policy(inspection.post_id).face is Ask.OFF:
            raise Refused(_l("This post takes no face photos. Its supervisor may change that."))
        inspection.face_jpeg, inspection.has_face = jpeg, True
        audit.record(Act.FACE_TAKEN, inspection, by=by)


def remove_face(inspection_id: UUID, *, by: DeskOfficer) -> None:
    """Take the photo off the sheet; nothing of it stays."""
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        if inspection.has_face:
            inspection.face_jpeg, inspection.has_face = None, False
            audit.record(Act.FACE_REMOVED, inspection, by=by)


def kept(crossing: Crossing, inspection: Inspection, policy: Policy) -> Iterator[CrossingPicture]:
    """The pictures of the sheet that the policy keeps with its crossing."""
    was_referred = inspection.state == State.REFERRED
    keeps_page = policy.keeps_page(crossing.decision, was_referred=was_referred)
    if inspection.has_page and keeps_page and inspection.page_jpeg:
        yield _picture(crossing, PictureKind.PAGE, inspection.page_jpeg)
    if inspection.has_face and policy.face is not Ask.OFF and inspection.face_jpeg:
        yield _picture(crossing, PictureKind.FACE, inspection.face_jpeg)


def _picture(crossing: Crossing, kind: PictureKind, jpeg: bytes) -> CrossingPicture:
    return CrossingPicture(
        crossing_id=crossing.id, occurred_on=crossing.occurred_on, kind=kind, jpeg=jpeg
    )
