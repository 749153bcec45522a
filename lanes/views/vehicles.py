"""The register of vehicles: the list, one of them, and its corrections."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts import queries as posts
from crossings import codes
from lanes import Permission
from lanes import vehicle_words as words
from lanes.queries import vehicles as queries
from lanes.queries.driver_notes import named
from lanes.services import passing, reading_log, vehicle_facts
from lanes.vehicle_forms import CorrectForm, SearchForm, VehicleForm
from lanes.vehicle_listed import VEHICLES, covered, look_up, seen_by
from lanes.vehicle_stays import End
from lanes.views import here

bp = Blueprint("vehicles", __name__, url_prefix="/vehicles")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.VEHICLES)
def index() -> str:
    """Every vehicle known here, by plate or driver; those inside, and those past their day."""
    form = SearchForm(request.args)
    page = VEHICLES.page(queries.listed(current_user.post_id, _home(), **form.sought()))
    look_up(list(page.rows))
    return render_template(
        "lanes/vehicles.html",
        form=form,
        page=page,
        listed=VEHICLES,
        sought=form.sought(),
        waiting=queries.undecided(current_user.post_id),
        named=named,
        covered=covered(),
        words=words,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.VEHICLES)
def export() -> Response:
    """The vehicles found, as CSV or XLSX."""
    found = queries.listed(current_user.post_id, _home(), **SearchForm(request.args).sought())
    reading_log.vehicles_exported(listing.count(found), by=current_user)
    return listing.as_file("vehicles", VEHICLES.files, VEHICLES.sorted(found))


@bp.get("/<uuid:vehicle_id>")
@requires(Permission.VEHICLES)
def show(vehicle_id: UUID) -> str:
    """One vehicle: its papers, its stays, its passages and who came in it."""
    row = here.vehicle(vehicle_id)
    post = posts.post(row.post_id)
    passages = list(reversed(queries.passages(row.id)))
    aboard = queries.travellers([one.visit_id for one in passages])
    return render_template(
        "lanes/vehicle.html",
        vehicle=row,
        foreign=bool(post and row.country != post.country),
        stays=list(reversed(queries.stays_of([row.id])[row.id])),
        passages=passages,
        replaced={one.supersedes_id for one in passages},
        aboard=aboard,
        seen=seen_by(row),
        today=posts.today(row.post_id),
        zone=post.zone if post else "UTC",
        words=words,
        codes=codes,
        End=End,
    )


@bp.route("/<uuid:vehicle_id>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE_VEHICLES)
def edit(vehicle_id: UUID) -> Page:
    """Correct what is known of a vehicle; then back to the desk's vehicle, if it stands there."""
    row = here.vehicle(vehicle_id)
    form = VehicleForm(obj=row)
    front = queries.in_front(current_user.officer_id)
    at_desk = front is not None and front.vehicle_id == vehicle_id
    back = url_for("vehicle_front.show") if at_desk else url_for("vehicles.show", vehicle_id=row.id)
    if saved(form, lambda: vehicle_facts.change(vehicle_id, form.facts(), by=current_user)):
        return redirect(back)
    heading = _("Papers of %(plate)s", plate=here.vehicle(vehicle_id).plate)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/passages/<uuid:passage_id>/correct", methods=["GET", "POST"])
@requires(Permission.CORRECT_VEHICLES)
def correct(passage_id: UUID) -> Page:
    """Write a decided passage anew."""
    row = here.passage(passage_id)
    form = CorrectForm(data={"decision": row.decision, "reason": row.reason})
    back = (
        url_for("vehicles.show", vehicle_id=row.vehicle_id)
        if row.vehicle_id
        else url_for("vehicles.index")
    )

    def change() -> None:
        passing.correct(passage_id, form.order(), form.why.data or "", by=current_user)

    if saved(form, change):
        return redirect(back)
    return answered("edit.html", form, heading=_("Correct the passage"), back=back)


def _home() -> str:
    post = posts.this_post()
    return post.country if post else ""
