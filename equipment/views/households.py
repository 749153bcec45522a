"""Names and signatures of households: for the protection focal point, each look written down."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, url_for
from flask_login import current_user

from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission
from equipment.distribution_forms import PurposeForm
from equipment.queries import households as queries
from equipment.services import households
from equipment.views.distributions import distribution

bp = Blueprint("households", __name__, url_prefix="/equipment/distributions")


@bp.route("/<uuid:distribution_id>/households", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS)
def index(distribution_id: UUID) -> str | tuple[str, int]:
    """Say what for, then read who received."""
    form, number = PurposeForm(), distribution(distribution_id).number

    def look() -> None:
        households.listed(distribution_id, form.purpose.data, by=current_user)

    is_open = saved(form, look)
    page, status = answered(
        "equipment/households.html", form, number=number,
        sheets=queries.sheets(distribution_id) if is_open else [],
        lists=queries.signed_lists(distribution_id) if is_open else [], is_open=is_open,
        back=url_for("distributions.show", distribution_id=distribution_id),
    )  # fmt: skip
    return page, 200 if is_open else status


@bp.get("/households/<uuid:sheet_id>/signature.png")
@requires(Permission.HOUSEHOLDS)
def signature(sheet_id: UUID) -> Response:
    """The signature that a household drew."""
    _found = queries.sheet(sheet_id, current_user.post_id) or abort(404)
    households.looked(sheet_id, by=current_user)
    sheet = queries.sheet(sheet_id, current_user.post_id) or abort(404)
    if sheet.signature is None:
        abort(404)
    return Response(sheet.signature, mimetype="image/png")


@bp.get("/households/lists/<uuid:list_id>")
@requires(Permission.HOUSEHOLDS)
def signed_list(list_id: UUID) -> Response:
    """The scan of a signed list, as a file."""
    _found = queries.signed_list(list_id, current_user.post_id) or abort(404)
    households.opened(list_id, by=current_user)
    row = queries.signed_list(list_id, current_user.post_id) or abort(404)
    name = f'attachment; filename="strictly-restricted-list.{row.kind.rpartition("/")[2]}"'
    return Response(row.content, mimetype=row.kind, headers={"Content-Disposition": name})
