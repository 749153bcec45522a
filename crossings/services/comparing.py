"""What is printed on the page against what its zone codes, kept on the sheet."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Inspection
from crossings.services.inspecting import open_sheet
from crossings.services.place import DeskOfficer
from docreader.answers import PrintRead
from docreader.printed import State


def page_to_compare(inspection_id: UUID) -> bytes:
    """The page whose print can be compared. Raises ``Refused`` for a sheet that is closed, and
    where there is no page or no zone to compare."""
    inspection = open_sheet(db.session.get_one(Inspection, inspection_id))
    if not inspection.page_jpeg:
        raise Refused(
            _l("There is no picture of the page. Compare the print with your own eyes."),
            field="printed",
        )
    if not inspection.reading["mrz"]:
        raise Refused(
            _l("No zone was read, so there is nothing to compare the print with."), field="printed"
        )
    return inspection.page_jpeg


def keep_comparison(
    inspection_id: UUID, version: int, found: PrintRead, *, by: DeskOfficer
) -> None:
    """Keep what was found with the reading. The version stays: nothing read or typed changes.

    Nothing is kept when the lines were corrected meanwhile: it was another zone's print.
    Raises ``Refused`` when the traveller is decided.
    """
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        if inspection.version != version:
            return
        fields = {name: one.as_json() for name, one in found.fields.items()}
        compared = {"fields": fields, "size": [found.width, found.height]}
        inspection.reading = {**inspection.reading, "printed": compared}
        states = Counter(one.state for one in found.fields.values())
        counts = {state.value: states[state] for state in State}
        audit.record(Act.PRINT_COMPARED, inspection, by=by, **counts)
