"""What arrives: scanning by hand scanner, typing or photo, counting, and damage with a photo."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from equipment import Permission, scanning
from equipment.offers import key
from equipment.queries import receptions as queries
from equipment.reception_forms import CountForm, DamageForm, ScanForm
from equipment.services import arrivals, signing
from equipment.views import here
from equipment.views.receptions import shown

bp = Blueprint("arrivals", __name__, url_prefix="/equipment/receptions/<uuid:reception_id>")
Page = tuple[str, int] | Answer


@bp.route("/scan", methods=["GET", "POST"])
@requires(Permission.WRITE)
def scan(reception_id: UUID) -> Page:
    """Enter what was scanned."""
    row, form = here.reception(reception_id), ScanForm()
    form.offer(row)

    def enter() -> None:
        picture = request.files.get("picture")
        if picture:
            read = scanning.codes_of(picture.read(scanning.LARGEST + 1))
            typed = (form.codes.data or "").splitlines()
            form.codes.data = "\n".join([*typed, *(one for one in read if one not in typed)])
        line = key(form.line_id.data)
        many = arrivals.scan(reception_id, form.codes.data or "", line, by=current_user)
        flash(_("Entered: %(many)s.", many=many), "success")

    if saved(form, enter):
        return redirect(url_for("arrivals.scan", reception_id=reception_id))
    return answered("equipment/arrivals.html", form, **shown(here.reception(reception_id)))


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
        content = photo.read(signing.LARGEST_PAPER + 1) if photo else b""
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
