"""A bus of each post, with one traveller announced."""

from __future__ import annotations

from uuid import UUID

from borderpost.imports.command import Machine
from lanes.announced import Announced
from lanes.services import announcing
from lanes.services.announcing import ManifestFacts


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    by = Machine(post_id, officer_id)
    row = announcing.announce(ManifestFacts("E", "BUS", f"{code} 1"), by=by)
    (line,) = announcing.name(row.id, [Announced("SPECIMEN", "Traveller")], by=by)
    return {"manifest_id": row.id, "listed_id": line.id}
