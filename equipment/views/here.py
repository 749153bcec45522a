"""Whose equipment a page shows: the officer's post, and what addresses name there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import abort
from flask_login import current_user

from borderpost.posts import queries as posts
from equipment.models import Asset, Donation, Location, Reception
from equipment.queries import assets, donations, locations, receptions


def post_id() -> UUID:
    """The post that a new thing belongs to: the officer's, at headquarters this machine's."""
    if current_user.post_id is not None:
        return current_user.post_id  # type: ignore[no-any-return]
    post = posts.this_post() or abort(404)
    return post.id


def today() -> date:
    """The calendar day at the officer's post, at headquarters at this machine's."""
    return posts.today(current_user.post_id)


def asset(asset_id: UUID) -> Asset:
    """The thing of the officer's post, else 404."""
    return assets.asset(asset_id, current_user.post_id) or abort(404)


def location(location_id: UUID) -> Location:
    """The location of the officer's post, else 404."""
    return locations.location(location_id, current_user.post_id) or abort(404)


def donation(donation_id: UUID) -> Donation:
    """The certificate of the officer's post, else 404."""
    return donations.donation(donation_id, current_user.post_id) or abort(404)


def reception(reception_id: UUID) -> Reception:
    """The reception of the officer's post, else 404."""
    return receptions.reception(reception_id, current_user.post_id) or abort(404)
