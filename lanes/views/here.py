"""What an officer may open: manifests and convoys of the own post; all else is not there."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask_login import current_user

from lanes.models import Convoy, Manifest
from lanes.queries import convoys, manifests


def manifest(manifest_id: UUID) -> Manifest:
    """A manifest of the officer's post; 404 for any other."""
    return manifests.manifest(manifest_id, current_user.post_id) or abort(404)


def convoy(convoy_id: UUID) -> Convoy:
    """A convoy of the officer's post; 404 for any other."""
    return convoys.convoy(convoy_id, current_user.post_id) or abort(404)
