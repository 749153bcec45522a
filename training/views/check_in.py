"""Checking oneself in: the code on the wall, typed or brought by its picture."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import from_any_device, public
from borderpost.forms import saved
from borderpost.officers import device
from borderpost.refusal import Refused
from borderpost.security import limiter
from training import words
from training.arrival_forms import CheckInForm
from training.models import Mark
from training.services import arriving
from training.services.arriving import Arrival
from training.views import here

bp = Blueprint("check_in", __name__, url_prefix="/check-in")


@bp.get("")
@public
@from_any_device
def show() -> Answer:
    """The form; a browser without a mark gets one with it."""
    return _page(CheckInForm(formdata=None), 200)


@bp.post("")
@public
@from_any_device
@limiter.limit("300 per minute")  # a room behind one address checks in together
def come_in() -> Answer:
    """Mark who this is. What is told as done is what was stored."""
    form, made = CheckInForm(), list[Mark]()

    def check_in() -> None:
        if not device.is_known():
            raise Refused(_("This browser keeps no cookies: allow them, or ask the trainer."))
        made.append(arriving.check_in(_shown(form)))

    if not saved(form, check_in):
        return _page(form, 422)
    _tell(made[0])
    return redirect(url_for("check_in.show"))


def _shown(form: CheckInForm) -> Arrival:
    return Arrival(form.code.data, _officer_id(), form.personal.data or "", device.digest())


def _officer_id() -> UUID | None:
    """Who is signed in here in full; nobody from behind a lock."""
    if not current_user.is_authenticated or current_user.locked or current_user.half_open:
        return None
    officer_id: UUID = current_user.officer_id
    return officer_id


def _tell(mark: Mark) -> None:
    session, person = here.session(mark.session_id), here.enrolment(mark.enrolment_id)
    flash(
        _("%(name)s is marked in %(title)s: %(status)s. Written at %(time)s.",
          name=person.officer.name, title=session.title, status=words.STATUSES[mark.status],
          time=locale.instant(mark.created_at, session.run.zone)),
        "success",
    )  # fmt: skip


def _page(form: CheckInForm, code: int) -> Answer:
    page = render_template("training/check_in.html", form=form, is_known=_officer_id() is not None)
    return device.mark(make_response(page, code))
