"""The page that says whether a post is open, and the banner on every other page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import DateTimeLocalField, RadioField, StringField
from wtforms.validators import Optional

from borderpost import cells, listing
from borderpost.access import requires
from borderpost.forms import TO_THE_MINUTE, at_most, choices, saved
from borderpost.listing import Column, Listed
from borderpost.officers import queries as officers
from borderpost.posts import Permission, queries, statuses
from borderpost.posts.models import Post, PostStatus, Status
from borderpost.posts.statuses import WORDS, Told

bp = Blueprint("post_status", __name__, url_prefix="/posts/<uuid:post_id>/status")


class StatusForm(FlaskForm):  # type: ignore[misc]
    """How far the post works, why, and for how long."""

    status = RadioField(_l("The post is"), choices=choices(WORDS.items()), default=Status.OPEN)
    reason = StringField(_l("Reason"), [Optional(), at_most(300)])
    since = DateTimeLocalField(_l("Since"), [Optional()], format=TO_THE_MINUTE)
    expected_until = DateTimeLocalField(_l("Expected until"), [Optional()], format=TO_THE_MINUTE)

    def told(self, zone: str) -> Told:
        """What the service needs to know; times are on the post's clock."""
        return Told(
            self.status.data,
            self.reason.data or "",
            _instant(self.since.data, zone),
            _instant(self.expected_until.data, zone),
        )


def _instant(told: datetime | None, zone: str) -> datetime | None:
    return told.replace(tzinfo=ZoneInfo(zone)) if told else None


def _who(row: PostStatus) -> str:
    officer_id = row.created_by
    return officers.names({officer_id}).get(officer_id, "") if officer_id else _("the machine")


HISTORY: Listed[PostStatus] = Listed(
    "post_status.change",
    (
        Column("begun_at_utc", lambda row: row.begun_at, _l("Since"),
               lambda row: cells.instant(row.begun_at), [PostStatus.begun_at]),
        Column("status", lambda row: row.status, _l("The post is"),
               lambda row: WORDS[row.status], [PostStatus.status]),
        Column("reason", lambda row: row.reason, _l("Reason"), lambda row: cells.name(row.reason)),
        Column("expected_until_utc", lambda row: row.expected_until, _l("Expected until"),
               lambda row: cells.instant(row.expected_until)),
        Column("told_by", _who, _l("Officer"), lambda row: cells.name(_who(row))),
    ),
    tie=(PostStatus.id,),
)  # fmt: skip


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.STATUS)
def change(post_id: UUID) -> str | tuple[str, int] | Answer:
    """Say how far the post works; below, what it was before."""
    post = _post(post_id)
    form, now = StatusForm(), statuses.current(post_id)
    if now and not form.is_submitted():
        form.status.data, form.reason.data = now.status, now.reason
    done = _("Every page says it from now on.")
    if saved(form, lambda: statuses.say(post_id, form.told(post.zone), by=current_user), done=done):
        return redirect(url_for("post_status.change", post_id=post_id))
    page = HISTORY.page(statuses.history(post_id))
    text = render_template(
        "posts/status.html", form=form, post=_post(post_id), page=page, listed=HISTORY
    )
    return text, 422 if form.is_submitted() else 200


@bp.get("/history.xlsx")
@bp.get("/history.csv")
@requires(Permission.STATUS)
def export(post_id: UUID) -> Response:
    """Every status as CSV or XLSX."""
    found = statuses.history(_post(post_id).id)
    return listing.as_file("post-status", HISTORY.files, HISTORY.sorted(found))


@bp.app_template_global("post_status")
def post_status() -> tuple[Post, PostStatus] | None:
    """This machine's post and its status, for the banner; None while it is open."""
    return statuses.to_show()


@bp.app_template_global("status_words")
def status_words(status: str) -> object:
    """What a status is called."""
    return WORDS[status]


def _post(post_id: UUID) -> Post:
    """The own post; 404 for any other."""
    if post_id != current_user.post_id:
        abort(404)
    return queries.post(post_id) or abort(404)
