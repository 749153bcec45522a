"""Opening a working sheet, correcting it, leaving it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, reader_use
from borderpost.db import db, new_id, transaction
from borderpost.reader_use import ReaderUse
from borderpost.refusal import Refused
from borderpost.submission import current_key
from crossings import Act, supporting
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.models.inspection import Source, State
from crossings.services import scans
from crossings.services.place import DeskOfficer, place_of
from docreader import Reading, Verdict
from docreader.travellers import kind

_LINES = "mrz_lines"  # every field that a zone has
_BY_READER = {Source.CAMERA, Source.WEDGE, Source.AGENT}  # the lane's machine, not a hand


@dataclass(frozen=True)
class Arrival:
    """What came in at the desk: a reading, how, and the pictures that show it. ``told`` is what
    a reader program said beside it, evidence that nobody here checked."""

    reading: Reading
    source: Source
    sheet: sheets.Sheet
    zone_png: bytes = b""
    page_jpeg: bytes = b""
    told: Mapping[str, Any] = field(default_factory=dict)
    scan: Mapping[str, Any] = field(default_factory=dict)  # its page, what else is the traveller's
    further: tuple[Arrival, ...] = ()  # the other travellers' documents of the same scan


def open_inspection(arrival: Arrival, *, by: DeskOfficer, keep_days: int) -> Inspection:
    """A new working sheet at the officer's lane."""
    with transaction():
        return written(arrival, by=by, keep_days=keep_days)


def written(
    arrival: Arrival, *, by: DeskOfficer, keep_days: int, capture_mode: str = "live"
) -> Inspection:
    """The new working sheet, inside the caller's transaction; the further documents of its scan
    begin to wait for the officer. ``capture_mode`` is what its crossing will say."""
    inspection = _row(arrival, by, clock.now() + timedelta(days=keep_days))
    inspection.capture_mode = capture_mode
    inspection.form_key = current_key()
    db.session.add(inspection)
    db.session.flush()
    audit.record(Act.INSPECTED, inspection, by=by, source=arrival.source.value)
    for one in (arrival, *arrival.further):
        if one.source in _BY_READER:
            reader_use.told(ReaderUse(inspection.lane_id, is_failed(one.reading)))
    if arrival.further:
        scans.line_up(inspection, _waiting(arrival, by), by=by)
    return inspection


def is_failed(reading: Reading) -> bool:
    """Whether a reader failed at a document: it found no zone, or a check digit that does not
    agree with it."""
    return not reading.format or any(one.verdict is Verdict.BAD for one in reading.checks)


def _waiting(arrival: Arrival, by: DeskOfficer) -> list[Inspection]:
    rows = [_row(one, by, clock.now() + scans.HELD) for one in arrival.further]
    for row in rows:
        row.state = State.WAITING
    return rows


def _row(arrival: Arrival, by: DeskOfficer, expires_at: datetime) -> Inspection:
    place = place_of(by)
    reading = arrival.reading.as_json()
    for name, more in (("told", arrival.told), ("scan", arrival.scan)):
        reading |= {name: dict(more)} if more else {}
    return Inspection(
        post_id=place.post.id,
        lane_id=place.lane.id,
        direction=place.direction,
        officer_id=by.officer_id,
        created_by=by.officer_id,
        source=arrival.source,
        expires_at=expires_at,
        reading=reading,
        sheet=sheets.to_plain(arrival.sheet),
        supporting=_visas_beside(arrival) or None,
        zone_png=arrival.zone_png or None,
        page_jpeg=arrival.page_jpeg or None,
        has_zone=bool(arrival.zone_png),
        has_page=bool(arrival.page_jpeg),
    )


def _visas_beside(arrival: Arrival) -> list[dict[str, Any]]:
    """The visas that the same scan shows, held against the sheet like any other."""
    read = (Reading.from_json(one["reading"]) for one in arrival.scan.get("beside", ()))
    return supporting.to_plain(
        supporting.of_zone(str(new_id()), one, arrival.sheet) for one in read if kind(one) == "V"
    )


