"""What is done with the goods of a distribution: set aside, sent, brought back, lost, closed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from equipment import Permission
from equipment.distribution_forms import (
    LossForm,
    SetAsideForm,
    WhyForm,
    numbers,
    return_form,
    waybill_form,
)
from equipment.offers import key, locations_at
from equipment.queries import distributed
from equipment.queries import distributions as queries
from equipment.services import dispatching, distributing, setting_aside
from equipment.views.distributions import distribution

bp = Blueprint("distribution_steps", __name__, url_prefix="/equipment/distributions")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:distribution_id>/set-aside", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def set_aside(distribution_id: UUID) -> Page:
    """Set stock aside for it."""
    row, form = distribution(distribution_id), SetAsideForm()
    found = [one for line in row.items for one in setting_aside.sources(row, line.item_id)]
    form.offer(row.items, found)

    def keep() -> None:
        setting_aside.set_aside(
            distribution_id, UUID(form.item_id.data), form.quantity.data,
            key(form.source_id.data), by=current_user,
        )  # fmt: skip

    done = _("Set aside. It stays on hand until it leaves by a waybill.")
    return _page(
        distribution_id, form, keep, _("Set aside for %(number)s", number=row.number), done
    )


@bp.route("/<uuid:distribution_id>/waybill", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def dispatch(distribution_id: UUID) -> Page:
    """Goods leave by a waybill."""
    row = distribution(distribution_id)
    form = waybill_form(row.items)
    form.location_id.choices = locations_at(row.post_id, empty="")

    def send() -> None:
        dispatching.dispatch(
            distribution_id, UUID(form.location_id.data), numbers(form, "out_"), form.said(),
            form.transport(), by=current_user,
        )  # fmt: skip

    done = _("Issued. Print the waybill: it travels with the goods.")
    return _page(distribution_id, form, send, _("Waybill for %(number)s", number=row.number), done)


@bp.route("/<uuid:distribution_id>/return", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def take_back(distribution_id: UUID) -> Page:
    """What was left over comes back into the stock."""
    row = distribution(distribution_id)
    form = return_form(distributed.lots_out(distribution_id))
    form.location_id.choices = locations_at(row.post_id, empty="")

    def put() -> None:
        place = UUID(form.location_id.data)
        back = numbers(form, "back_")
        dispatching.take_back(distribution_id, place, back, form.said(), by=current_user)

    done = _("Back in the stock.")
    heading = _("Back from %(number)s", number=row.number)
    return _page(distribution_id, form, put, heading, done)


@bp.route("/<uuid:distribution_id>/loss", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def lose(distribution_id: UUID) -> Page:
    """Something was lost or damaged."""
    row, form = distribution(distribution_id), LossForm()
    form.offer(row.items)

    def write() -> None:
        dispatching.lose(
            distribution_id, UUID(form.item_id.data), form.kind.data, form.quantity.data,
            form.reason.data, by=current_user,
        )  # fmt: skip

    heading = _("Lost or damaged: %(number)s", number=row.number)
    return _page(distribution_id, form, write, heading, _("Written down."))


@bp.route("/losses/<uuid:loss_id>/strike", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def strike_loss(loss_id: UUID) -> Page:
    """Strike a loss that was wrong."""
    loss, form = queries.loss(loss_id, current_user.post_id) or abort(404), WhyForm()

    def strike() -> None:
        dispatching.strike_loss(loss_id, form.reason.data, by=current_user)

    return _page(
        loss.distribution_id,
        form,
        strike,
        _("Strike a loss"),
        _("Struck: it stays to be read and counts no more."),
    )


@bp.route("/<uuid:distribution_id>/cancel", methods=["GET", "POST"])
@requires(Permission.DISTRIBUTE)
def cancel(distribution_id: UUID) -> Page:
    """Cancel it."""
    row, form = distribution(distribution_id), WhyForm()

    def end() -> None:
        distributing.cancel(distribution_id, form.reason.data, by=current_user)

    heading = _("Cancel %(number)s", number=row.number)
    return _page(distribution_id, form, end, heading, _("Cancelled: what was set aside is free."))


@bp.post("/<uuid:distribution_id>/close")
@requires(Permission.DISTRIBUTE)
def close(distribution_id: UUID) -> Answer:
    """Close what is reconciled; else say what is missing."""
    distribution(distribution_id)
    attempted(
        lambda: distributing.close(distribution_id, by=current_user),
        done=_("Reconciled and closed."),
    )
    return redirect(url_for("distributions.show", distribution_id=distribution_id))


@bp.get("/waybills/<uuid:waybill_id>.pdf")
@requires(Permission.DISTRIBUTIONS)
def paper(waybill_id: UUID) -> Response:
    """The waybill as PDF, in the language of the page or the one asked for."""
    bill = queries.waybill(waybill_id, current_user.post_id) or abort(404)
    post = posts.post(bill.post_id) or abort(404)
    if pdf.lack():
        abort(404)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    page = render_template(
        "equipment/waybill_pdf.html", bill=bill, post=post, carried=distributed.issued_by(bill)
    )
    return pdf.answer(pdf.drawn(page, pictures(post.id)), bill.number)


def _page(
    distribution_id: UUID, form: object, change: Callable[[], None], heading: str, done: str
) -> Page:
    back = url_for("distributions.show", distribution_id=distribution_id)
    if saved(form, change, done=done):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)
