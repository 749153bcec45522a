"""The desk: two requests a traveller, one to inspect and one to decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import fees, readiness, submission, ways_on
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.officers import sign_in
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import Permission, codes, reading, words
from crossings.forms import TypedForm, order_sent
from crossings.models import Inspection
from crossings.models.inspection import State
from crossings.papers import PAPERS
from crossings.policies import LACKING
from crossings.queries import inspections, refusals, register
from crossings.queries.tally import CROSSED
from crossings.services import alerts, deciding, inspecting, referring, scans, undoing
from crossings.services.place import place_or_trouble
from crossings.views import second_line, slips
from crossings.views.arrival import arrival_sent
from crossings.views.here import sheet_here
from crossings.views.panel import specimens_allowed
from crossings.views.passed import passed_just_now
from crossings.views.scan_desk import waiting_scans
from crossings.views.sheet_page import panel_of, refused, rendered
from docreader import read_text

bp = Blueprint("desk", __name__, url_prefix="/desk")


@bp.get("/")
@requires(Permission.INSPECT)
def show() -> str:
    """The empty desk: the next traveller, by picture, lines or hand."""
    return _desk()


@bp.post("/inspect")
@requires(Permission.INSPECT)
def inspect() -> Answer:
    """Open a sheet from what came in, and show it; a slip of ours shows its crossing, and what
    another subject printed opens its page."""
    if crossing := slips.crossing_of([request.form.get("lines", "")]):
        return redirect(url_for("register.show", crossing_id=crossing.id))
    if way := ways_on.of_scanned([request.form.get("lines", "")]):
        return redirect(url_for(way.endpoint, **way.values))
    arrival = arrival_sent()
    codes_alone = () if arrival.reading.mrz_lines else arrival.reading.barcodes
    if crossing := slips.crossing_of(code.text for code in codes_alone):
        return redirect(url_for("register.show", crossing_id=crossing.id))
    if way := ways_on.of_scanned([code.text for code in codes_alone]):
        return redirect(url_for(way.endpoint, **way.values))
    return redirect(url_for("desk.sheet", inspection_id=_opened(arrival).id))


@bp.route("/typed", methods=["GET", "POST"])
@requires(Permission.INSPECT)
def typed() -> str | Answer:
    """A document typed by hand into checked fields."""
    form = TypedForm()
    opened: list[Inspection] = []
    if saved(form, lambda: opened.append(_opened(reading.by_hand(form.values(), form.digits())))):
        return redirect(url_for("desk.sheet", inspection_id=opened[0].id))
    return render_template("crossings/typed.html", form=form)


@bp.post("/check-lines")
@requires(Permission.INSPECT)
def check_lines() -> str:
    """Lines that are being typed, checked as they stand; nothing is written."""
    found = read_text(request.form.get("lines", ""))
    return render_template("crossings/_live.html", reading=found.as_json(), words=words)


@bp.get("/<uuid:inspection_id>")
@requires(Permission.INSPECT)
def sheet(inspection_id: UUID) -> str | Answer:
    """One traveller: every field with its evidence, and the decision."""
    inspection = sheet_here(inspection_id)
    if inspection.crossing_id:
        return redirect(url_for("register.show", crossing_id=inspection.crossing_id))
    alerts.look(inspection_id, by=current_user)
    return rendered("crossings/sheet.html", panel_of(sheet_here(inspection_id)))


@bp.post("/<uuid:inspection_id>/decide")
@requires(Permission.DECIDE)
def decide(inspection_id: UUID) -> Answer:
    """Write the crossing; then the next traveller."""
    inspection = sheet_here(inspection_id)
    was_referred, sheet = inspection.state == State.REFERRED, left(inspection)
    order = order_sent(specimens_allowed=specimens_allowed())
    crossing = deciding.decide(inspection_id, order, by=current_user)
    if crossing.decision in CROSSED and crossing.health_outcome in LACKING:
        flash(
            _(
                "Without a valid health certificate: %(outcome)s.",
                outcome=codes.HEALTH[crossing.health_outcome],
            ),
            "warning",
        )
    flash(
        _(
            "%(reference)s is saved: %(decision)s.",
            reference=crossing.human_ref,
            decision=codes.DECISIONS[crossing.decision],
        ),
        "success",
    )
    if crossing.decision == "refuse" and (form := refusals.of_crossing(crossing.id)):
        return redirect(url_for("refusals.show", form_id=form.id))
    if was_referred:
        return redirect(url_for("second_line.index"))
    return _next_after(sheet)


@bp.post("/<uuid:inspection_id>/refer")
@requires(Permission.INSPECT)
def refer(inspection_id: UUID) -> Answer:
    """Send the traveller to second line."""
    sheet = left(sheet_here(inspection_id))
    referring.refer(
        inspection_id,
        request.form.get("referral_reason", ""),
        version=request.form.get("version", 0, type=int),
        by=current_user,
    )
    flash(_("The traveller is referred to second line."), "success")
    return _next_after(sheet)


@bp.post("/<uuid:inspection_id>/leave")
@requires(Permission.INSPECT)
def leave(inspection_id: UUID) -> Answer:
    """Clear the sheet without a decision; on to the camera, when it shot nothing."""
    sheet = left(sheet_here(inspection_id))
    attempted(lambda: inspecting.leave(inspection_id, by=current_user))
    if request.form.get("again"):
        return redirect(url_for("desk.show", _anchor="camera"))
    return _next_after(sheet)


@bp.post("/place")
@requires(Permission.INSPECT)
def choose_place() -> Answer:
    """Say at which lane and in which direction one works."""
    lane_id = request.form.get("lane", type=UUID)
    lane = posts.lane(lane_id, current_user.post_id) if lane_id else None
    if lane is None:
        abort(404)
    direction = request.form.get("direction", "")
    kept = direction if direction in {"E", "X"} else lane.default_direction
    sign_in.take_place(current_user.sign_in_id, lane.id, kept)
    return redirect(url_for("desk.show"))


@bp.get("/<uuid:inspection_id>/zone.png")
@requires(Permission.INSPECT)
def zone(inspection_id: UUID) -> Response:
    """The cropped zone, to compare the name with."""
    return _picture(sheet_here(inspection_id).zone_png, "image/png")


@bp.get("/<uuid:inspection_id>/page.jpg")
@requires(Permission.INSPECT)
def page(inspection_id: UUID) -> Response:
    """The page as it was photographed, until the traveller is decided."""
    return _picture(sheet_here(inspection_id).page_jpeg, "image/jpeg")


@bp.get("/specimens/<name>")
@requires(Permission.INSPECT)
def specimen(name: str) -> Answer:
    """A drawn specimen, where the demonstration left some."""
    return send_from_directory(_specimens(), name, as_attachment=True)


@bp.errorhandler(Refused)
def desk_refuses(refusal: Refused) -> Answer:
    """The page again with the reason at its place, and everything that was typed."""
    if inspection_id := (request.view_args or {}).get("inspection_id"):
        return refused(sheet_here(inspection_id), refusal)
    flash(str(refusal.sentence), "danger")
    return Response(_desk(request.form.get("lines", "")), status=422)


@bp.errorhandler(AlreadyDone)
def desk_did_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    key = submission.current_key()
    if opened := inspections.by_form(key):
        return redirect(url_for("desk.sheet", inspection_id=opened.id))
    if register.by_form(key):
        flash(_("This decision is saved once. The second click changed nothing."), "info")
    return redirect(url_for("desk.show"))


def _opened(arrival: inspecting.Arrival) -> Inspection:
    return inspecting.open_inspection(
        arrival, by=current_user, keep_days=current_app.config["INSPECTION_DAYS"]
    )


@dataclass(frozen=True)
class Left:
    """A sheet that is done with: whose scan it is of, and whether another page began it."""

    id: UUID
    scan_id: UUID | None
    is_from_elsewhere: bool


def left(inspection: Inspection) -> Left:
    """What must be known of a sheet after it is gone."""
    return Left(inspection.id, inspection.scan_id, inspection.capture_mode != "live")


def _next_after(sheet: Left) -> Answer:
    """On to the next document of the same scan, back to where the sheet came from, or to the
    empty desk."""
    way = ways_on.after(sheet.id, current_user.post_id) if sheet.is_from_elsewhere else None
    if way:
        return redirect(url_for(way.endpoint, **way.values))
    keep_days = current_app.config["INSPECTION_DAYS"]
    following = scans.open_next(sheet.scan_id, by=current_user, keep_days=keep_days)
    if following is None:
        return redirect(url_for("desk.show"))
    return redirect(url_for("desk.sheet", inspection_id=following.id))


def _desk(typed_lines: str = "") -> str:
    place, trouble = place_or_trouble(current_user)
    latest = register.latest(current_user.post_id, current_user.officer_id)
    return render_template(
        "crossings/desk.html",
        place=place,
        ready=readiness.of_lane(place.lane) if place else None,
        trouble=trouble,
        lanes=posts.open_lanes(place.post.id) if place else (),
        waiting=waiting_scans(),
        latest=latest,
        referrals=second_line.own_referrals(),
        after_fees=fees.after(passed_just_now(latest), current_user),
        undoable=undoing.undoable(current_user),
        papers=PAPERS.values(),
        typed_lines=typed_lines,
        specimens=sorted(path.name for path in _specimens().glob("*.jpg")),
        codes=codes,
    )


def _specimens() -> Path:
    return Path(current_app.config["INSTANCE"]) / "specimens"


def _picture(data: bytes | None, kind: str) -> Response:
    if not data:
        abort(404)
    return Response(data, mimetype=kind)
