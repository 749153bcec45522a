"""What was taken, by day and lane: a picture, its table, and both as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask_login import current_user

from borderpost import listing, plots
from borderpost.access import requires
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from cashdesk import Permission, takings, words
from cashdesk.queries import takings as queries
from cashdesk.services import reading_log

bp = Blueprint("takings", __name__, url_prefix="/cash/takings")
PERIODS = (7, 14, 31, 92)  # days


@bp.get("/")
@requires(Permission.TAKINGS)
def index() -> str:
    """The takings of the last days."""
    rows = queries.takings(_post(), _days())
    return render_template(
        "cashdesk/takings.html",
        rows=rows,
        columns=takings.COLUMNS,
        drawn=takings.drawn(rows),
        sums=queries.by_currency(rows),
        on_paper=queries.by_currency([row for row in rows if row.way == "paper"]),
        size=plots,
        days=_days(),
        periods=PERIODS,
        words=words,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.TAKINGS)
def export() -> Response:
    """The table, as CSV or XLSX."""
    rows = queries.takings(_post(), _days())
    reading_log.exported("takings", len(rows), by=current_user)
    return listing.as_file("takings", takings.COLUMNS, rows)


def _days() -> int:
    asked = request.args.get("days", type=int)
    return asked if asked in PERIODS else PERIODS[1]


def _post() -> Post:
    found = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return found or abort(404)
