"""What arrives: scanning by hand scanner, typing or photo, counting, and damage with a photo."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.refusal import Refused
from borderpost.signatures import LARGEST_PAPER
from equipment import Permission, scanning
from equipment.models import Reception
from equipment.offers import key
from equipment.queries import receptions as queries
from equipment.reception_forms import CountForm, DamageForm, ScanForm
from equipment.services import arrivals, photographing
from equipment.views import here
from equipment.views.receptions import shown

bp = Blueprint("arrivals", __name__, url_prefix="/equipment/receptions/<uuid:reception_id>")
Page = tuple[str, int] | Answer
MOST_PHOTOS = 12  # read at once


@bp.route("/scan", methods=["GET", "POST"])
@requires(Permission.WRITE)
def scan(reception_id: UUID) -> Page:
    """Enter what was scanned."""
    row, form = here.reception(reception_id), ScanForm(data={"codes": request.args.get("codes")})
    form.offer(row)
    left: list[str] = []

    def enter() -> None:
        line = key(form.line_id.data)
        left.extend(_read(form, here.reception(reception_id), takes_all=line is not None))
        many = arrivals.scan(reception_id, form.codes.data or "", line, by=current_user)
        flash(_("Entered: %(many)s.", many=many), "success")

    if saved(form, enter):
        if left:
            flash(_("The list does not name these codes of the photo: %(codes)s. They were not "
                    "entered. Choose their line if they are serial numbers, or clear the field.",
                    codes=", ".join(left)), "warning")  # fmt: skip
        codes = "\n".join(left) or None
        return redirect(url_for("arrivals.scan", reception_id=reception_id, codes=codes))
    return answered("equipment/arrivals.html", form, **shown(here.reception(reception_id)))


def _read(form: ScanForm, reception: Reception, *, takes_all: bool) -> Sequence[str]:
    """Put what photos show into the field with what was typed, where a refusal leaves it to be
    put right; what the list does not name, ten at most."""
    pictures = [one for one in request.files.getlist("picture") if one]
    if len(pictures) > MOST_PHOTOS:
        raise Refused(_("Choose at most %(most)s photos at once.", most=MOST_PHOTOS),
                      field="picture")  # fmt: skip
    photos = [scanning.codes_of(one.read(scanning.LARGEST + 1)) for one in pictures]
    found = photographing.seen(reception, photos, takes_all=takes_all)
    form.codes.data = found.added_to(form.codes.data or "")
    return found.others[:10]


@bp.route("/count", methods=["GET", "POST"])
@requires(Permission.WRITE)
def count(reception_id: UUID) -> Page:
    """Enter so many of a line."""
    row, form = here.reception(reception_id), CountForm(data={"line_id": request.args.get("line")})
    form.offer(row)

    def enter() -> None:
        arrivals.count(reception_id, form.count(), by=current_user)

    back = url_for("receptions.show", reception_id=reception_id)
    if saved(form, enter, done=_("Entered.")):
        return redirect(back)
    heading = _("Count what came · %(number)s", number=here.reception(reception_id).number)
    return answered("edit.html", form, heading=heading, back=back)


@bp.route("/damage/<uuid:arrival_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def damage(reception_id: UUID, arrival_id: UUID) -> Page:
    """Say that something is damaged, with a note and a photo."""
    here.reception(reception_id)
    arrival = queries.arrival(arrival_id, reception_id) or abort(404)
    title, form = f"{arrival.line.title} {arrival.serial}".strip(), DamageForm(obj=arrival)

    def enter() -> None:
        photo = request.files.get("photo")
        content = photo.read(LARGEST_PAPER + 1) if photo else b""
        arrivals.damage(reception_id, arrival_id, form.note.data, content, by=current_user)

    back = url_for("receptions.show", reception_id=reception_id)
    if saved(form, enter, done=_("Saved.")):
        return redirect(back)
    return answered("equipment/damage.html", form, title=title, back=back)


@bp.get("/photo/<uuid:arrival_id>")
@requires(Permission.READ)
def photo(reception_id: UUID, arrival_id: UUID) -> Response:
    """The photo of something damaged, as a file."""
    here.reception(reception_id)
    arrival = queries.arrival(arrival_id, reception_id)
    if arrival is None or arrival.photo is None:
        abort(404)
    end = arrival.photo_kind.rpartition("/")[2]
    named = f'attachment; filename="damage.{end}"'
    return Response(
        arrival.photo, mimetype=arrival.photo_kind, headers={"Content-Disposition": named}
    )


@bp.post("/take-off/<uuid:arrival_id>")
@requires(Permission.WRITE)
def strike(reception_id: UUID, arrival_id: UUID) -> Answer:
    """Take off what was entered by mistake."""
    here.reception(reception_id)
    attempted(
        lambda: arrivals.strike(reception_id, arrival_id, by=current_user), done=_("Taken off.")
    )
    return redirect(url_for("receptions.show", reception_id=reception_id))