def correct_fields(
    inspection_id: UUID, changes: Mapping[str, str], *, by: DeskOfficer
) -> Inspection:
    """Take over what the officer typed; each value is checked again at once."""
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        before = sheets.from_plain(inspection.sheet)
        after = sheets.corrected(before, changes)
        changed = sorted(name for name in after if after[name] != before[name])
        if changed:
            _take_over(inspection, after, changed, by)
    return inspection


def correct_lines(inspection_id: UUID, reading: Reading, *, by: DeskOfficer) -> Inspection:
    """Take over lines of the zone that the officer corrected, read again as a whole."""
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        before = inspection.reading
        inspection.reading = {
            **reading.as_json(),
            "lines_before": before.get("lines_before", before["mrz"]),
            **{name: before[name] for name in ("told", "scan") if name in before},
        }
        _take_over(inspection, sheets.from_reading(reading), [_LINES], by)
    return inspection


def _take_over(
    inspection: Inspection, sheet: sheets.Sheet, changed: list[str], by: DeskOfficer
) -> None:
    """The sheet as it is corrected; what was said of other words is asked again."""
    inspection.sheet = sheets.to_plain(sheet)
    inspection.version += 1
    inspection.same_person_id = None
    _hold_documents_against(inspection, sheet)
    if inspection.accompaniment and {"birth_date", _LINES} & set(changed):
        inspection.accompaniment = {**inspection.accompaniment, "said": ""}  # of another age
    audit.record(Act.SHEET_CORRECTED, inspection, by=by, fields=changed)


def _hold_documents_against(inspection: Inspection, sheet: sheets.Sheet) -> None:
    """Ask again whose a visa is that was linked to other words."""
    documents = supporting.from_plain(inspection.supporting)
    if documents:
        held = (supporting.held_against(one, sheet) for one in documents)
        inspection.supporting = supporting.to_plain(held)


def turn(inspection_id: UUID, *, by: DeskOfficer) -> Inspection:
    """The other direction, where it was guessed wrongly; all that hangs on it is asked again."""
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        inspection.direction = "X" if inspection.direction == "E" else "E"
        _take_over(inspection, sheets.from_plain(inspection.sheet), ["direction"], by)
    return inspection


def leave(inspection_id: UUID, *, by: DeskOfficer) -> None:
    """Clear a sheet without a decision; its pictures go at once."""
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        if inspection.state == State.REFERRED:
            raise Refused(_l("This traveller waits in second line. Second line decides."))
        if supporting.sticker_ids(inspection.supporting):
            raise Refused(
                _l("A visa sticker was issued on this sheet. Spoil it first, with the reason.")
            )
        inspection.state = State.LEFT
        forget_pictures(inspection)
        audit.record(Act.SHEET_LEFT, inspection, by=by)


def watched(inspection_id: UUID, by: DeskOfficer) -> AbstractContextManager[None]:
    """Put it around a transaction on a sheet: what is refused as an attempt leaves its line."""
    return audit.attempts_watched(Act.ATTEMPTED, Inspection, inspection_id, by=by)


def open_sheet(inspection: Inspection) -> Inspection:
    """The sheet if it can still be changed; raises ``Refused`` otherwise."""
    if inspection.state == State.DECIDED:
        raise Refused(
            _l("This traveller is already decided. Correct the crossing instead."),
            attempt="decided",
        )
    if inspection.state == State.WAITING:
        raise Refused(_l("This document still waits. Open it from the desk first."))
    if inspection.state == State.LEFT:
        raise Refused(_l("This sheet was cleared. Scan the document again."))
    return inspection


def forget_pictures(inspection: Inspection) -> None:
    """Erase the whole page and the photo once nobody needs them here; the cropped zone stays
    with the sheet."""
    inspection.page_jpeg = inspection.face_jpeg = None
    inspection.has_page = inspection.has_face = False
