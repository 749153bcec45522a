"""Who looked at hits and entries, and how often: a curious or a forced look in bulk shows here."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from borderpost.access import requires
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from watchlist import Act, Permission
from watchlist.queries import looks

bp = Blueprint("looks", __name__, url_prefix="/watchlist/looks")
DAYS = 30
LABELS = {
    Act.HIT_READ: _l("hits opened"),
    Act.HITS_LISTED: _l("lists of hits"),
    Act.ENTRY_READ: _l("entries opened"),
    Act.SEARCHED: _l("searches and lists of entries"),
    Act.LOOKED_BACK: _l("past travellers asked about"),
    Act.BULK_SCREENED: _l("screenings by a command"),
}


@bp.get("/")
@requires(Permission.LOOKS)
def index() -> str:
    """The looks of the last month by day and officer."""
    post = posts.this_post()
    found = looks.by_day(current_user.post_id, post.zone if post else "UTC", DAYS)
    who = {one.officer_id for one in found if one.officer_id}
    return render_template(
        "watchlist/looks.html", looks=found, names=officers.names(who), labels=LABELS,
        days=DAYS, many=looks.MANY,
    )  # fmt: skip
