"""Manifests, whom they announce, whose documents were scanned from them; vehicles."""

from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State
from lanes.models.vehicle import (
    Decision,
    Part,
    Vehicle,
    VehicleCrossing,
    VehicleTraveller,
    VehicleVisit,
)

__all__ = [
    "Decision",
    "Manifest",
    "ManifestLine",
    "ManifestScan",
    "Part",
    "State",
    "Vehicle",
    "VehicleCrossing",
    "VehicleTraveller",
    "VehicleVisit",
]
