"""Stays at the post: who was not seen leaving, and what is presumed of whom."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from crossings import Permission, stay_words
from crossings.models import Stay
from crossings.queries import stays
from crossings.services import presuming, reading_log
from crossings.stay_forms import PresumeForm, ReasonForm, StaysForm
from crossings.stays_listed import STAYS, seen_by, state, today

bp = Blueprint("stays", __name__, url_prefix="/stays")


@bp.get("/")
@requires(Permission.STAYS)
def index() -> str:
    """Whose exit this post did not see, the longest first; other stays by the filter."""
    form = StaysForm(request.args)
    sought = form.sought()
    found = stays.listed(sought, current_user.post_id, today())
    number = listing.count_to(found).total
    reading_log.stays_listed(number, by=current_user, **sought.filters())
    page = STAYS.page(found)
    return render_template(
        "crossings/stays.html", form=form, page=page, sought=sought, listed=STAYS
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.STAYS)
def export() -> Response:
    """The stays found, as CSV or XLSX."""
    sought = StaysForm(request.args).sought()
    found = stays.listed(sought, current_user.post_id, today())
    reading_log.stays_exported(listing.count(found), by=current_user, **sought.filters())
    name = "-".join(("stays", *sought.filters().values()))
    return listing.as_file(name, STAYS.files, STAYS.sorted(found))


@bp.get("/<uuid:stay_id>")
@requires(Permission.STAYS)
def show(stay_id: UUID) -> str:
    """One stay with its evidence and who could have seen its end."""
    found = _stay(stay_id)
    reading_log.read(found.person, by=current_user)
    return _page(stay_id, PresumeForm(), ReasonForm())[0]


@bp.post("/<uuid:stay_id>/presume")
@requires(Permission.PRESUME)
def presume(stay_id: UUID) -> Answer | tuple[str, int]:
    """Write that this person left, by which rule, when and why."""
    _stay(stay_id)
    form = PresumeForm()

    def write() -> None:
        said = (form.rule.data, form.left_on.data, form.reason.data)
        presuming.presume(stay_id, *said, by=current_user)

    if saved(form, write, done=_("Presumed to have left. It can be taken back.")):
        return redirect(url_for("stays.show", stay_id=stay_id))
    return _page(stay_id, form, ReasonForm(formdata=None))


@bp.post("/<uuid:stay_id>/undo")
@requires(Permission.PRESUME)
def undo(stay_id: UUID) -> Answer | tuple[str, int]:
    """Take the presumption back."""
    _stay(stay_id)
    form = ReasonForm()

    def write() -> None:
        presuming.undo(stay_id, form.undo_reason.data, by=current_user)

    if saved(form, write, done=_("Taken back: the stay is as the crossings have it.")):
        return redirect(url_for("stays.show", stay_id=stay_id))
    return _page(stay_id, PresumeForm(formdata=None), form)


def _stay(stay_id: UUID) -> Stay:
    return stays.one(stay_id, current_user.post_id) or abort(404)


def _page(stay_id: UUID, form: PresumeForm, undo_form: ReasonForm) -> tuple[str, int]:
    stay = _stay(stay_id)
    return answered(
        "crossings/stay.html",
        form,
        undo_form=undo_form,
        stay=stay,
        state=state(stay),
        told=stays.counted(stay, today()),
        seen=seen_by(stay),
        presumption=stays.presumption(stay),
        words=stay_words,
    )
