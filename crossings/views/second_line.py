"""Second line: who waits there, longest first; and where the first line's own referrals stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import by_itself, requires
from crossings import Permission, codes
from crossings.listed import SECOND_LINE
from crossings.models import Referral
from crossings.queries import inspections
from crossings.services import reading_log
from crossings.waiting import Wait, wait_of

bp = Blueprint("second_line", __name__, url_prefix="/second-line")
_LATELY = timedelta(hours=2)  # a referral that was closed is told this long


@bp.get("/")
@requires(Permission.SECOND_LINE)
def index() -> str:
    """Travellers whom the desk referred and nobody has decided."""
    page = listing.page(SECOND_LINE.sorted(inspections.open_referrals(current_user.post_id)))
    return render_template("crossings/second_line.html", page=page, listed=SECOND_LINE)


@bp.get("/own")
@requires(Permission.INSPECT)
@by_itself
def own() -> str:
    """Where the officer's own referrals stand; the desk asks again by itself."""
    return render_template("crossings/_referrals.html", referrals=own_referrals(), codes=codes)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.SECOND_LINE)
def export() -> Response:
    """Who waits in second line, as CSV or XLSX."""
    waiting = inspections.open_referrals(current_user.post_id)
    reading_log.exported(listing.count(waiting), by=current_user)
    return listing.as_file("second-line", SECOND_LINE.files, SECOND_LINE.sorted(waiting))


def own_referrals() -> Sequence[Referral]:
    """Whom the present officer referred, while they wait and for a while after."""
    since = clock.now() - _LATELY
    return inspections.referred_by(current_user.officer_id, current_user.post_id, since)


@bp.app_template_global("wait_of")
def wait(referral: Referral) -> Wait:
    """How long a referral has waited, by this machine's thresholds."""
    return wait_of(
        referral.created_at,
        referral.closed_at or clock.now(),
        amber=current_app.config["REFERRAL_AMBER_MINUTES"],
        red=current_app.config["REFERRAL_RED_MINUTES"],
    )
