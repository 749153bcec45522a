"""Dates that end: calibrations, warranties, licences, insurances, contracts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission
from equipment.models import AssetTerm
from equipment.queries import maintenance as queries
from equipment.queries.maintenance import SOON, Ending
from equipment.services import terms
from equipment.upkeep_forms import EndTermForm, TermForm
from equipment.upkeep_listed import ENDINGS
from equipment.views import here

bp = Blueprint("endings", __name__, url_prefix="/equipment/dates")
Page = tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """What is over or ends within 60 days."""
    today, most = here.today(), listing.PER_PAGE
    total = queries.count_endings(current_user.post_id, today, today + SOON)
    last = max(1, -(-total // most))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    page = listing.Page(_rows(most=most, after=(number - 1) * most), number, total)
    return render_template("equipment/endings.html", page=page, listed=ENDINGS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The same list, as CSV or XLSX."""
    return listing.as_file("equipment-dates", ENDINGS.files, _rows())


@bp.route("/new/<uuid:asset_id>", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def new(asset_id: UUID) -> Page:
    """A licence, insurance or contract of a thing."""
    heading, form = _("What ends of %(tag)s", tag=here.asset(asset_id).tag), TermForm()
    back = url_for("asset_upkeep.show", asset_id=asset_id)
    if saved(form, lambda: terms.add(asset_id, form.facts(), by=current_user), done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/<uuid:term_id>/renew", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def renew(term_id: UUID) -> Page:
    """The term that follows another."""
    term = _term(term_id)
    back = url_for("asset_upkeep.show", asset_id=term.asset_id)
    form = TermForm(data={"kind": term.kind, "party": term.party})
    if saved(form, lambda: terms.renew(term_id, form.facts(), by=current_user), done=_("Renewed.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("Renew"), back=back)


@bp.route("/<uuid:term_id>/close", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def close(term_id: UUID) -> Page:
    """Say that a term is not needed any more."""
    back, form = url_for("asset_upkeep.show", asset_id=_term(term_id).asset_id), EndTermForm()

    def end() -> None:
        terms.close(term_id, form.closed_why.data or "", by=current_user)

    if saved(form, end, done=_("Nobody is reminded of it any more.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("Not renewed"), back=back)


def _rows(most: int | None = None, after: int = 0) -> Sequence[Ending]:
    today = here.today()
    return queries.endings(current_user.post_id, today, today + SOON, most=most, after=after)


def _term(term_id: UUID) -> AssetTerm:
    return queries.term(term_id, current_user.post_id) or abort(404)
