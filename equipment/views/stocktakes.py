"""Stocktakes: opened, scanned on a phone that may have no network, closed with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Optional

from borderpost import listing
from borderpost.access import requires
from borderpost.devices.offline import queue_sequence, queued_at, to_keep
from borderpost.forms import answered, at_most, saved
from equipment import Permission, stocktake_listed, words
from equipment import scanning as scans
from equipment.label_forms import PictureForm
from equipment.models import Stocktake, StocktakeScan
from equipment.models.stocktake import MISPLACED, MISSING, PENDING
from equipment.offers import key, locations_at
from equipment.queries import locations
from equipment.queries import stocktakes as queries
from equipment.services import reading_log, stocktaking
from equipment.services.stocktaking import Scan
from equipment.views import here

bp = Blueprint("stocktakes", __name__, url_prefix="/equipment/stocktakes")
Page = tuple[str, int] | Answer


class BeginForm(FlaskForm):  # type: ignore[misc]
    """A new stocktake."""

    name = StringField(_l("Name"), [DataRequired(_l("Fill this in.")), at_most(80)])
    location_id = SelectField(_l("What is counted"), [Optional()])

    def offer(self, post_id: UUID) -> None:
        """Fill the list of locations."""
        self.location_id.choices = locations_at(post_id, empty=_l("The whole post"))


class CloseForm(FlaskForm):  # type: ignore[misc]
    """The close. A reason for one thing alone stands in ``reason_`` with its id."""

    for_all = StringField(_l("One reason for all the others"), [Optional(), at_most(300)])


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The stocktakes of the post."""
    page = listing.page(queries.stocktakes(current_user.post_id))
    counts = {row.id: queries.counts(row.id) for row in page.rows}
    return render_template("equipment/stocktakes.html", page=page, counts=counts, words=words)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """Open a stocktake."""
    post_id, form = here.post_id(), BeginForm()
    form.offer(post_id)
    kept: list[UUID] = []

    def begin() -> None:
        name, location_id = form.name.data.strip(), key(form.location_id.data)
        kept.append(stocktaking.begin(post_id, name, location_id, by=current_user).id)

    if saved(form, begin):
        return redirect(url_for("stocktakes.show", stocktake_id=kept[0]))
    back = url_for("stocktakes.index")
    return answered("edit.html", form, heading=_("New stocktake"), back=back)


@bp.get("/<uuid:stocktake_id>")
@requires(Permission.READ)
def show(stocktake_id: UUID) -> tuple[str, int]:
    """One stocktake: its counts, what differs, and the form that closes it."""
    return _page(stocktake_id, CloseForm(), {})


@bp.get("/<uuid:stocktake_id>/scan")
@requires(Permission.REPORT)
def scanning(stocktake_id: UUID) -> Response:
    """The phone's page. It holds nobody's data: phones keep it for when there is no network."""
    body = _phone(stocktake_id, PictureForm(formdata=None))
    return to_keep(body)


@bp.post("/<uuid:stocktake_id>/scan")
@requires(Permission.REPORT)
def scan(stocktake_id: UUID) -> Answer:
    """One scan; the queue of a phone sends them in their order."""
    row, code = _stocktake(stocktake_id), request.form.get("code", "")
    place = locations.scanned(code, row.post_id)
    if place is not None and queued_at() is None:  # no script has taken it for the place
        return redirect(url_for("stocktakes.scanning", stocktake_id=stocktake_id, at=place.id))
    said = Scan(code, key(request.form.get("location_id")), queued_at(), queue_sequence())
    kept = stocktaking.scan(stocktake_id, said, by=current_user)
    flash(f"{kept.code}: {words.OUTCOMES[kept.outcome]}", "info")
    return redirect(url_for("stocktakes.scanning", stocktake_id=stocktake_id))


@bp.post("/<uuid:stocktake_id>/photo")
@requires(Permission.REPORT)
def photograph(stocktake_id: UUID) -> Page | Response:
    """A photo of labels, where there is a network: all that is on it is scanned at once."""
    _stocktake(stocktake_id)
    form, kept = PictureForm(), list[StocktakeScan]()
    place = key(request.form.get("location_id"))

    def read() -> None:
        texts = scans.codes_of(form.picture.data.read(scans.LARGEST + 1))
        kept.extend(stocktaking.scan_photo(stocktake_id, texts, place, by=current_user))

    if not saved(form, read):
        return _phone(stocktake_id, form), 422
    for one in kept:
        flash(f"{one.code}: {words.OUTCOMES[one.outcome]}", "info")
        place = one.location_id
    return redirect(url_for("stocktakes.scanning", stocktake_id=stocktake_id, at=place))


@bp.get("/<uuid:stocktake_id>/list.xlsx")
@bp.get("/<uuid:stocktake_id>/list.csv")
@requires(Permission.READ)
def export(stocktake_id: UUID) -> Response:
    """What came of every thing, as CSV or XLSX."""
    row = _stocktake(stocktake_id)
    counted = list(stocktake_listed.rows(row))
    reading_log.exported(len(counted), by=current_user)
    return listing.as_file("stocktake", stocktake_listed.COLUMNS, counted)


@bp.post("/<uuid:stocktake_id>/close")
@requires(Permission.WRITE)
def close(stocktake_id: UUID) -> Page:
    """Close it: what was not scanned is missing."""
    _stocktake(stocktake_id)
    reasons = {
        UUID(name.removeprefix("reason_")): text
        for name, text in request.form.items()
        if name.startswith("reason_") and key(name.removeprefix("reason_"))
    }
    form = CloseForm()

    def end() -> None:
        stocktaking.close(stocktake_id, reasons, form.for_all.data or "", by=current_user)

    if saved(form, end, done=_("The stocktake is closed.")):
        return redirect(url_for("stocktakes.show", stocktake_id=stocktake_id))
    return _page(stocktake_id, form, reasons)


def _phone(stocktake_id: UUID, form: PictureForm) -> str:
    row = _stocktake(stocktake_id)
    return render_template(
        "equipment/stocktake_scan.html",
        row=row,
        form=form,
        here=key(request.values.get("at")) or row.location_id,
        locations=locations.open_locations(row.post_id),
    )


def _page(stocktake_id: UUID, form: CloseForm, reasons: Mapping[UUID, str]) -> tuple[str, int]:
    row = _stocktake(stocktake_id)
    differing = (MISPLACED, PENDING if row.closed_at is None else MISSING)
    return answered(
        "equipment/stocktake.html",
        form,
        row=row,
        reasons=reasons,
        counts=queries.counts(stocktake_id),
        page=listing.page(queries.items(stocktake_id, *differing)),
        unexpected=queries.unexpected(stocktake_id),
        words=words,
    )


def _stocktake(stocktake_id: UUID) -> Stocktake:
    return queries.stocktake(stocktake_id, current_user.post_id) or abort(404)
