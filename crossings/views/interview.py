"""The interview in second line: who conducts it, what was said, and where it goes on."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import TextAreaField
from wtforms.validators import Optional

from borderpost.access import requires
from borderpost.forms import answered, at_most, attempted, saved
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from crossings import Permission, codes
from crossings.models import Referral
from crossings.queries import inspections
from crossings.services import interviewing, reading_log
from crossings.services.interviewing import LONGEST, NOTES

bp = Blueprint("interview", __name__, url_prefix="/second-line")
_TEXT = [Optional(), at_most(LONGEST)]


class NotesForm(FlaskForm):  # type: ignore[misc]
    """The template of an interview."""

    identity = TextAreaField(_l("Identity: what supports it, what does not"), _TEXT)
    route = TextAreaField(_l("Route: from where, how, with whom, where to"), _TEXT)
    purpose = TextAreaField(_l("Purpose: why, for how long, with what means"), _TEXT)
    documents = TextAreaField(_l("Documents: which were shown, what was looked at"), _TEXT)
    indicators = TextAreaField(_l("Indicators: what the decision rests on"), _TEXT)

    def notes(self) -> dict[str, str]:
        """What was typed, by part."""
        return {name: self[name].data or "" for name in NOTES}


@bp.route("/<uuid:referral_id>", methods=["GET", "POST"])
@requires(Permission.SECOND_LINE)
def show(referral_id: UUID) -> str | tuple[str, int] | Answer:
    """One referral: its state, the notes, and the way to the decision."""
    referral = _referral(referral_id)
    form = NotesForm(data=(referral.interview or {}).get("notes", {}))

    def note() -> None:
        interviewing.note(referral_id, form.notes(), by=current_user)

    if saved(form, note, done=_("The notes are saved, sealed.")):
        return redirect(url_for("interview.show", referral_id=referral_id))
    reading_log.read(_referral(referral_id), by=current_user)
    referral = _referral(referral_id)
    return answered(
        "crossings/interview.html",
        form,
        referral=referral,
        inspection=referral.inspection,
        post=posts.post(referral.post_id),
        names=officers.names(
            {referral.referred_by, *([referral.taken_by] if referral.taken_by else [])}
        ),
        codes=codes,
        parts=NOTES,
    )


@bp.post("/<uuid:referral_id>/take")
@requires(Permission.SECOND_LINE)
def take(referral_id: UUID) -> Answer:
    """Begin the interview."""
    _referral(referral_id)
    attempted(lambda: interviewing.take(referral_id, by=current_user))
    return _back(referral_id)


@bp.post("/<uuid:referral_id>/take-over")
@requires(Permission.SECOND_LINE)
def take_over(referral_id: UUID) -> Answer:
    """Go on with a colleague's interview."""
    _referral(referral_id)
    attempted(lambda: interviewing.take_over(referral_id, by=current_user))
    return _back(referral_id)


@bp.post("/<uuid:referral_id>/release")
@requires(Permission.SECOND_LINE)
def release(referral_id: UUID) -> Answer:
    """Put the traveller back into the queue."""
    _referral(referral_id)
    attempted(lambda: interviewing.release(referral_id, by=current_user))
    return _back(referral_id)


def _back(referral_id: UUID) -> Answer:
    return redirect(url_for("interview.show", referral_id=referral_id))


def _referral(referral_id: UUID) -> Referral:
    return inspections.referral(referral_id, current_user.post_id) or abort(404)
