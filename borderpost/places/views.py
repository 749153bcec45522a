"""Pages of the gazetteer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.listing import Column
from borderpost.places import Permission, gazetteer, queries, services
from borderpost.places.forms import LEVELS, EndForm, FilterForm, PlaceForm
from borderpost.places.models import Place

bp = Blueprint("places", __name__, url_prefix="/places")
Page = str | tuple[str, int] | Answer

COLUMNS = tuple(
    Column[Place](name, lambda row, name=name: getattr(row, name))  # type: ignore[misc]
    for name in (
        "code", "name", "level", "parent_code", "country", "valid_from", "valid_to", "source"
    )
)  # fmt: skip


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The gazetteer, searched and filtered."""
    form = _filter()
    page = listing.page(queries.places(form.wanted()))
    return render_template(
        "places/index.html",
        form=form,
        page=page,
        levels=LEVELS,
        is_new=queries.is_empty(),
        file=listing.with_filters(url_for("places.export")),
    )


@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The found places as CSV, in the columns that ``flask places load`` takes."""
    return listing.as_csv("places", COLUMNS, queries.places(_filter().wanted()))


@bp.post("/load")
@requires(Permission.WRITE)
def load() -> Answer:
    """Take in the shipped gazetteer."""
    attempted(
        lambda: services.load(gazetteer.read(gazetteer.SHIPPED), by=current_user),
        done=_("The gazetteer of Mali and Mauritania is loaded."),
    )
    return redirect(url_for("places.index"))


@bp.get("/<uuid:place_id>")
@requires(Permission.READ)
def show(place_id: UUID) -> str:
    """One place: what lies around it, within it, and what its code stood for."""
    return render_template("places/show.html", **_about(_place(place_id)), form=EndForm())


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A place that the gazetteer lacks."""
    form = PlaceForm()
    form.offer()
    if saved(form, lambda: services.add(form.facts(), by=current_user), done=_("Saved.")):
        return redirect(url_for("places.index"))
    return answered("places/edit.html", form, place=None)


@bp.route("/<uuid:place_id>/correct", methods=["GET", "POST"])
@requires(Permission.WRITE)
def correct(place_id: UUID) -> Page:
    """End the row and start a new one: a new name, or another place around it."""
    place = _place(place_id)
    present = {"valid_from": clock.today(), "source": "", "level": str(place.level)}
    kept = {name: getattr(place, name) for name in ("code", "name", "country", "parent_code")}
    form = PlaceForm(data=kept | present)
    form.offer()
    written: list[Place] = []

    def change() -> None:
        written.append(services.correct(place_id, form.facts(), by=current_user))

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("places.show", place_id=written[0].id))
    return answered("places/edit.html", form, place=_place(place_id))


@bp.post("/<uuid:place_id>/end")
@requires(Permission.WRITE)
def end(place_id: UUID) -> Page:
    """Say the last day of a place."""
    _place(place_id)
    form = EndForm()

    def change() -> None:
        services.end(place_id, form.last_day.data, by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("places.show", place_id=place_id))
    return answered("places/show.html", form, **_about(_place(place_id)))


def _about(place: Place) -> dict[str, object]:
    """What the page of a place shows, as things stood on its last day or stand today."""
    day = min(place.valid_to or clock.today(), clock.today())
    return {
        "place": place,
        "parents": queries.parents(place, day),
        "children": queries.children(place.code, day),
        "versions": queries.versions(place.code),
        "levels": LEVELS,
    }


def _filter() -> FilterForm:
    form = FilterForm(request.args)
    form.offer(queries.countries())
    return form


def _place(place_id: UUID) -> Place:
    return queries.place(place_id) or abort(404)
