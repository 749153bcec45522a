"""The cards: one, or a sheet of eight, printed with signed QR codes; and the holder's photo."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import post_key, qr
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import reading
from lanes import Permission, pass_codes, pass_words
from lanes.models import BorderPass
from lanes.pass_codes import PassText
from lanes.pass_forms import PhotoForm
from lanes.pass_listed import today
from lanes.pass_standing import State
from lanes.queries import passes as queries
from lanes.services import pass_ending
from lanes.views.passes import done_already, here

bp = Blueprint("pass_papers", __name__, url_prefix="/passes")
bp.register_error_handler(AlreadyDone, done_already)
Page = str | tuple[str, int] | Answer
_SIZES = ("card", "a4")


@bp.get("/<uuid:pass_id>/card")
@requires(Permission.PASS_ISSUE)
def card(pass_id: UUID) -> str:
    """One card, of the size of a bank card or on a sheet of A4. A pass that does not hold is not
    printed."""
    row = here(pass_id)
    if row.state != State.GOOD:
        abort(404)
    size = request.args["size"] if request.args.get("size") in _SIZES else "card"
    return _cards([row], size)


@bp.get("/sheet")
@requires(Permission.PASS_ISSUE)
def sheet() -> str:
    """Eight cards at most on a sheet of A4: the passes that nobody printed yet."""
    return _cards(queries.to_print(current_user.post_id), "a4")


@bp.post("/printed")
@requires(Permission.PASS_ISSUE)
def printed() -> Answer:
    """Say that the cards came out of the printer."""
    count = 0

    def write() -> None:
        nonlocal count
        chosen = request.form.getlist("pass", type=UUID)[: queries.EIGHT]
        count = pass_ending.printed(chosen, by=current_user)

    attempted(write)
    if count:
        flash(ngettext("%(num)s card is printed.", "%(num)s cards are printed.", count), "success")
    return redirect(url_for("passes.index"))


@bp.route("/<uuid:pass_id>/photo", methods=["GET", "POST"])
@requires(Permission.PASS_ISSUE)
def photo(pass_id: UUID) -> Page:
    """Take the holder's photo, by the camera or from a file."""
    here(pass_id)
    form, back = PhotoForm(), url_for("passes.show", pass_id=pass_id)

    def take() -> None:
        sent = form.photo.data
        content = sent.read() if sent and sent.filename else b""
        if not content:
            raise Refused(_("Choose a photo first, or take one."), field="photo")
        pass_ending.take_photo(pass_id, reading.face(content), by=current_user)

    if saved(form, take, done=_("The photo is kept with the pass.")):
        return redirect(back)
    return answered("lanes/pass_photo.html", form, row=here(pass_id), back=back)


@bp.post("/<uuid:pass_id>/photo/remove")
@requires(Permission.PASS_ISSUE)
def remove_photo(pass_id: UUID) -> Answer:
    """Erase the holder's photo."""
    here(pass_id)
    done = _("The photo is erased.")
    attempted(lambda: pass_ending.remove_photo(pass_id, by=current_user), done=done)
    return redirect(url_for("passes.show", pass_id=pass_id))


@bp.get("/<uuid:pass_id>/photo.jpg")
@requires(Permission.PASS_READ)
def picture(pass_id: UUID) -> Response:
    """The holder's photo, for the pass's page, the card and the sheet at the desk."""
    found = queries.photo(pass_id, current_user.post_id) or abort(404)
    return Response(found, mimetype="image/jpeg")


def code_of(row: BorderPass) -> str:
    """The signed text of a pass."""
    said = PassText(row.number, row.valid_from, row.valid_until)
    return pass_codes.signed(said, post_key.secret())


def _cards(rows: Sequence[BorderPass], size: str) -> str:
    return render_template(
        "lanes/pass_card.html",
        rows=rows,
        size=size,
        pictures={row.id: qr.picture(code_of(row), shown_as="pass-code") for row in rows},
        words=pass_words,
        day_now=today(),
    )
