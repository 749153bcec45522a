"""Donors' plates: what is without one, sheets to print, and recording that they are on."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale, pdf
from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission, plates
from equipment.donor_listed import PLATELESS
from equipment.label_formats import FORMATS
from equipment.label_forms import LONGEST
from equipment.plate_forms import RecordForm, SheetForm
from equipment.queries import donor_report
from equipment.services import bulk, plating

bp = Blueprint("plates", __name__, url_prefix="/equipment/plates")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """What a donor paid for, is here, and has no plate."""
    page = PLATELESS.page(donor_report.plateless(current_user.post_id))
    codes = "\n".join(row.tag for row in page.rows)
    form = SheetForm(data={"codes": codes, "language": locale.code()})
    return render_template(
        "equipment/plates.html", page=page, listed=PLATELESS, form=form, codes=codes,
        unknown=(), lacking=(), has_pdf=not pdf.lack(),
    )  # fmt: skip


@bp.get("/sheet.pdf")
@requires(Permission.READ)
def sheet() -> Response | tuple[str, int]:
    """The plates as PDF; the form again when they cannot be drawn."""
    form = SheetForm(request.args)
    good = form.validate()
    found = bulk.resolved(form.codes.data or "", current_user.post_id)
    lacking = [thing.tag for thing in found.things if thing.donor is None]
    if pdf.lack():
        abort(404)
    if not good or found.unknown or lacking or not found.things:
        page = PLATELESS.page(donor_report.plateless(current_user.post_id))
        body = render_template(
            "equipment/plates.html", page=page, listed=PLATELESS, form=form, codes="",
            unknown=found.unknown, lacking=lacking, has_pdf=True,
        )  # fmt: skip
        return body, 422
    g.page_locale = form.language.data
    return _drawn(form, found)


@bp.route("/record", methods=["GET", "POST"])
@requires(Permission.WRITE)
def record() -> Page:
    """Record that plates are on things, or came off."""
    form = RecordForm(data={"codes": request.args.get("codes", "")[:LONGEST]})

    def change() -> None:
        plating.record(form.codes.data, form.said(), current_user.post_id, by=current_user)

    if saved(form, change, done=_("Recorded.")):
        return redirect(url_for("plates.index"))
    return answered("equipment/plate_record.html", form, heading=_("Record donors' plates"),
                    back=url_for("plates.index"))  # fmt: skip


def _drawn(form: SheetForm, found: bulk.Resolved) -> Response:
    paper = FORMATS[form.format.data]
    logos = plates.pictures(found.things)
    page = render_template(
        "equipment/plates_pdf.html", logos=logos,
        pages=list(plates.sheets(paper, found.things, form.language.data, form.skip.data)),
    )  # fmt: skip
    files = {url_for("projects.logo", donor_id=key): (logo, "image/jpeg")
             for key, logo in logos.items()}  # fmt: skip
    files["/plates-of-this-paper.css"] = (plates.style(paper, form.shift).encode(), "text/css")
    return pdf.answer(pdf.drawn(page, files), f"plates-{form.format.data}")
