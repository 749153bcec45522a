"""What an officer may open: what is of the own post; all else is not there."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask_login import current_user

from borderpost.posts import queries as posts
from lanes.models import (
    Convoy,
    Incident,
    Manifest,
    PostKey,
    Shift,
    Vehicle,
    VehicleCrossing,
    VehicleVisit,
)
from lanes.queries import convoys, manifests, shift_log, shifts, vehicles


def manifest(manifest_id: UUID) -> Manifest:
    """A manifest of the officer's post; 404 for any other."""
    return manifests.manifest(manifest_id, current_user.post_id) or abort(404)


def convoy(convoy_id: UUID) -> Convoy:
    """A convoy of the officer's post; 404 for any other."""
    return convoys.convoy(convoy_id, current_user.post_id) or abort(404)


def vehicle(vehicle_id: UUID) -> Vehicle:
    """A vehicle of the officer's post; 404 for any other."""
    return vehicles.vehicle(vehicle_id, current_user.post_id) or abort(404)


def visit(visit_id: UUID) -> VehicleVisit:
    """A vehicle's visit to the officer's post; 404 for any other."""
    return vehicles.visit(visit_id, current_user.post_id) or abort(404)


def passage(passage_id: UUID) -> VehicleCrossing:
    """A decided passage of the officer's post; 404 for any other."""
    return vehicles.crossing(passage_id, current_user.post_id) or abort(404)


def shift(shift_id: UUID) -> Shift:
    """A shift of the officer's post; 404 for any other."""
    return shifts.shift(shift_id, current_user.post_id) or abort(404)


def incident(incident_id: UUID) -> Incident:
    """An incident of the officer's post; 404 for any other."""
    return shift_log.incident(incident_id, current_user.post_id) or abort(404)


def post_key(key_id: UUID) -> PostKey:
    """A key of the officer's post; 404 for any other."""
    return shift_log.key(key_id, current_user.post_id) or abort(404)


def zone() -> str:
    """The time zone of the officer's post."""
    post = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return post.zone if post else "UTC"
