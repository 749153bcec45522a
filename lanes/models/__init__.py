"""Manifests and whose documents were scanned from them; passes; outages."""

from lanes.models.border_pass import BorderPass, PassCounter, PassRule, PassUse
from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State
from lanes.models.outage import Outage

__all__ = [
    "BorderPass", "Manifest", "ManifestLine", "ManifestScan", "Outage", "PassCounter", "PassRule",
    "PassUse", "State",
]  # fmt: skip
