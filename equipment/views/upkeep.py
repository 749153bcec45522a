"""Upkeep: what is down and since when, which dates fall due, and how the models hold out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, render_template
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import requires
from equipment import Permission, words
from equipment.listed import DUE, FIGURES
from equipment.queries import upkeep
from equipment.queries.upkeep import ModelFigures

bp = Blueprint("upkeep", __name__, url_prefix="/equipment/upkeep")
YEAR = timedelta(days=365)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The page of whoever repairs and renews."""
    down = listing.page(upkeep.down(current_user.post_id), 1)
    models = _models()
    return render_template(
        "equipment/upkeep.html",
        down=down,
        falls=upkeep.falls(one.id for one in down.rows),
        page=listing.page(upkeep.due(current_user.post_id, clock.today())),
        due=DUE,
        models=listing.Page(models, 1, len(models), per_page=max(1, len(models))),
        figures=FIGURES,
        words=words,
    )


@bp.get("/figures.xlsx")
@bp.get("/figures.csv")
@requires(Permission.READ)
def export() -> Response:
    """The figures of the last 365 days by model."""
    return listing.as_file("equipment-availability", FIGURES.files, _models())


def _models() -> Sequence[ModelFigures]:
    now = clock.now()
    return upkeep.by_model(current_user.post_id, now - YEAR, now)
