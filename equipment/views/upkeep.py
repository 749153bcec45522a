"""Upkeep: what is down and since when, which dates fall due, and how the models hold out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import requires
from equipment import Permission, words
from equipment.listed import FIGURES
from equipment.queries import upkeep
from equipment.upkeep_listed import BY_ASSET

bp = Blueprint("upkeep", __name__, url_prefix="/equipment/upkeep")
YEAR = timedelta(days=365)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The page of whoever repairs and renews."""
    down = listing.page(upkeep.down(current_user.post_id), 1)
    now = clock.now()
    past = upkeep.past(current_user.post_id, now - YEAR)
    return render_template(
        "equipment/upkeep.html",
        down=down,
        falls=upkeep.falls(one.id for one in down.rows),
        models=_whole(upkeep.by_model(past, now - YEAR, now)),
        figures=FIGURES,
        things=_whole(upkeep.by_asset(past, now - YEAR, now)),
        by_asset=BY_ASSET,
        words=words,
    )


@bp.get("/figures.xlsx")
@bp.get("/figures.csv")
@requires(Permission.READ)
def export() -> Response:
    """The figures of the last 365 days by model."""
    now = clock.now()
    past = upkeep.past(current_user.post_id, now - YEAR)
    found = upkeep.by_model(past, now - YEAR, now)
    return listing.as_file("equipment-availability", FIGURES.files, found)


def _whole(rows: Sequence[Any]) -> listing.Page[Any]:
    """Rows that are all on one page."""
    return listing.Page(rows, 1, len(rows), per_page=max(1, len(rows)))
