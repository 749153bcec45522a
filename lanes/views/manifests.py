"""Manifests: the list, one of them, and what is done with the vehicle."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from lanes import Permission
from lanes.forms import ArriveForm, CountForm, DropForm, ManifestForm, PersonForm, SearchForm
from lanes.listed import MANIFESTS, number
from lanes.models import Manifest
from lanes.queries import manifests as queries
from lanes.queries import passengers
from lanes.reckoning import Standing
from lanes.services import announcing, reading_log, receiving
from lanes.views import here
from lanes.views.page import shown, work_of
from lanes.waited import recent
from lanes.waits import picture

bp = Blueprint("manifests", __name__, url_prefix="/manifests")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The vehicles that are here, those expected, and those of before."""
    form = SearchForm(request.args)
    wanted = queries.listed(current_user.post_id, (form.q.data or "").strip(), form.chosen_state())
    page = MANIFESTS.page(wanted)
    number(list(page.rows))
    return render_template("lanes/manifests.html", form=form, page=page, listed=MANIFESTS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The found manifests as CSV or XLSX: vehicles and numbers, nobody's name."""
    form = SearchForm(request.args)
    found = queries.listed(current_user.post_id, (form.q.data or "").strip(), form.chosen_state())
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("manifests", MANIFESTS.files, MANIFESTS.sorted(found))


@bp.get("/here")
@requires(Permission.READ)
def at_work() -> Answer:
    """On to the vehicle that is here, when it is the only one; else to the list."""
    found = queries.at_work(current_user.post_id)
    if len(found) == 1:
        return redirect(url_for("manifests.show", manifest_id=found[0].id))
    return redirect(url_for("manifests.index"))


@bp.get("/waits")
@requires(Permission.READ)
def waits() -> str:
    """How long the released vehicles waited, as a picture and a table."""
    rows = recent(current_user.post_id)
    post = posts.post(current_user.post_id) if current_user.post_id else None
    zone = post.zone if post else "UTC"
    told = picture([one.wait(zone) for one in rows])
    return render_template("lanes/waits.html", picture=told, rows=rows, zone=zone)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """Write down a vehicle."""
    form, made = ManifestForm(direction=current_user.direction or None), list[Manifest]()

    def announce() -> None:
        made.append(announcing.announce(form.facts(), by=current_user))

    if saved(form, announce):
        return redirect(url_for("manifests.show", manifest_id=made[0].id))
    heading = _("New manifest")
    return answered("edit.html", form, heading=heading, back=url_for("manifests.index"))


@bp.get("/<uuid:manifest_id>")
@requires(Permission.READ)
def show(manifest_id: UUID) -> Response:
    """One vehicle: scanning, its travellers, the count and the release."""
    at, others = request.args.get("at", type=UUID), request.args.get("others", 0, type=int)
    return shown(work_of(manifest_id, at, others))


@bp.route("/<uuid:manifest_id>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(manifest_id: UUID) -> Page:
    """Correct what is said of the vehicle."""
    row = here.manifest(manifest_id)
    form = ManifestForm(obj=row)
    back = url_for("manifests.show", manifest_id=manifest_id)
    if saved(form, lambda: announcing.change(manifest_id, form.facts(), by=current_user)):
        return redirect(back)
    return answered("edit.html", form, heading=_("Correct the vehicle"), back=back)


@bp.route("/<uuid:manifest_id>/people", methods=["GET", "POST"])
@requires(Permission.WRITE)
def people(manifest_id: UUID) -> Page:
    """Type the travellers of the carrier's paper, one after the other."""
    here.manifest(manifest_id)
    form = PersonForm()
    again = url_for("manifests.people", manifest_id=manifest_id)
    if saved(form, lambda: announcing.name(manifest_id, [form.person()], by=current_user)):
        return redirect(again)
    row = here.manifest(manifest_id)
    listed = [one for one in passengers.passengers(row) if one.line_id]
    return answered("lanes/people.html", form, manifest=row, listed=listed)


@bp.post("/<uuid:manifest_id>/arrive")
@requires(Permission.WRITE)
def arrive(manifest_id: UUID) -> Answer:
    """Write down that the vehicle is here."""
    row, form = here.manifest(manifest_id), ArriveForm()
    post = posts.post(row.post_id) or abort(404)
    if saved(form, lambda: receiving.arrive(manifest_id, form.instant(post.zone), by=current_user)):
        return _back(manifest_id)
    return shown(work_of(manifest_id), status=422)


@bp.post("/<uuid:manifest_id>/count")
@requires(Permission.WRITE)
def count(manifest_id: UUID) -> Answer:
    """Write down how many are aboard."""
    here.manifest(manifest_id)
    form = CountForm()
    if saved(form, lambda: receiving.count(manifest_id, form.counted.data, by=current_user)):
        return _back(manifest_id)
    return shown(work_of(manifest_id), status=422)


@bp.post("/<uuid:manifest_id>/missing")
@requires(Permission.WRITE)
def miss(manifest_id: UUID) -> Answer:
    """Say who of those announced is not aboard: the ticked ones, or all who were not seen."""
    row = here.manifest(manifest_id)
    awaited = [x for x in passengers.passengers(row) if x.standing == Standing.AWAITED]
    ticked = request.form.getlist("line", type=UUID)
    chosen = [x.line_id for x in awaited if x.line_id and (x.line_id in ticked or not ticked)]
    attempted(lambda: receiving.miss(manifest_id, chosen, by=current_user))
    return _back(manifest_id)


@bp.post("/<uuid:manifest_id>/found/<uuid:listed_id>")
@requires(Permission.WRITE)
def find(manifest_id: UUID, listed_id: UUID) -> Answer:
    """Take back that somebody is missing."""
    here.manifest(manifest_id)
    passengers.line(listed_id, manifest_id) or abort(404)
    attempted(lambda: receiving.find(manifest_id, listed_id, by=current_user))
    return _back(manifest_id)


@bp.post("/<uuid:manifest_id>/release")
@requires(Permission.WRITE)
def release(manifest_id: UUID) -> Answer:
    """Let the vehicle go on, once everybody is decided."""
    here.manifest(manifest_id)
    done = _("The vehicle is released.")
    attempted(lambda: receiving.release(manifest_id, by=current_user), done=done)
    return _back(manifest_id)


@bp.route("/<uuid:manifest_id>/drop", methods=["GET", "POST"])
@requires(Permission.WRITE)
def drop(manifest_id: UUID) -> Page:
    """Say that an expected vehicle does not come."""
    here.manifest(manifest_id)
    form, back = DropForm(), url_for("manifests.show", manifest_id=manifest_id)
    if saved(form, lambda: announcing.drop(manifest_id, form.why.data or "", by=current_user)):
        return redirect(back)
    return answered("edit.html", form, heading=_("The vehicle does not come"), back=back)


def _back(manifest_id: UUID) -> Answer:
    return redirect(url_for("manifests.show", manifest_id=manifest_id))
