"""What the gates of other subjects learn of a traveller: an id and a likeness, never a name."""

from __future__ import annotations

import hmac
from uuid import UUID

from flask import current_app

from borderpost.gates import GatedSheet
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.models.inspection import State
from crossings.queries import inspections
from crossings.queries.register import number_key

_PAGE = "desk.sheet"


def sheet(inspection_id: UUID, post_id: UUID | None) -> GatedSheet | None:
    """The working sheet with this id at this post, as gates know it."""
    found = inspections.inspection(inspection_id, post_id)
    return of(found) if found else None


def of(inspection: Inspection) -> GatedSheet:
    """A working sheet as gates know it."""
    facts = sheets.from_plain(inspection.sheet)
    undecided = inspection.state in (State.OPEN, State.REFERRED)
    alike = likeness(facts["issuing_state"].value, facts["document_number"].value)
    return GatedSheet(inspection.id, alike, _PAGE, undecided)


def likeness(issuer: str, number: str) -> str:
    """Alike for sheets of one document and readable by nobody; '' without a number."""
    if not number_key(number):
        return ""
    text = f"gate {issuer} {number_key(number)}"
    return hmac.digest(current_app.config["SEAL_KEY"], text.encode(), "sha256").hex()
