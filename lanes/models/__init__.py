"""Manifests, whom they announce, and whose documents were scanned from them."""

from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State

__all__ = ["Manifest", "ManifestLine", "ManifestScan", "State"]
