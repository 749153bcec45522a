"""Saving, deleting and choosing views; a list opens with the one that is put first."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import may_open, signed_in
from borderpost.forms import attempted
from borderpost.lists import queries, services
from borderpost.lists.models import SavedView

bp = Blueprint("saved_views", __name__, url_prefix="/views")


@bp.before_app_request
def open_first() -> Answer | None:
    """Open a list with the view that its officer put first; ``?all=1`` shows everything."""
    endpoint = request.endpoint or ""
    if request.method != "GET" or request.args or not listing.is_list(endpoint):
        return None
    if not current_user.is_authenticated or not may_open(endpoint):
        return None
    first = queries.first(current_user.account_id, endpoint)
    return redirect(f"{request.path}?{first.query}") if first else None


@bp.app_context_processor
def saved() -> dict[str, object]:
    """What the head of a list asks for."""
    return {"saved_views": views_here, "list_file": listing.file}


def views_here() -> list[SavedView]:
    """The officer's views of the present list."""
    return list(queries.views(current_user.account_id, request.endpoint or ""))


@bp.post("/")
@signed_in
def save() -> Answer:
    """Keep the present search of a list under a name."""
    listed = request.form.get("list", "")
    if not listing.is_list(listed) or listed not in current_app.view_functions:
        abort(404)
    if not may_open(listed):
        abort(403)
    query, name = request.form.get("query", ""), request.form.get("name", "")
    attempted(
        lambda: services.save(listed, name, query, by=current_user), done=_("The view is saved.")
    )
    return redirect(f"{url_for(listed)}?{services.filters(query) or 'all=1'}")


@bp.post("/<uuid:view_id>/delete")
@signed_in
def delete(view_id: UUID) -> Answer:
    """Forget a view."""
    listed = _view(view_id).list
    attempted(lambda: services.delete(view_id, by=current_user), done=_("The view is deleted."))
    return redirect(url_for(listed, all=1))


@bp.post("/<uuid:view_id>/first")
@signed_in
def put_first(view_id: UUID) -> Answer:
    """Have the list open with this view, or no longer."""
    view = _view(view_id)
    listed, query = view.list, view.query
    attempted(lambda: services.put_first(view_id, by=current_user))
    return redirect(f"{url_for(listed)}?{query}")


def _view(view_id: UUID) -> SavedView:
    return queries.view(view_id, current_user.account_id) or abort(404)
