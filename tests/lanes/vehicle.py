"""A vehicle at the desk and its travellers, who do not exist; call it inside a context."""

from __future__ import annotations

from datetime import date

from borderpost.officers.identity import SignedIn
from crossings import demo_rules, reading
from crossings import sheet as sheets
from crossings.models import Crossing
from crossings.models.inspection import Source
from crossings.services import deciding, inspecting
from crossings.services.deciding import Order as DeskOrder
from docreader.specimens import SpecimenPerson, specimen_lines
from lanes.models import VehicleCrossing, VehicleVisit
from lanes.services import passing, vehicle_facts, visiting
from lanes.services.passing import Order
from lanes.services.vehicle_facts import VehicleFacts
from lanes.services.visiting import Begun

SENEGALESE = Begun("CAR", "dk-1234 a", "SEN")
LORRY = Begun("TRK", "DK 7 T", "SEN", "commercial")
INSURED = VehicleFacts(
    "CAR", "private", insurance_number="BC 1", insurance_until=date(2099, 1, 1),
    customs_number="T 1", customs_until=date(2099, 1, 1),
)  # fmt: skip


def begun(
    by: SignedIn, told: Begun = SENEGALESE, facts: VehicleFacts | None = INSURED
) -> VehicleVisit:
    """A vehicle in front of an officer, with good papers unless told otherwise."""
    visit = visiting.begin(told, by=by)
    if facts and visit.vehicle_id:
        vehicle_facts.change(visit.vehicle_id, facts, by=by)
    return visit


def passed(by: SignedIn, told: Begun = SENEGALESE, decision: str = "admit") -> VehicleCrossing:
    """A vehicle that came and was decided at once."""
    visit = begun(by, told)
    reason = "" if decision == "admit" else "Not paid"
    return passing.decide(visit.id, Order(decision, reason), by=by)


def admitted(person: SpecimenPerson, by: SignedIn) -> Crossing:
    """A traveller admitted at the desk."""
    arrival = reading.lines("\n".join(specimen_lines(person, "TD3")), Source.WEDGE)
    opened = inspecting.open_inspection(arrival, by=by, keep_days=30)
    sheet = sheets.from_plain(opened.sheet)
    order = DeskOrder(
        decision="admit",
        version=opened.version,
        compared=frozenset(sheets.to_compare(sheet, opened.reading)),
        purpose="VFR",
        transport="CAR",
        rule_shown=demo_rules.shown(sheet, opened),
        specimens_allowed=True,
    )
    return deciding.decide(opened.id, order, by=by)
