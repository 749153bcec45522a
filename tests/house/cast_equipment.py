"""What projects and equipment have at a post of the cast."""

from __future__ import annotations

from uuid import UUID

from equipment.services import catalogue, register
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.recording import Facts
from equipment.services.register import Start
from projects import services as ledger
from projects.services import LineFacts, ProjectFacts


def things(post_id: UUID, code: str, officer_id: UUID) -> dict[str, object]:
    donor_id = ledger.add_donor(f"D{code}", "Fund", by=None).id
    project_id = ledger.add_project(ProjectFacts(f"P{code}", "Border"), by=None).id
    line_id = ledger.add_line(project_id, LineFacts("L1", "Readers", donor_id), by=None).id
    model_id = catalogue.add_model(ModelFacts("READER", "Sahara", code), by=None).id
    store_id = catalogue.add_location(post_id, LocationFacts("MAG", "Store", "store"), by=None).id
    start = Start(location_id=store_id)
    asset_id = register.enter(post_id, Facts(model_id), start, by=None).id
    return {
        "donor_id": donor_id,
        "project_id": project_id,
        "line_id": line_id,
        "model_id": model_id,
        "location_id": store_id,
        "asset_id": asset_id,
        "step": "place",
    }
