"""What of the stock is spoken for: the list, a new allocation, its release."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission, stock_listed
from equipment.allocation_forms import AllocateForm, ReleaseForm
from equipment.queries import allocations as queries
from equipment.services import allocating, reading_log
from equipment.views.stock import stock_item

bp = Blueprint("allocations", __name__, url_prefix="/equipment/stock")
Page = str | tuple[str, int] | Answer


@bp.get("/allocations")
@requires(Permission.READ)
def index() -> str:
    """Everything that is planned or set aside, apart from what was distributed."""
    listed = stock_listed.ALLOCATIONS
    page = listed.page(queries.standing(current_user.post_id))
    return render_template("equipment/allocations.html", page=page, listed=listed)


@bp.get("/allocations.xlsx")
@bp.get("/allocations.csv")
@requires(Permission.READ)
def export() -> Response:
    """The same as CSV or XLSX."""
    found = queries.standing(current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    columns = stock_listed.ALLOCATIONS
    return listing.as_file("allocations", columns.files, columns.sorted(found))


@bp.route("/<uuid:item_id>/allocate", methods=["GET", "POST"])
@requires(Permission.WRITE)
def allocate(item_id: UUID) -> Page:
    """Plan so many for somebody, or set them aside."""
    item, form = stock_item(item_id), AllocateForm()
    form.offer()
    heading = _("Plan or set aside: %(item)s", item=item.name)

    def speak() -> None:
        allocating.allocate(item_id, form.wish(), by=current_user)

    back = url_for("stock.show", item_id=item_id)
    if saved(form, speak, done=_("Spoken for. It stays on hand until it is issued.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/allocations/<uuid:allocation_id>/release", methods=["GET", "POST"])
@requires(Permission.WRITE)
def release(allocation_id: UUID) -> Page:
    """Give it free again."""
    row = queries.allocation(allocation_id, current_user.post_id) or abort(404)
    back, form = url_for("stock.show", item_id=row.item_id), ReleaseForm()
    heading = _("Release %(number)s of %(item)s", number=row.left, item=row.item.name)

    def free() -> None:
        allocating.release(allocation_id, form.reason.data, by=current_user)

    if saved(form, free, done=_("Released: it is available again.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)
