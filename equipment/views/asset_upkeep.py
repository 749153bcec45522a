"""The upkeep of one thing on one page: its figures, plans, records, orders, counters and terms."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, render_template
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.posts import queries as posts
from equipment import Permission, upkeep_listed, upkeep_words
from equipment.queries import maintenance as queries
from equipment.queries import upkeep, work_orders
from equipment.queries.maintenance import Asked
from equipment.upkeep_listed import DUES
from equipment.views import here

bp = Blueprint("asset_upkeep", __name__, url_prefix="/equipment")
YEAR = timedelta(days=365)


@bp.get("/<uuid:asset_id>/upkeep")
@requires(Permission.READ)
def show(asset_id: UUID) -> str:
    """Everything that is kept up of a thing."""
    thing, now = here.asset(asset_id), clock.now()
    own = queries.dues(current_user.post_id, posts.today(thing.post_id), Asked(asset_id=asset_id))
    return render_template(
        "equipment/asset_upkeep.html",
        asset=thing,
        figures=upkeep.of_asset(thing, now - YEAR, now),
        dues=listing.page(own, 1),
        listed=DUES,
        records=listing.page(queries.records(asset_id=asset_id)),
        orders=work_orders.of_asset(asset_id),
        open_order=work_orders.open_order(asset_id),
        counts=queries.counts(asset_id),
        terms=queries.terms(asset_id),
        shown=upkeep_listed,
        upkeep_words=upkeep_words,
    )
