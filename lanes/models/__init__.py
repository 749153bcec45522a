"""Manifests, whom they announce, and whose documents were scanned from them; outages."""

from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State
from lanes.models.outage import Outage

__all__ = ["Manifest", "ManifestLine", "ManifestScan", "Outage", "State"]
