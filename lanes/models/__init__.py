"""Tables of the lanes: vehicles, manifests, passes, convoys, outages, shifts."""

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
from lanes.models.shift import Incident, KeyMove, PostKey, Shift, ShiftCounter, ShiftState
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
    "ConvoyMember", "ConvoyState", "Decision", "Incident", "KeyMove", "Manifest", "ManifestLine",
    "ManifestScan", "Outage", "Part", "PassCounter", "PassRule", "PassUse", "PostKey", "Shift",
    "ShiftCounter", "ShiftState", "State", "Vehicle", "VehicleCrossing", "VehicleTraveller",
    "VehicleVisit",
]  # fmt: skip
