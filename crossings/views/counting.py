"""The counting keypad: big buttons for a phone, usable without a network."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.devices.offline import queue_sequence, queued_at, to_keep
from borderpost.locale import state_name
from borderpost.posts import queries as posts
from crossings import Permission, codes
from crossings.export import COUNT_COLUMNS
from crossings.queries import counts
from crossings.services import counting
from crossings.services.counting import Tap
from docreader.states import STATES

LATELY = timedelta(days=7)  # whose nationalities stand first

bp = Blueprint("counting", __name__, url_prefix="/tally")


@bp.get("/count")
@requires(Permission.COUNT)
def show() -> Response:
    """The keypad. The page holds nobody's data: phones keep it for when there is no network."""
    states = [(code, state_name(code)) for code, kind in STATES.items() if kind == "state"]
    states.sort(key=lambda pair: pair[1])
    latest = counts.latest_nationalities(current_user.post_id, clock.now() - LATELY)
    recent = [(code, state_name(code)) for code in latest]
    body = render_template(
        "crossings/count.html", states=states, recent=recent, codes=codes, most=counting.MOST
    )
    return to_keep(body)


@bp.post("/count")
@requires(Permission.COUNT)
def count() -> Answer:
    """One tap."""
    way, _space, category = request.form.get("tap", "").partition(" ")
    counting.count(_tap(way, category), by=current_user)
    return redirect(url_for("counting.show"))


@bp.post("/count/undo")
@requires(Permission.COUNT)
def undo() -> Answer:
    """Take back a tap: the one that is named, else one's latest."""
    counting.undo(_tap(), request.form.get("undoes", type=UUID), by=current_user)
    return redirect(url_for("counting.show"))


@bp.get("/count.csv")
@requires(Permission.TALLY)
def export() -> Response:
    """The estimates of one day as CSV, apart from the registered crossings."""
    post = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    today = clock.today(post.zone if post else "UTC")
    day = request.args.get("day", today, type=date.fromisoformat)
    rows = counts.counted(post.id if post else None, day)
    return listing.as_csv(f"estimate-{day}", COUNT_COLUMNS, rows)


def _tap(direction: str = "", category: str = "") -> Tap:
    """What the form and the device's queue say of a tap."""
    return Tap(
        direction=direction,
        category=category,
        nationality=request.form.get("nationality", ""),
        transport=request.form.get("transport", ""),
        people=request.form.get("people", 1, type=int) if request.form.get("people") else 1,
        is_rough=bool(request.form.get("is_rough")),
        at=queued_at(),
        sequence=queue_sequence(),
    )
