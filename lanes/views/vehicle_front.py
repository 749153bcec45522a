"""F4 at the desk: a vehicle begun, in front of the officer, and decided."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.posts import queries as posts
from crossings import codes
from crossings.services.place import place_or_trouble
from lanes import Permission
from lanes import vehicle_words as words
from lanes.models import VehicleVisit
from lanes.queries import vehicles
from lanes.queries.driver_notes import named
from lanes.services import passing, visiting
from lanes.vehicle_forms import BeginForm, PassForm
from lanes.views import here

bp = Blueprint("vehicle_front", __name__, url_prefix="/vehicles/front")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.WRITE_VEHICLES)
def show() -> Page:
    """The vehicle in front of the officer, or the form to begin one."""
    row = vehicles.in_front(current_user.officer_id)
    return _front(row, PassForm()) if row else _begin(BeginForm())


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE_VEHICLES)
def new() -> Page:
    """Begin a vehicle; the one in front is set aside."""
    form = BeginForm()
    if saved(form, lambda: visiting.begin(form.begun(), by=current_user)):
        return redirect(url_for("vehicle_front.show"))
    return _begin(form)


@bp.post("/take/<uuid:vehicle_id>")
@requires(Permission.WRITE_VEHICLES)
def take(vehicle_id: UUID) -> Answer:
    """Put a known vehicle in front, with the driver whom the officer just admitted."""
    here.vehicle(vehicle_id)
    crossing_id = request.args.get("crossing_id", type=UUID)
    attempted(lambda: visiting.take(vehicle_id, crossing_id, by=current_user))
    return redirect(url_for("desk.show"))


@bp.post("/<uuid:visit_id>/bring")
@requires(Permission.WRITE_VEHICLES)
def bring(visit_id: UUID) -> Answer:
    """Bring a vehicle that was set aside to the front."""
    here.visit(visit_id)
    attempted(lambda: visiting.bring(visit_id, by=current_user))
    return redirect(url_for("vehicle_front.show"))


@bp.post("/<uuid:visit_id>/aside")
@requires(Permission.WRITE_VEHICLES)
def aside(visit_id: UUID) -> Answer:
    """Set the vehicle aside, undecided."""
    here.visit(visit_id)
    attempted(lambda: visiting.set_aside(visit_id, by=current_user))
    return redirect(url_for("vehicle_front.show"))


@bp.post("/<uuid:visit_id>/part/<uuid:aboard_id>")
@requires(Permission.WRITE_VEHICLES)
def part(visit_id: UUID, aboard_id: UUID) -> Answer:
    """Say what somebody is aboard."""
    here.visit(visit_id)
    if aboard_id not in {link.id for link, _crossing in vehicles.travellers([visit_id])}:
        abort(404)
    sent = request.form.get("part", "")
    attempted(lambda: visiting.name_part(aboard_id, sent, by=current_user))
    return redirect(url_for("vehicle_front.show"))


@bp.post("/<uuid:visit_id>/decide")
@requires(Permission.WRITE_VEHICLES)
def decide(visit_id: UUID) -> Page:
    """Write the passage and let the vehicle go from the desk."""
    row, form = here.visit(visit_id), PassForm()
    done = _("The passage of %(vehicle)s is saved.", vehicle=named(row))
    if saved(form, lambda: passing.decide(visit_id, form.order(), by=current_user), done=done):
        return redirect(url_for("desk.show"))
    return _front(here.visit(visit_id), form)


def _begin(form: BeginForm) -> tuple[str, int]:
    _place, trouble = place_or_trouble(current_user)
    waiting = vehicles.undecided(current_user.post_id)
    page = render_template(
        "lanes/vehicle_begin.html", form=form, waiting=waiting, named=named, trouble=trouble,
        zone=_zone(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _front(row: VehicleVisit, form: PassForm) -> tuple[str, int]:
    post = posts.post(row.post_id) or abort(404)
    page = render_template(
        "lanes/vehicle_front.html",
        form=form,
        visit=row,
        name=named(row),
        said=passing.standing(row, post),
        foreign=bool(row.vehicle and row.vehicle.country != post.country),
        aboard=vehicles.travellers([row.id]),
        words=words,
        codes=codes,
        zone=post.zone,
    )
    return page, 422 if form.is_submitted() else 200


def _zone() -> str:
    post = posts.this_post()
    return post.zone if post else "UTC"
