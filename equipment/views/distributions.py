"""Distributions: the list, a plan, one of them with all that became of its goods, its counts."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing, pdf
from borderpost.access import requires
from borderpost.db import db
from borderpost.forms import answered, saved
from equipment import Permission
from equipment import distribution_listed as listed
from equipment import distribution_words as words
from equipment.distribution_forms import FilterForm, PlanForm
from equipment.models import Distribution
from equipment.queries import distributed, stock
from equipment.queries import distributions as queries
from equipment.services import distributing, reading_log
from equipment.stock_listed import number
from equipment.views import here

bp = Blueprint("distributions", __name__, url_prefix="/equipment/distributions")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.DISTRIBUTIONS)
def index() -> str:
    """The distributions of the post, searched and filtered."""
    form = FilterForm(request.args)
    form.offer()
    wanted = form.wanted()
    return render_template(
        "equipment/distributions.html",
        form=form,
        wanted=wanted,
        page=listed.DISTRIBUTIONS.page(queries.listed(wanted, current_user.post_id)),
        listed=listed.DISTRIBUTIONS,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.DISTRIBUTIONS)
def export() -> Response:
    """The distributions found, as CSV or XLSX, without people."""
    found = queries.listed(FilterForm(request.args).wanted(), current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    columns = listed.DISTRIBUTIONS
    return listing.as_file("distributions", columns.files, columns.sorted(found))


@bp.get("/counts-restricted.xlsx")
@bp.get("/counts-restricted.csv")
@requires(Permission.DISTRIBUTIONS)
def counts() -> Response:
    """People by sex and age band of the distributions found, small counts withheld."""
    found = queries.listed(FilterForm(request.args).wanted(), current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    rows = [listed.Counted(row) for row in db.session.scalars(found)]
    return listing.as_file("distribution-counts-restricted", listed.count_columns(), rows)


@bp.get("/<uuid:distribution_id>")
@requires(Permission.DISTRIBUTIONS)
def show(distribution_id: UUID) -> str:
    """One distribution: how far it is, what to do next, its papers and records."""
    row = distribution(distribution_id)
    accounts = distributed.accounts(row)
    bills = queries.waybills(distribution_id)
    return render_template(
        "equipment/distribution.html",
        row=row,
        stage=listed.stage(row),
        accounts=accounts,
        reached=distributed.reached(distribution_id),
        bills=bills,
        carried={one.id: distributed.issued_by(one) for one in bills},
        losses=queries.losses(distribution_id),
        page=listing.page(queries.records(distribution_id)),
        people=distributed.counts(distribution_id),
        bands=words.AGE_BANDS.known(),
        has_list=queries.has_list(distribution_id),
        has_pdf=not pdf.lack(),
        number=number,
        words=words,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def new() -> Page:
    """Plan a distribution."""
    post_id, form = here.post_id(), PlanForm()
    form.offer(db.session.scalars(stock.listed(stock.Wanted(), post_id, clock.today())).all())
    kept: list[UUID] = []

    def plan() -> None:
        kept.append(distributing.plan(post_id, form.plan(), by=current_user).id)

    if saved(form, plan, done=_("Planned. Nothing is taken from the stock yet.")):
        return redirect(url_for("distributions.show", distribution_id=kept[0]))
    back = url_for("distributions.index")
    return answered("edit.html", form, heading=_("Plan a distribution"), back=back)


def distribution(distribution_id: UUID) -> Distribution:
    """The distribution of the officer's post, else 404."""
    return queries.distribution(distribution_id, current_user.post_id) or abort(404)
