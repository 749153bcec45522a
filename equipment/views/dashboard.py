"""The dashboard: plots with their tables, each as PDF and XLSX."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask_login import current_user

from borderpost import clock, listing, pdf, plots
from borderpost.access import requires
from borderpost.posts import queries as posts
from equipment import Permission
from equipment.dashboard import PLOTS, Plot
from equipment.views import here

bp = Blueprint("equipment_dashboard", __name__, url_prefix="/equipment/dashboard")


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """Every plot."""
    drawn = [make(current_user.post_id) for make in PLOTS.values()]
    return render_template(
        "equipment/dashboard.html", drawn=drawn, size=plots, has_pdf=not pdf.lack()
    )


@bp.get("/<plot>.xlsx")
@bp.get("/<plot>.csv")
@requires(Permission.READ)
def table(plot: str) -> Response:
    """The figures of a plot, as CSV or XLSX."""
    found = _plot(plot)
    return listing.as_file(f"equipment-{found.name}", found.columns, found.rows)


@bp.get("/<plot>.pdf")
@requires(Permission.READ)
def paper(plot: str) -> Response:
    """A plot and its table on paper."""
    found = _plot(plot)
    if pdf.lack():
        abort(404)
    post = posts.post(here.post_id()) or abort(404)
    page = render_template(
        "equipment/plot_pdf.html", plot=found, post=post, size=plots, today=clock.today(post.zone)
    )
    return pdf.answer(pdf.drawn(page), f"equipment-{found.name}")


def _plot(name: str) -> Plot:
    if name not in PLOTS:
        abort(404)
    return PLOTS[name](current_user.post_id)
