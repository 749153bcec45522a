"""The protection focal point's pages: the screenings, one of them, its end."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer
from wtforms import SelectField
from wtforms.validators import InputRequired

from borderpost import cells
from borderpost.access import requires
from borderpost.forms import answered, choices, saved
from borderpost.listing import Column, Listed
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from protection import Permission, words
from protection.answers import of_plain
from protection.models import Screening
from protection.queries import screenings
from protection.services import asking, reading

bp = Blueprint("screenings", __name__, url_prefix="/protection/screenings")


class ClosingForm(FlaskForm):  # type: ignore[misc]
    """How it ended."""

    outcome = SelectField(
        _l("How it ended"),
        [InputRequired(_l("Choose how it ended."))],
        choices=lambda: choices(words.OUTCOMES.items(), empty=""),
    )


def _token(row: Screening) -> Markup:
    address = url_for("screenings.show", screening_id=row.id)
    return cells.link(address, cells.latin(row.token))


def _indicators(row: Screening) -> Markup:
    found = of_plain(row.content["answers"]).indicators
    tags = [cells.tag(words.INDICATORS[name], "tag-strong") for name in found]
    return Markup("").join(tags or [_("none")])


def _standing(row: Screening) -> Markup:
    if row.closing:
        return cells.tag(words.OUTCOMES[row.closing["outcome"]])
    return cells.tag(_("waits for you"), "check-look") if screenings.is_waiting(row) else Markup("")


LISTED: Listed[Screening] = Listed(
    "screenings.index",
    (
        Column("token", lambda row: row.token, _l("Token"), _token),
        Column(
            "at_utc",
            lambda row: row.created_at,
            _l("Time"),
            lambda row: cells.instant(row.created_at),
            [Screening.created_at],
        ),
        Column("post", lambda row: _post(row), _l("Post")),
        Column("indicators", lambda row: "", _l("Indicators"), _indicators),
        Column("standing", lambda row: "", _l("State"), _standing),
    ),
    tie=(Screening.id,),
    usual="-at_utc",
)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The screenings, newest first; the page prints as it stands."""
    reading.listed(by=current_user)
    page = LISTED.page(screenings.listed(current_user.post_id))
    return render_template("protection/screenings.html", page=page, listed=LISTED)


@bp.route("/<uuid:screening_id>", methods=["GET", "POST"])
@requires(Permission.READ)
def show(screening_id: UUID) -> str | tuple[str, int] | Answer:
    """One screening with what was answered, and the form that closes it."""
    _screening(screening_id)
    form = ClosingForm()

    def close() -> None:
        asking.close(screening_id, form.outcome.data, by=current_user)

    if saved(form, close, done=_("The screening is closed.")):
        return redirect(url_for("screenings.index"))
    reading.read(screening_id, by=current_user)
    row = _screening(screening_id)
    return answered(
        "protection/screening.html",
        form,
        screening=row,
        answers=of_plain(row.content["answers"]),
        officer=officers.names({row.created_by} if row.created_by else set()),
        post=posts.post(row.post_id),
        words=words,
    )


def _post(row: Screening) -> str:
    found = posts.post(row.post_id)
    return found.name if found else ""


def _screening(screening_id: UUID) -> Screening:
    return screenings.screening(screening_id, current_user.post_id) or abort(404)
