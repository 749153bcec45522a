"""People through the post: day by day, side by side and never added, with what was not as usual."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.forms import choices
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import codes
from lanes import Permission, day_chart
from lanes.queries import through as queries
from lanes.queries.through import Asked
from lanes.through_shown import NOTES, SERIES, SHADES, day_columns, notes, picture

bp = Blueprint("through", __name__, url_prefix="/through")
USUAL, MOST = 14, 92  # days
FIRST = date(2000, 1, 1)  # nothing was written down before


class ThroughForm(FlaskForm):  # type: ignore[misc]
    """Which days, lane and direction; read from the address."""

    class Meta:
        csrf = False

    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Until"), [Optional()])
    lane = SelectField(_l("Lane"), [Optional()])
    direction = SelectField(
        _l("Direction"),
        [Optional()],
        choices=lambda: choices(
            [(one, codes.DIRECTIONS[one]) for one in codes.COUNTED_WAYS], empty=_l("Both ways")
        ),
    )

    def asked(self, post: Post | None) -> tuple[Asked, str]:
        """What is asked for, and a sentence where it could not be taken as it was."""
        lanes = {str(row.id): row for row in posts.lanes(post.id)} if post else {}
        self.lane.choices = choices(((k, row.name) for k, row in lanes.items()), empty=_l("All"))
        today = clock.today(post.zone if post else "UTC")
        until: date = min(max(self.until.data or today, FIRST), today + timedelta(MOST))
        since: date = self.since.data or until - timedelta(USUAL - 1)
        trouble = ""
        if until < since:
            since, until = until, since
            trouble = str(_l("The days were turned round: the first one comes first."))
        if (until - since).days >= MOST:
            since = until - timedelta(MOST - 1)
            trouble = str(_l("At most %(most)s days at once: the last ones are shown.", most=MOST))
        self.since.data, self.until.data = since, until
        lane = lanes.get(self.lane.data or "")
        way = self.direction.data if self.direction.data in codes.COUNTED_WAYS else ""
        asked = Asked(post.id if post else None, since, until, lane.id if lane else None, way)
        return asked, trouble


@bp.get("/")
@requires(Permission.THROUGH)
def index() -> str:
    """The days as a picture and a table, and what was not as usual."""
    form, post = ThroughForm(request.args), _post()
    asked, trouble = form.asked(post)
    zone = post.zone if post else "UTC"
    days, found = queries.by_day(asked), notes(asked, zone)
    sums = [sum(column) for column in zip(*(one.values for one in days), strict=True)]
    return render_template(
        "lanes/through.html",
        form=form,
        trouble=trouble,
        days=days,
        sums=sums,
        chart=picture(asked, days, found, zone),
        size=day_chart,
        series=list(SERIES.values()),
        shades=SHADES,
        columns=[one for one in day_columns(found, zone) if one.label],
        notes=found,
        note_columns=NOTES,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.THROUGH)
def export() -> Response:
    """The days as CSV or XLSX: four columns of people, and no sum of them."""
    post = _post()
    asked, _trouble = ThroughForm(request.args).asked(post)
    zone = post.zone if post else "UTC"
    columns = day_columns(notes(asked, zone), zone)
    name = f"through-{asked.since}-{asked.until}"
    return listing.as_file(name, columns, queries.by_day(asked))


@bp.get("/notes.xlsx")
@bp.get("/notes.csv")
@requires(Permission.THROUGH)
def export_notes() -> Response:
    """What was not as usual as CSV or XLSX."""
    post = _post()
    asked, _trouble = ThroughForm(request.args).asked(post)
    return listing.as_file("not-as-usual", NOTES, notes(asked, post.zone if post else "UTC"))


def _post() -> Post | None:
    """The officer's post; this machine's for whoever has none, as an analyst."""
    return posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
