"""Manifests and whose documents were scanned from them; passes; outages; convoys, who came with
them, and to whom each was handed over."""

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

__all__ = [
    "BorderPass", "Convoy", "ConvoyCounter", "ConvoyHandOver", "ConvoyHandOverLine",
    "ConvoyMember", "ConvoyState", "Manifest", "ManifestLine", "ManifestScan", "Outage",
    "PassCounter", "PassRule", "PassUse", "State",
]  # fmt: skip
