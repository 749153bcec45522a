"""Pages of locations: what lies there, and everything that ever came and went."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission, words
from equipment.forms import LocationForm
from equipment.queries import assets, locations
from equipment.queries.assets import Wanted
from equipment.services import catalogue
from equipment.views import here

bp = Blueprint("locations", __name__, url_prefix="/equipment/locations")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The stores, rooms, vehicles and lanes of the post."""
    return render_template(
        "equipment/locations.html",
        page=listing.page(locations.locations(current_user.post_id)),
        counts=locations.counts(current_user.post_id),
        words=words,
    )


@bp.get("/<uuid:location_id>")
@requires(Permission.READ)
def show(location_id: UUID) -> str:
    """One location."""
    location = here.location(location_id)
    return render_template(
        "equipment/location.html",
        location=location,
        now=listing.page(assets.listed(Wanted(location_id=location_id), location.post_id), 1),
        page=listing.page(assets.kept_at(location_id, location.post_id)),
        words=words,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new location."""
    post_id, form = here.post_id(), LocationForm()
    form.offer(post_id)

    def add() -> None:
        catalogue.add_location(post_id, form.facts(), by=current_user)

    back = url_for("locations.index")
    if saved(form, add, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("New location"), back=back)


@bp.route("/<uuid:location_id>/change", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(location_id: UUID) -> Page:
    """Change a location."""
    location = here.location(location_id)
    form = LocationForm(obj=location, data={"lane_id": str(location.lane_id or "")})
    form.offer(location.post_id)
    title = location.name

    def change() -> None:
        catalogue.change_location(location_id, form.facts(), by=current_user)

    back = url_for("locations.show", location_id=location_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=title, back=back)
