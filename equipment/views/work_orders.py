"""Work orders: the list, one order with its repair, tests, parts and the return, and the orders
that the desk's readings propose."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from equipment import Permission, upkeep_listed, upkeep_words, words
from equipment.models import WorkOrder
from equipment.queries import work_orders as queries
from equipment.services import repairing
from equipment.upkeep_listed import ORDERS
from equipment.work_forms import CloseForm, FilterForm, PartForm, RepairForm, TestForm

bp = Blueprint("work_orders", __name__, url_prefix="/equipment/work-orders")
Page = tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The open orders, or with ``?closed=1`` the closed ones."""
    is_open, form = not request.args.get("closed"), FilterForm(request.args)
    wanted = queries.orders(current_user.post_id, is_open=is_open, words=form.words())
    return render_template(
        "equipment/work_orders.html", page=ORDERS.page(wanted), listed=ORDERS, is_open=is_open,
        form=form,
    )  # fmt: skip


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The orders of the list, as CSV or XLSX."""
    is_open, form = not request.args.get("closed"), FilterForm(request.args)
    wanted = queries.orders(current_user.post_id, is_open=is_open, words=form.words())
    return listing.as_file("work-orders", ORDERS.files, ORDERS.sorted(wanted))


@bp.get("/<uuid:order_id>")
@requires(Permission.READ)
def show(order_id: UUID) -> Page:
    """One order: what failed, since when, what was done."""
    return _page(order_id)


@bp.post("/<uuid:order_id>/repair")
@requires(Permission.MAINTAIN)
def repair(order_id: UUID) -> Page:
    """Send the thing to repair."""
    _order(order_id)
    form = RepairForm()
    attempted(
        lambda: repairing.begin_repair(order_id, form.seen(), by=current_user),
        done=_("It is in repair."),
    )
    return _back(order_id)


@bp.post("/<uuid:order_id>/test")
@requires(Permission.MAINTAIN)
def test(order_id: UUID) -> Page:
    """Keep what a test found."""
    _order(order_id)
    form = TestForm()

    def keep() -> None:
        is_passed, finding = form.result.data == "passed", form.finding.data or ""
        repairing.record_test(order_id, is_passed, finding, form.seen(), by=current_user)

    return _saved(order_id, form, keep, _("The test is kept."))


@bp.post("/<uuid:order_id>/part")
@requires(Permission.MAINTAIN)
def part(order_id: UUID) -> Page:
    """Write down a part."""
    _order(order_id)
    form = PartForm()
    form.offer()

    def keep() -> None:
        repairing.add_part(order_id, form.said(), form.seen(), by=current_user)

    return _saved(order_id, form, keep, _("The part is written down."))


@bp.post("/<uuid:order_id>/part/<uuid:part_id>/strike")
@requires(Permission.MAINTAIN)
def strike(order_id: UUID, part_id: UUID) -> Page:
    """Strike a part out."""
    _order(order_id)
    form = RepairForm()
    attempted(
        lambda: repairing.strike_part(order_id, part_id, form.seen(), by=current_user),
        done=_("The part is struck out."),
    )
    return _back(order_id)


@bp.post("/<uuid:order_id>/close")
@requires(Permission.MAINTAIN)
def close(order_id: UUID) -> Page:
    """Put the thing back: it passed its test."""
    order, form = _order(order_id), CloseForm()
    form.offer(order.post_id)

    def end() -> None:
        repairing.close(order_id, form.said(), form.seen(), by=current_user)

    return _saved(order_id, form, end, _("It is back, and the work order is closed."))


def _saved(order_id: UUID, form: FlaskForm, change: Callable[[], object], done: str) -> Page:
    if saved(form, change, done=done):
        return _back(order_id)
    return _page(order_id, form)


def _page(order_id: UUID, sent: FlaskForm | None = None) -> tuple[str, int]:
    """The page with its forms; the one that was sent shows what was typed and what is wrong."""
    order = _order(order_id)
    made = {"test": TestForm, "part": PartForm, "close": CloseForm, "repair": RepairForm}
    forms = {name: make(None) for name, make in made.items()}
    forms["part"].offer()
    forms["close"].offer(order.post_id)
    for name, form in forms.items():
        if sent is not None and type(form) is type(sent):
            forms[name] = sent
    people = {order.created_by, order.closed_by, *(one.created_by for one in order.tests)}
    return answered(
        "equipment/work_order.html",
        sent or forms["repair"],
        order=order,
        forms=forms,
        stage=upkeep_listed.stage_shown(order),
        down=upkeep_listed.down_of(order),
        costs=queries.costs(order.parts),
        names=officers.names({key for key in people if key}),
        today=posts.today(order.post_id),
        words=words,
        upkeep_words=upkeep_words,
    )


def _back(order_id: UUID) -> Answer:
    return redirect(url_for("work_orders.show", order_id=order_id))


def _order(order_id: UUID) -> WorkOrder:
    return queries.order(order_id, current_user.post_id) or abort(404)
