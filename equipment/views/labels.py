"""Labels to print, and photos of labels to read."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission, labels, scanning, words
from equipment.label_formats import FORMATS
from equipment.label_forms import LONGEST, LabelsForm, PictureForm
from equipment.labelled import of_assets, of_location
from equipment.services import bulk
from equipment.views import here

bp = Blueprint("labels", __name__, url_prefix="/equipment/labels")


@bp.get("/")
@requires(Permission.READ)
def index() -> str | tuple[str, int]:
    """Choose the things and the paper."""
    form = LabelsForm(request.args if "format" in request.args else None)
    form.codes.data = request.args.get("codes", form.codes.data or "")[:LONGEST]
    return render_template("equipment/labels.html", form=form, unknown=())


@bp.get("/sheet.pdf")
@requires(Permission.READ)
def sheet() -> Response | tuple[str, int]:
    """The labels as PDF; the form again when it cannot be drawn."""
    form = LabelsForm(request.args)
    good = form.validate()
    found = bulk.resolved(form.codes.data or "", current_user.post_id)
    if not good or found.unknown or not (found.things or found.places):
        body = render_template("equipment/labels.html", form=form, unknown=found.unknown)
        return body, 422
    drawn = labels.sheet(
        FORMATS[form.format.data],
        [*of_assets(found.things), *map(of_location, found.places)],
        skip=form.skip.data,
        shift=form.shift,
    )
    return pdf.answer(drawn, f"labels-{form.format.data}")


@bp.get("/locations/<uuid:location_id>.pdf")
@requires(Permission.READ)
def location(location_id: UUID) -> Response:
    """The label of a location, to be hung at its door: one of a roll of 62 by 29 mm."""
    location = here.location(location_id)
    drawn = labels.sheet(FORMATS["ROLL-62x29"], [of_location(location)])
    return pdf.answer(drawn, f"label-{location.code}")


@bp.get("/calibration.pdf")
@requires(Permission.READ)
def calibration() -> Response | tuple[str, int]:
    """The page that is held against a sheet of labels."""
    form = LabelsForm(request.args)
    form.validate()
    form.codes.errors = ()  # this page needs no tags
    if form.errors:
        return render_template("equipment/labels.html", form=form, unknown=()), 422
    advice = (
        _("Print in full size, not fitted to the page. Both rulers are 100 mm long."),
        _("Hold it against a sheet of labels and enter the difference as the shift."),
    )
    drawn = labels.calibration(FORMATS[form.format.data], advice, form.shift)
    return pdf.answer(drawn, "calibration")


@bp.route("/photo", methods=["GET", "POST"])
@requires(Permission.READ)
def photo() -> tuple[str, int] | Answer:
    """Read the codes of a photo: one leads to its thing, many to the list of what was read."""
    form = PictureForm()
    texts: list[str] = []

    def read() -> None:
        texts.extend(scanning.codes_of(form.picture.data.read(scanning.LARGEST + 1)))

    if saved(form, read):
        if len(texts) == 1:
            return redirect(url_for("equipment.find", code=texts[0]))
        found = bulk.resolved("\n".join(texts), current_user.post_id)
        return render_template("equipment/photo.html", form=form, found=found, words=words), 200
    return answered("equipment/photo.html", form, found=None)
