"""Papers without a zone: one key or button of the desk for each, and a short form."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock
from borderpost.access import requires
from borderpost.forms import saved
from crossings import Permission, codes, reading, state_names
from crossings.models import Inspection
from crossings.paper_forms import PaperForm, form_of
from crossings.papers import PAPERS, Paper, birth
from crossings.services import inspecting
from crossings.services.place import place_or_trouble
from crossings.views.opening import answers_for

bp = Blueprint("no_zone", __name__, url_prefix="/desk/papers")
answers_for(bp)


@bp.route("/<paper>", methods=["GET", "POST"])
@requires(Permission.INSPECT)
def type_paper(paper: str) -> str | Answer:
    """Type what a paper shows; the sheet opens."""
    kind = PAPERS.get(paper)
    if kind is None or paper not in codes.DOCUMENTS.offered():
        abort(404)
    place, trouble = place_or_trouble(current_user)
    if place is None:
        flash(trouble, "warning")
        return redirect(url_for("desk.show"))
    country = place.post.country
    today = clock.today(place.post.zone)
    form = form_of(kind, country, today)
    opened: list[Inspection] = []
    if saved(form, lambda: opened.append(_opened(kind, form, country, today))):
        return redirect(url_for("desk.sheet", inspection_id=opened[0].id))
    return render_template(
        "crossings/no_zone.html",
        form=form,
        paper=kind,
        label=codes.DOCUMENTS[paper],
        states=state_names.offered(),
    )


def _opened(paper: Paper, form: PaperForm, country: str, today: date) -> Inspection:
    typed = form.typed()
    born, is_estimated = birth(typed.get("birth_date", ""), today)
    values = paper.values(typed | {"birth_date": born}, country)
    estimated = frozenset({"birth_date"} if is_estimated else ())
    return inspecting.open_inspection(
        reading.by_hand(values, {}, estimated),
        by=current_user,
        keep_days=current_app.config["INSPECTION_DAYS"],
    )
