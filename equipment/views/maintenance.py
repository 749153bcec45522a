"""Preventive upkeep: what is due, what was done, meters, and dates that end."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts import queries as posts
from equipment import Permission, upkeep_words
from equipment.queries import maintenance as queries
from equipment.services import caring
from equipment.upkeep_forms import DoneForm, DueForm, MeterForm
from equipment.upkeep_listed import DUES
from equipment.views import here

bp = Blueprint("maintenance", __name__, url_prefix="/equipment/maintenance")
Page = tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """What is overdue or falls due soon."""
    form = DueForm(request.args)
    wanted = queries.dues(current_user.post_id, here.today(), form.asked())
    return render_template(
        "equipment/maintenance.html",
        form=form,
        page=DUES.page(wanted),
        listed=DUES,
        late=listing.count(queries.late(current_user.post_id, here.today()), most=10_001),
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The same list, as CSV or XLSX."""
    asked = DueForm(request.args).asked()
    wanted = queries.dues(current_user.post_id, here.today(), asked)
    return listing.as_file("maintenance", DUES.files, wanted)


@bp.route("/<uuid:plan_id>/<uuid:asset_id>", methods=["GET", "POST"])
@requires(Permission.CARE)
def done(plan_id: UUID, asset_id: UUID) -> Page:
    """Say that a plan was carried out at a thing."""
    thing = here.asset(asset_id)
    row = queries.due(plan_id, asset_id) or abort(404)
    plan, tag = row.plan, thing.tag
    form = DoneForm(data={"version": thing.version, "done_on": posts.today(thing.post_id)})
    form.ask(plan)
    title, told = plan.title, plan.instructions

    def keep() -> None:
        caring.carry_out(plan_id, asset_id, form.said(), by=current_user)

    back = url_for("asset_upkeep.show", asset_id=asset_id)
    if saved(form, keep, done=_("Kept. The next due date is worked out.")):
        return redirect(back)
    return answered(
        "equipment/done.html", form, heading=f"{title} · {tag}", back=back, told=told,
        due=queries.due(plan_id, asset_id), upkeep_words=upkeep_words,
    )  # fmt: skip


@bp.route("/meter/<uuid:asset_id>", methods=["GET", "POST"])
@requires(Permission.CARE)
def meter(asset_id: UUID) -> Page:
    """Type what a meter shows."""
    thing = here.asset(asset_id)
    form = MeterForm(data={"read_on": posts.today(thing.post_id)})
    heading = _("Meter of %(tag)s", tag=thing.tag)

    def keep() -> None:
        caring.read_meter(
            asset_id, form.shows.data, form.read_on.data, form.is_new_meter.data, by=current_user
        )

    back = url_for("asset_upkeep.show", asset_id=asset_id)
    if saved(form, keep, done=_("The reading is kept.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)
