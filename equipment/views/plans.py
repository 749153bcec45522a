"""Plans of upkeep: their list, one plan, a new one, a change, the end."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from equipment import Permission, upkeep_listed, upkeep_words
from equipment.models import MaintenancePlan
from equipment.offers import key
from equipment.queries import maintenance as queries
from equipment.services import planning
from equipment.upkeep_forms import PlanForm
from equipment.upkeep_listed import PLANS
from equipment.views import here
from equipment.work_forms import RepairForm

bp = Blueprint("plans", __name__, url_prefix="/equipment/plans")
Page = tuple[str, int] | Answer
_KEPT = ("title", "kind", "every", "unit", "tolerance", "counter", "instructions", "version")


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The plans of the post."""
    page = PLANS.page(queries.plans(current_user.post_id))
    ended = listing.page(queries.plans(current_user.post_id, ended=True), 1)
    return render_template("equipment/plans.html", page=page, listed=PLANS, ended=ended)


@bp.get("/<uuid:plan_id>")
@requires(Permission.READ)
def show(plan_id: UUID) -> str:
    """One plan: its rhythm, and when it was carried out."""
    plan = _plan(plan_id)
    return render_template(
        "equipment/plan.html",
        plan=plan,
        page=listing.page(queries.records(plan_id=plan_id)),
        shown=upkeep_listed,
        upkeep_words=upkeep_words,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def new() -> Page:
    """A plan of a model, or with ``?asset_id=`` of one thing."""
    post_id = here.post_id()
    asset_id = key(request.args.get("asset_id"))
    tag = here.asset(asset_id).tag if asset_id else ""
    form = PlanForm()
    form.offer(of_thing=asset_id is not None)
    kept: list[UUID] = []

    def make() -> None:
        plan = planning.make(
            post_id, form.facts(), asset_id=asset_id, model_id=form.model(),
            first_on=form.first_on.data, by=current_user,
        )  # fmt: skip
        kept.append(plan.id)

    if saved(form, make, done=_("The plan is made, and what is due is worked out.")):
        return redirect(url_for("plans.show", plan_id=kept[0]))
    heading = _("New plan for %(tag)s", tag=tag) if tag else _("New plan")
    return answered("edit.html", form, heading=heading, back=url_for("plans.index"))


@bp.route("/<uuid:plan_id>/change", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def change(plan_id: UUID) -> Page:
    """Change a plan."""
    plan = _plan(plan_id)
    form = PlanForm(data={name: getattr(plan, name) for name in _KEPT})
    form.keep_subject()

    def keep() -> None:
        planning.change(plan_id, form.facts(), form.seen(), by=current_user)

    back = url_for("plans.show", plan_id=plan_id)
    if saved(form, keep, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("Change the plan"), back=back)


@bp.post("/<uuid:plan_id>/end")
@requires(Permission.MAINTAIN)
def end(plan_id: UUID) -> Page:
    """End a plan."""
    _plan(plan_id)
    version = RepairForm().seen()
    attempted(
        lambda: planning.end(plan_id, version, by=current_user),
        done=_("The plan has ended. What was done under it stays."),
    )
    return redirect(url_for("plans.show", plan_id=plan_id))


def _plan(plan_id: UUID) -> MaintenancePlan:
    return queries.plan(plan_id, current_user.post_id) or abort(404)
