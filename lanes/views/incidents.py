"""The log of incidents: written, searched, resolved."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from lanes import Permission
from lanes.queries import shift_log as queries
from lanes.services import reading_log, shift_log
from lanes.shift_forms import IncidentForm, IncidentSearch, OutcomeForm
from lanes.shift_listed import INCIDENTS
from lanes.views import here

bp = Blueprint("incidents", __name__, url_prefix="/incidents")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.SHIFT_READ)
def index() -> str:
    """What happened at the post, the newest first."""
    form = IncidentSearch(request.args)
    found = queries.incidents(current_user.post_id, *form.chosen())
    return render_template(
        "lanes/incidents.html", form=form, page=INCIDENTS.page(found), listed=INCIDENTS
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.SHIFT_READ)
def export() -> Response:
    """The found incidents as CSV or XLSX."""
    found = queries.incidents(current_user.post_id, *IncidentSearch(request.args).chosen())
    reading_log.incidents_exported(listing.count(found), by=current_user)
    return listing.as_file("incidents", INCIDENTS.files, INCIDENTS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def new() -> Page:
    """Write down what happened."""
    form = IncidentForm()

    def write() -> None:
        at = form.instant(here.zone())
        shift_log.write(form.kind.data or "", form.what.data or "", at, by=current_user)

    if saved(form, write, done=_("Written down.")):
        return redirect(url_for("incidents.index"))
    return answered("edit.html", form, heading=_("New incident"), back=url_for("incidents.index"))


@bp.route("/<uuid:incident_id>/resolve", methods=["GET", "POST"])
@requires(Permission.SHIFT_WRITE)
def resolve(incident_id: UUID) -> Page:
    """Say how it ended."""
    here.incident(incident_id)
    form = OutcomeForm()

    def write() -> None:
        shift_log.resolve(incident_id, form.outcome.data or "", by=current_user)

    if saved(form, write, done=_("Written down.")):
        return redirect(url_for("incidents.index"))
    return answered(
        "lanes/incident.html", form, incident=here.incident(incident_id),
        heading=_("How it ended"), back=url_for("incidents.index"),
    )  # fmt: skip
