"""Manifests, whom they announce, and whose documents were scanned from them; passes."""

from lanes.models.border_pass import BorderPass, PassCounter, PassRule, PassUse
from lanes.models.manifest import Manifest, ManifestLine, ManifestScan, State

__all__ = [
    "BorderPass", "Manifest", "ManifestLine", "ManifestScan", "PassCounter", "PassRule", "PassUse",
    "State",
]  # fmt: skip
