"""Upkeep: what is down and since when, which dates fall due, and how the models hold out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, render_template
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.listing import Column
from equipment import Permission, words
from equipment.queries import readiness, upkeep
from equipment.queries.upkeep import ModelFigures

bp = Blueprint("upkeep", __name__, url_prefix="/equipment/upkeep")
YEAR = timedelta(days=365)


def hours(length: timedelta | None) -> float | str:
    """A length in hours with one decimal, '' for none."""
    return "" if length is None else round(length.total_seconds() / 3600, 1)


COLUMNS: tuple[Column[ModelFigures], ...] = (
    Column("model", lambda one: one.model.title),
    Column("things", lambda one: one.figures.things),
    Column("failures", lambda one: one.figures.failures),
    Column("down_hours", lambda one: hours(one.figures.down)),
    Column("mtbf_hours", lambda one: hours(one.figures.mtbf)),
    Column("mttr_hours", lambda one: hours(one.figures.mttr)),
    Column("availability", lambda one: "" if one.figures.availability is None
           else round(one.figures.availability, 4)),
)  # fmt: skip


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The page of whoever repairs and renews."""
    today = clock.today()
    down = listing.page(upkeep.down(current_user.post_id), 1)
    return render_template(
        "equipment/upkeep.html",
        down=down.rows,
        reasons={one.id: readiness.last_reason(one.id) for one in down.rows},
        page=listing.page(upkeep.due(current_user.post_id, today)),
        models=_models(),
        today=today,
        hours=hours,
        words=words,
    )


@bp.get("/figures.xlsx")
@bp.get("/figures.csv")
@requires(Permission.READ)
def export() -> Response:
    """The figures of the last 365 days by model."""
    return listing.as_file("equipment-availability", COLUMNS, _models())


def _models() -> Sequence[ModelFigures]:
    now = clock.now()
    return upkeep.by_model(current_user.post_id, now - YEAR, now)
