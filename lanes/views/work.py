"""Scanning from a manifest, and letting a clean traveller pass with one key."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from borderpost.web import is_fragment
from crossings import Permission as DeskPermission
from crossings.services import deciding
from crossings.services.deciding import Order
from crossings.views.arrival import arrival_sent
from crossings.views.panel import specimens_allowed
from lanes.services import scanning
from lanes.views import here
from lanes.views.page import is_clean, now_of, parked_because, shown, work_of

bp = Blueprint("manifest_work", __name__, url_prefix="/manifests/<uuid:manifest_id>")


@bp.post("/scan")
@requires(DeskPermission.INSPECT)
def scan(manifest_id: UUID) -> Answer:
    """Open a sheet from what came in, and show what is known of the traveller."""
    here.manifest(manifest_id)
    keep_days = current_app.config["INSPECTION_DAYS"]
    found = scanning.scan(manifest_id, arrival_sent(), by=current_user, keep_days=keep_days)
    first = next((one for one in found if not one.is_again), found[0])
    if first.is_again:
        flash(_("This document was scanned already; nobody is decided twice."), "info")
    return _on(manifest_id, first.inspection_id, len(found) - 1)


@bp.post("/admit/<uuid:inspection_id>")
@requires(DeskPermission.DECIDE)
def admit(manifest_id: UUID, inspection_id: UUID) -> Answer:
    """Let a traveller pass of whom nothing is left to look at; all others on the whole sheet."""
    here.manifest(manifest_id)
    panel = now_of(manifest_id, inspection_id)
    if panel is None:
        raise Refused(_l("This traveller is already decided, or is not of this vehicle."))
    if not is_clean(panel):
        raise Refused(
            _l("Open the whole sheet to decide: %(reason)s", reason=parked_because(panel))
        )
    sent = request.form
    order = Order(
        decision="admit",
        version=sent.get("version", 0, type=int),
        purpose=sent.get("purpose", ""),
        destination=sent.get("destination", "").strip()[:120],
        transport=sent.get("transport", ""),
        rule_shown=sent.get("rule_shown", ""),
        specimens_allowed=specimens_allowed(),
    )
    crossing = deciding.decide(inspection_id, order, by=current_user)
    flash(_("%(reference)s is saved.", reference=crossing.human_ref), "success")
    return _on(manifest_id)


@bp.errorhandler(Refused)
def refuses(refusal: Refused) -> Response:
    """The page again with the reason, and the lines that were sent."""
    named = request.view_args or {}
    work = work_of(named["manifest_id"], named.get("inspection_id"))
    return shown(work, refusal, request.form.get("lines", ""))


@bp.errorhandler(AlreadyDone)
def did_already(_error: AlreadyDone) -> Answer:
    """A second sending: the page as it stands."""
    return _on((request.view_args or {})["manifest_id"])


def _on(manifest_id: UUID, at: UUID | None = None, others: int = 0) -> Answer:
    if is_fragment():
        return shown(work_of(manifest_id, at, others))
    address = url_for("manifests.show", manifest_id=manifest_id, at=at, others=others or None)
    return redirect(address)
