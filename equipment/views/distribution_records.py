"""What households received: one by one, in totals, and the list that they signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.signatures import LARGEST_PAPER
from equipment import Permission
from equipment import distribution_words as words
from equipment.distribution_forms import ListForm, WhyForm
from equipment.queries import distributed
from equipment.queries import distributions as queries
from equipment.record_forms import HouseholdForm, TotalsForm, form_of
from equipment.services import households, serving
from equipment.views.distributions import distribution

bp = Blueprint("distribution_records", __name__, url_prefix="/equipment/distributions")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:distribution_id>/household", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def household(distribution_id: UUID) -> Page:
    """What one household received; then the next one."""
    form = form_of(HouseholdForm, distribution(distribution_id).items)
    again = url_for("distribution_records.household", distribution_id=distribution_id)
    return _page(distribution_id, form, _("A household receives"), again)


@bp.route("/<uuid:distribution_id>/totals", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def totals(distribution_id: UUID) -> Page:
    """What a list of households received, and how many did not come."""
    form = form_of(TotalsForm, distribution(distribution_id).items)
    back = url_for("distributions.show", distribution_id=distribution_id)
    return _page(distribution_id, form, _("Received, in totals"), back)


@bp.route("/records/<uuid:record_id>/strike", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def strike(record_id: UUID) -> Page:
    """Strike a record that was wrong."""
    row, form = queries.record(record_id, current_user.post_id) or abort(404), WhyForm()
    back = url_for("distributions.show", distribution_id=row.distribution_id)
    heading = _("Strike line %(line)s", line=row.seq)

    def undo() -> None:
        serving.strike(record_id, form.reason.data, by=current_user)

    if saved(form, undo, done=_("Struck: it stays to be read and counts no more.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/<uuid:distribution_id>/list", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def keep_list(distribution_id: UUID) -> Page:
    """Keep the scan of a signed list."""
    row, form = distribution(distribution_id), ListForm()
    back, number = url_for("distributions.show", distribution_id=distribution_id), row.number

    def keep() -> None:
        content = form.paper.data.read(LARGEST_PAPER + 1)
        households.keep_list(distribution_id, content, by=current_user)

    if saved(form, keep, done=_("The signed list is kept, sealed.")):
        return redirect(back)
    heading = _("Signed list of %(number)s", number=number)
    return answered("equipment/signed_list.html", form, heading=heading, back=back)


def _page(distribution_id: UUID, form: Any, heading: str, onward: str) -> Page:
    def write() -> None:
        serving.record(distribution_id, form.served(), form.household(), by=current_user)

    if saved(form, write, done=_("Written down.")):
        return redirect(onward)
    row = distribution(distribution_id)
    return answered(
        "equipment/received.html", form, heading=heading, row=row, words=words,
        accounts=distributed.accounts(row), reached=distributed.reached(distribution_id),
        back=url_for("distributions.show", distribution_id=distribution_id),
    )  # fmt: skip
