"""Screening a working sheet against the watchlists, and what a decision owes to a hit.

A sheet is screened when it is opened, after each correction, and again before a decision when a
list changed meanwhile. What the desk may see of it says ``Screening.shown``; a discreet alert
changes nothing here, neither a refusal nor a column.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import clock, features, submission
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import codes
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State
from crossings.services.place import DeskOfficer
from crossings.sheet import Sheet
from watchlist import kept, outcome
from watchlist.matching import Identity
from watchlist.models import Screened
from watchlist.outcome import Papers, Screening, Shown, versions_told
from watchlist.queries import hits, lists
from watchlist.screening import cleared, screen
from watchlist.services import looking, screened

NOT_SCREENED = Screening(outcome.State.NOT_SCREENED, Papers.NOT_CHECKED)
NO_LIST = Screening(outcome.State.NO_LIST, Papers.NOT_CHECKED)
_GOOD_FOR = timedelta(hours=1)  # lists grow stale and entries end while a sheet stands open
_PASSES = frozenset({"admit"})  # what a hit holds back in second line
_PASSES_FIRST_LINE = _PASSES | {"withdrawn"}
NOTHING: dict[str, Any] = {
    "alert_result": "not_checked",
    "alert_list_version": None,
    "alert_list_hours": None,
    "stolen_document_result": "not_checked",
}


def screen_sheet(inspection_id: UUID, *, by: DeskOfficer) -> None:
    """Screen the sheet as it stands, unless that was done with the lists that hold now."""
    inspection = db.session.get_one(Inspection, inspection_id)
    active = lists.active() if is_there() else ()
    if not active or inspection.state not in (State.OPEN, State.REFERRED):
        return  # without a list nothing is kept but the crossing's own word that there was none
    if _is_fresh(hits.newest(inspection_id), inspection.version, versions_told(active)):
        return
    sheet, reading = sheets.from_plain(inspection.sheet), inspection.reading
    found = screen(identity_of(sheet, reading), document_of(sheet), sheet_id=inspection_id)
    version, post_id = inspection.version, inspection.post_id
    with submission.aside(), transaction():
        screened.keep(found, inspection_id, version, post_id, by=by)


def look(inspection_id: UUID, *, by: DeskOfficer) -> None:
    """Screen the sheet, and write down that its hits are looked at if it shows any."""
    screen_sheet(inspection_id, by=by)
    found = of_sheet(db.session.get_one(Inspection, inspection_id))
    if found.id is not None and found.shown:
        with submission.aside():
            looking.hit(found.id, by=by)


def of_sheet(inspection: Inspection) -> Screening:
    """What is known of the sheet as it stands, with what was cleared until now; nothing is
    written."""
    if not is_there():
        return NOT_SCREENED
    if not lists.active():
        return NO_LIST
    row = hits.newest(inspection.id)
    if row is None or row.sheet_version != inspection.version:
        return NOT_SCREENED
    found = kept.unpacked(row)
    document = document_of(sheets.from_plain(inspection.sheet))
    return replace(found, hits=cleared(found.hits, document, inspection.id))


def check(inspection: Inspection, decision: str) -> dict[str, Any]:
    """The crossing's columns of alerts, inside the transaction of the decision.

    Raises ``Refused`` while a hit that asks to stop or refer is open: the first line refers, the
    second line clears it with a reason or decides otherwise.
    """
    found = of_sheet(inspection)
    in_second_line = inspection.state == State.REFERRED
    held = _PASSES if in_second_line else _PASSES_FIRST_LINE
    if found.stopping and decision in held:
        raise Refused(_CLEAR if in_second_line else _REFER, field="alerts", attempt="alert_open")
    return columns(found)


def columns(found: Screening) -> dict[str, Any]:
    """What a crossing keeps of a screening."""
    return {
        "alert_result": _result(found),
        "alert_list_version": found.versions or None,
        "alert_list_hours": found.hours,
        "stolen_document_result": str(found.papers),
    }


def corrected(old: Crossing, identity: dict[str, Any]) -> dict[str, Any]:
    """The columns of a corrected crossing: nobody screened another name or document."""
    asked = ("surname", "given_names", "birth_date", "nationality", "sex", "document_number_key")
    same = all(identity[name] == getattr(old, name) for name in asked)
    return {} if same else NOTHING


def is_there() -> bool:
    """Whether this machine has watchlists at all."""
    return any(feature.name == "watchlist" for feature in features.loaded())


def identity_of(sheet: Sheet, reading: Any) -> Identity:
    """The traveller of a sheet as lists are searched for."""
    sex = sheet["sex"].value
    return Identity(
        surname=sheet["surname"].value,
        given=sheet["given_names"].value,
        birth_date=sheet["birth_date"].value,
        nationality=sheet["nationality"].value,
        sex=sex if sex in ("M", "F") else "",
        is_truncated="name_truncated" in reading["warnings"],
    )


def document_of(sheet: Sheet) -> Shown:
    """The document of a sheet."""
    return Shown(
        sheet["document_number"].value,
        sheet["issuing_state"].value,
        codes.kind_of(sheet["document_code"].value),
    )


def _is_fresh(row: Screened | None, version: int, versions: str) -> bool:
    """Whether the last screening is of this version of the sheet and of the lists as they are."""
    if row is None or row.sheet_version != version:
        return False
    is_new = clock.now() - row.created_at < _GOOD_FOR
    return is_new and row.lists == versions and row.state != outcome.State.NOT_SCREENED


def _result(found: Screening) -> str:
    """What the register says: nothing here tells of a discreet alert."""
    for code in ("stop", "refer", "inform"):
        if any(hit.code == code for hit in found.shown):
            return f"hit_{code}"
    if any(replace(hit, is_cleared=False).is_shown for hit in found.hits if hit.is_cleared):
        return "possible_dismissed"
    return "none" if found.state is outcome.State.SCREENED else str(found.state)


_REFER = _l("A watchlist asks to look twice at this traveller. Refer to second line (F8).")
_CLEAR = _l(
    "A hit on a watchlist is not cleared. Say what shows that this is somebody else, or decide "
    "otherwise."
)
