"""Supporting documents at the desk: a visa is scanned or swiped, others are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings import Permission, supporting, supporting_words
from crossings.models import Inspection
from crossings.queries import agents
from crossings.rules import dates
from crossings.services import agent_documents, attaching
from crossings.services.inspecting import Arrival
from crossings.supporting import Attached
from crossings.supporting_forms import SupportingForm
from crossings.views.arrival import arrival_sent
from crossings.views.here import sheet_here
from crossings.views.sheet_page import panel_of, refused
from docreader import Reading

Page = tuple[str, int]

bp = Blueprint("attaching", __name__, url_prefix="/desk/<uuid:inspection_id>/papers")


@bp.post("/scan")
@requires(Permission.INSPECT)
def scan(inspection_id: UUID) -> Answer:
    """Put the visas of a picture or of lines onto the sheet."""
    sheet_here(inspection_id)
    found = attaching.attach_read(inspection_id, list(_readings(arrival_sent())), by=current_user)
    return _attached_to(inspection_id, found)


@bp.post("/reader/<uuid:document_id>")
@requires(Permission.INSPECT)
def from_reader(inspection_id: UUID, document_id: UUID) -> Answer:
    """Put the visa that waits from the lane's reader onto the sheet."""
    sheet_here(inspection_id)
    if not agents.is_of_post(document_id, current_user.post_id):
        abort(404)
    found = agent_documents.attach_document(document_id, inspection_id, by=current_user)
    return _attached_to(inspection_id, found)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.INSPECT)
def new(inspection_id: UUID) -> Answer | tuple[str, int]:
    """Type a supporting document: its kind, number, issuer and days."""
    inspection = sheet_here(inspection_id)
    form = SupportingForm()

    def write() -> None:
        attaching.attach_typed(inspection_id, form.document(), by=current_user)

    if saved(form, write, done=_("The paper is on the sheet.")):
        return _to_sheet(inspection_id)
    return _page(inspection, form, None)


@bp.route("/<attached_id>", methods=["GET", "POST"])
@requires(Permission.INSPECT)
def edit(inspection_id: UUID, attached_id: str) -> Answer | tuple[str, int]:
    """Complete a supporting document by what stands on it."""
    inspection = sheet_here(inspection_id)
    document = _attached(inspection, attached_id)
    form = SupportingForm(data=_filled(document))
    form.keep(document)

    def write() -> None:
        attaching.complete(inspection_id, attached_id, form.document(document), by=current_user)

    if saved(form, write, done=_("The paper is completed.")):
        return _to_sheet(inspection_id)
    return _page(inspection, form, document)


@bp.post("/<attached_id>/answer")
@requires(Permission.INSPECT)
def answer(inspection_id: UUID, attached_id: str) -> Answer:
    """Say that a visa is this traveller's, whatever it names."""
    sheet_here(inspection_id)
    attaching.answer(inspection_id, attached_id, by=current_user)
    return _to_sheet(inspection_id)


@bp.post("/<attached_id>/remove")
@requires(Permission.INSPECT)
def remove(inspection_id: UUID, attached_id: str) -> Answer:
    """Take a supporting document off the sheet."""
    sheet_here(inspection_id)
    attaching.remove(inspection_id, attached_id, by=current_user)
    return _to_sheet(inspection_id)


@bp.errorhandler(Refused)
def attaching_refused(refusal: Refused) -> Answer:
    """The sheet again, with the reason, and the lines that were sent."""
    return refused(sheet_here((request.view_args or {})["inspection_id"]), refusal)


@bp.errorhandler(AlreadyDone)
def attached_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    return _to_sheet((request.view_args or {})["inspection_id"])


def _readings(arrival: Arrival) -> Iterator[Reading]:
    """Every document that came in, whoever's it is: what is no visa is left out later."""
    for one in (arrival, *arrival.further):
        yield one.reading
        yield from (Reading.from_json(told["reading"]) for told in one.scan.get("beside", ()))


def _page(inspection: Inspection, form: SupportingForm, document: Attached | None) -> Page:
    return answered(
        "crossings/supporting.html",
        form,
        panel=panel_of(inspection),
        document=document,
        supporting_words=supporting_words,
    )


def _filled(document: Attached) -> dict[str, object]:
    whole = {name: getattr(document, name) for name in ("since", "until")}
    days = {name: date.fromisoformat(day) for name, day in whole.items() if len(day) == dates.DAY}
    plain = ("kind", "number", "issuer", "entries", "max_days")
    return {**{name: getattr(document, name) for name in plain}, **days}


def _attached(inspection: Inspection, attached_id: str) -> Attached:
    documents = supporting.from_plain(inspection.supporting)
    return next((one for one in documents if one.id == attached_id), None) or abort(404)


def _attached_to(inspection_id: UUID, found: Sequence[Attached]) -> Answer:
    if found and all(one.is_linked for one in found):
        flash(_("The visa is linked to this traveller."), "success")
    return _to_sheet(inspection_id)


def _to_sheet(inspection_id: UUID) -> Answer:
    return redirect(url_for("desk.sheet", inspection_id=inspection_id, _anchor="supporting"))
