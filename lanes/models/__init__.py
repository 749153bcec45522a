"""Tables of the lanes: vehicles, manifests, passes, convoys, outages."""

from lanes.models.border_pass import BorderPass, PassCounter, PassRule, PassUse
from lanes.models.convoy import (
    Convoy,
    ConvoyCounter,
    ConvoyHandOver,
    ConvoyHandOverLine,
    ConvoyMember,
    ConvoyState,
)
from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State
from lanes.models.outage import Outage
from lanes.models.vehicle import (
    Decision,
    Part,
    Vehicle,
    VehicleCrossing,
    VehicleTraveller,
    VehicleVisit,
)

__all__ = [
    "BorderPass", "Convoy", "ConvoyCounter", "ConvoyHandOver", "ConvoyHandOverLine",
    "ConvoyMember", "ConvoyState", "Decision", "Manifest", "ManifestLine", "ManifestScan", "Outage",
    "Part", "PassCounter", "PassRule", "PassUse", "State", "Vehicle", "VehicleCrossing",
    "VehicleTraveller", "VehicleVisit",
]  # fmt: skip
