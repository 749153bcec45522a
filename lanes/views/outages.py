"""Outages: one button when the power goes and one when it is back; the log and its months."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from lanes import Permission
from lanes.models import Outage
from lanes.outage_forms import MistakeForm, OutageForm, OutageSearch
from lanes.outage_listed import MONTHS, OUTAGES
from lanes.outage_words import BACK, GONE, KINDS
from lanes.queries import outages as queries
from lanes.services import outages
from lanes.services.outages import OutageFacts

bp = Blueprint("outages", __name__, url_prefix="/outages")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.OUTAGES_READ)
def index() -> str:
    """The log, what lasts, what the machine noticed itself, and what each month lost."""
    form = OutageSearch(request.args)
    return render_template(
        "lanes/outages.html",
        form=form,
        page=OUTAGES.page(queries.listed(current_user.post_id, *form.chosen())),
        listed=OUTAGES,
        lasting={row.kind: row for row in queries.lasting(current_user.post_id)},
        gaps=queries.proposed(current_user.post_id),
        months=queries.months(current_user.post_id, _zone()),
        columns=MONTHS,
        zone=_zone(),
        kinds=KINDS,
        gone=GONE,
        back=BACK,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.OUTAGES_READ)
def export() -> Response:
    """The found outages as CSV or XLSX."""
    found = queries.listed(current_user.post_id, *OutageSearch(request.args).chosen())
    return listing.as_file("outages", OUTAGES.files, OUTAGES.sorted(found))


@bp.get("/months.xlsx")
@bp.get("/months.csv")
@requires(Permission.OUTAGES_READ)
def export_months() -> Response:
    """What each month lost as CSV or XLSX."""
    return listing.as_file("outage-months", MONTHS, queries.months(current_user.post_id, _zone()))


@bp.post("/gone")
@requires(Permission.OUTAGES_WRITE)
def gone() -> Answer:
    """It is gone now: one button."""
    facts = OutageFacts(request.form.get("kind", ""))
    attempted(lambda: outages.write(facts, by=current_user), done=_("Written down."))
    return redirect(url_for("outages.index"))


@bp.post("/back")
@requires(Permission.OUTAGES_WRITE)
def back() -> Answer:
    """It is back now: one button."""
    kind = request.form.get("kind", "")
    attempted(lambda: outages.end(kind, by=current_user), done=_("Written down."))
    return redirect(url_for("outages.index"))


@bp.post("/gap")
@requires(Permission.OUTAGES_WRITE)
def gap() -> Answer:
    """What a gap was that the machine noticed itself."""
    found = queries.proposed(current_user.post_id)
    told = next((x for x in found if x.since.isoformat() == request.form.get("since")), None)
    if told is None:
        abort(404)
    kind = request.form.get("kind", "")
    attempted(lambda: outages.answer(told, kind, by=current_user), done=_("Written down."))
    return redirect(url_for("outages.index"))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.OUTAGES_WRITE)
def new() -> Page:
    """An outage of before, with its times."""
    form = OutageForm()
    if saved(form, lambda: outages.write(form.facts(_zone()), by=current_user)):
        return redirect(url_for("outages.index"))
    return answered("edit.html", form, heading=_("New outage"), back=url_for("outages.index"))


@bp.route("/<uuid:outage_id>", methods=["GET", "POST"])
@requires(Permission.OUTAGES_WRITE)
def edit(outage_id: UUID) -> Page:
    """Correct an outage."""
    form, row = OutageForm(), _outage(outage_id)
    if not form.is_submitted():
        form.show(row, _zone())
    if saved(form, lambda: outages.correct(outage_id, form.facts(_zone()), by=current_user)):
        return redirect(url_for("outages.index"))
    return answered("lanes/outage.html", form, outage=_outage(outage_id))


@bp.route("/<uuid:outage_id>/mistake", methods=["GET", "POST"])
@requires(Permission.OUTAGES_WRITE)
def drop(outage_id: UUID) -> Page:
    """Say that an outage was written by mistake."""
    _outage(outage_id)
    form = MistakeForm()
    if saved(form, lambda: outages.drop(outage_id, form.why.data or "", by=current_user)):
        return redirect(url_for("outages.index"))
    return answered(
        "edit.html", form, heading=_("Written by mistake"), back=url_for("outages.index")
    )


def _outage(outage_id: UUID) -> Outage:
    return queries.outage(outage_id, current_user.post_id) or abort(404)


def _zone() -> str:
    post = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return post.zone if post else "UTC"
