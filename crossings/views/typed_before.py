"""What the officer had typed into a sheet whose decision was taken back: nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from crossings.models import Crossing, Inspection, RefusalForm
from crossings.queries import refusals, register


@dataclass(frozen=True)
class Undone:
    """A decision that its officer took back, and the form that is void with it."""

    crossing: Crossing
    form: RefusalForm | None


def undone(inspection: Inspection) -> Undone | None:
    """The decision of this sheet that was taken back last; None where none was."""
    if inspection.undone_id is None:
        return None
    row = register.crossing(inspection.undone_id, inspection.post_id)
    before = (
        register.crossing(row.supersedes_id, row.post_id) if row and row.supersedes_id else None
    )
    return Undone(before, refusals.of_crossing(before.id)) if before else None


def typed(found: Undone | None) -> MultiDict[str, str]:
    """What was sent with this request; else what stood in the forms of a decision that was
    taken back."""
    if request.form or found is None:
        return request.form
    return ImmutableMultiDict(_of(found))


def _of(found: Undone) -> list[tuple[str, str]]:
    row = found.crossing
    single = {
        "purpose": row.purpose,
        "destination": row.destination,
        "transport": row.transport,
        "reason_text": row.reason_text,
        "health_outcome": row.health_outcome or "not_checked",
        "health_certificate": row.health_certificate or "",
        "health_valid_until": str(row.health_valid_until or ""),
        "without_face": row.evidence.get("without_face", ""),
        "rule_seen": row.rule_override or "",
        "rule_why": row.rule_override_why or "",
    }
    if found.form:
        single["form_language"] = found.form.language
    several = [("reasons", code) for code in row.reason_codes.split()]
    several += [("compared", name) for name in row.evidence["compared"]]
    return [*single.items(), *several]
