"""Manifests, whom they announce, and whose documents were scanned from them; convoys, who came
with them, and to whom each was handed over."""

from lanes.models.convoy import (
    Convoy,
    ConvoyCounter,
    ConvoyHandOver,
    ConvoyHandOverLine,
    ConvoyMember,
    ConvoyState,
)
from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State

__all__ = [
    "Convoy", "ConvoyCounter", "ConvoyHandOver", "ConvoyHandOverLine", "ConvoyMember",
    "ConvoyState", "Manifest", "ManifestLine", "ManifestScan", "State",
]  # fmt: skip
