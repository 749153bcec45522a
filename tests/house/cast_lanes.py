"""A bus of each post, with one traveller announced; an outage that lasts."""

from __future__ import annotations

from uuid import UUID

from borderpost.imports.command import Machine
from lanes.announced import Announced
from lanes.services import announcing, outages
from lanes.services.announcing import ManifestFacts
from lanes.services.outages import OutageFacts


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    by = Machine(post_id, officer_id)
    row = announcing.announce(ManifestFacts("E", "BUS", f"{code} 1"), by=by)
    (line,) = announcing.name(row.id, [Announced("SPECIMEN", "Traveller")], by=by)
    gone = outages.write(OutageFacts("link"), by=by)
    return {"manifest_id": row.id, "listed_id": line.id, "outage_id": gone.id}
