"""Documents from a lane's reader: kept sealed for two minutes, opened by the officer there."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import delete, select

from borderpost import audit, clock, reader_use
from borderpost.db import db, transaction
from borderpost.officers import queries as officers
from borderpost.officers.identity import SignedIn
from borderpost.posts import queries as posts
from borderpost.posts.models import Lane
from borderpost.reader_use import ReaderUse
from borderpost.refusal import Refused
from crossings import Act, Permission
from crossings import sheet as sheets
from crossings.models import AgentDocument, DeviceAgent, Inspection
from crossings.models.inspection import Source
from crossings.queries import agents as queries
from crossings.services import attaching, inspecting
from crossings.services.agent_evidence import Chip
from crossings.services.inspecting import Arrival
from crossings.services.place import DeskOfficer, place_of, place_or_trouble
from crossings.supporting import Attached
from docreader import Reading
from docreader.travellers import kind

HELD = timedelta(minutes=2)
MOST_WAITING = 5  # at one lane: more is a reader that runs away from its officer


class NotTaken(Refused):
    """A document that the post does not take now; ``code`` tells programs why."""

    def __init__(self, code: str, sentence: LazyString) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Caller:
    """The reader program that speaks, as plain values that outlive the database session."""

    agent_id: UUID
    name: str
    lane_id: UUID


def chip_told(text: str) -> str:
    """The outcome that a reader names in its JSON object, '' for none; raises ``NotTaken``."""
    if not text:
        return ""
    try:
        return Chip(json.loads(text)["outcome"]).value
    except (ValueError, KeyError, TypeError) as error:
        raise NotTaken("unknown_chip_outcome", _l("This word on the chip is not known.")) from error


def state_of(document: AgentDocument) -> str:
    """``opened``, ``waiting`` or ``expired``."""
    if document.opened_at:
        return "opened"
    in_time = document.is_waiting and document.expires_at > clock.now()
    return "waiting" if in_time else "expired"


def sent_before(caller: Caller, key: str, mark: bytes) -> AgentDocument | None:
    """What the reader sent under this name before. Raises ``NotTaken`` when that was another
    document: a reader that begins to count anew must not lose a traveller."""
    found = queries.document(caller.agent_id, key)
    if found and not hmac.compare_digest(found.mark, mark):
        raise NotTaken("document_id_used", _l("Another document had this id. Give each its own."))
    return found


def refuse_unattended(caller: Caller) -> None:
    """Raise ``NotTaken`` unless an officer works at the reader's lane now."""
    lane = db.session.get_one(Lane, caller.lane_id)
    post = posts.this_post()
    if post is None or lane.post_id != post.id:
        raise NotTaken("other_machine", _l("This machine serves another post."))
    if not lane.is_open:
        raise NotTaken("lane_closed", _l("This lane is closed. Open it, or move the reader."))
    if not somebody_at(lane.id):
        raise NotTaken(
            "nobody_at_lane", _l("Nobody works at this lane. Sign in at its desk, then try again.")
        )


def somebody_at(lane_id: UUID) -> bool:
    """Whether an officer is signed in, awake, who may open sheets and works at this lane."""
    rows = db.session.scalars(officers.live_sign_ins()).all()
    return any(_receives(SignedIn("", row), lane_id) for row in rows)


def keep(caller: Caller, key: str, mark: bytes, arrival: Arrival) -> AgentDocument:
    """Let a document wait for the officer at the reader's lane.

    Raises ``NotTaken`` when too many wait. The same document sent twice at once is kept once.
    """
    with transaction() as session:
        if before := sent_before(caller, key, mark):
            return before
        _erase(AgentDocument.expires_at <= clock.now())
        if queries.count_waiting(caller.lane_id) >= MOST_WAITING:
            raise NotTaken("lane_full", _l("Documents wait at this lane already. Open them first."))
        document = AgentDocument(
            agent_id=caller.agent_id,
            lane_id=caller.lane_id,
            key=key,
            mark=mark,
            expires_at=clock.now() + HELD,
            content={"reading": arrival.reading.as_json(), "told": dict(arrival.told)},
            zone_png=arrival.zone_png or None,
            page_jpeg=arrival.page_jpeg or None,
        )
        session.add(document)
        session.flush()
        audit.record(Act.AGENT_SENT, document, by=None, agent=str(caller.agent_id))
    return document


def failed(caller: Caller) -> None:
    """Count that a reader sent what is no document: it is used, and failed."""
    with transaction():
        reader_use.told(ReaderUse(caller.lane_id, is_failed=True))


def open_document(document_id: UUID, *, by: DeskOfficer, keep_days: int) -> Inspection:
    """The sheet of a document that waits at the officer's lane; the same one when asked again.

    Raises ``Refused`` when a colleague was quicker or its time is over.
    """
    with transaction() as session:
        document = _of_lane(document_id, by)
        if document.inspection_id:
            return _opened_before(session.get(Inspection, document.inspection_id), by)
        _refuse_late(document)
        inspection = inspecting.written(_arrival(document), by=by, keep_days=keep_days)
        _taken(document, inspection.id, by)
    return inspection


def attach_document(
    document_id: UUID, inspection_id: UUID, *, by: DeskOfficer
) -> Sequence[Attached]:
    """Put the visa that waits at the officer's lane onto a sheet that is open there; () when it
    is there already.

    Raises ``Refused`` when it is no visa, when a colleague was quicker or its time is over.
    """
    with inspecting.watched(inspection_id, by), transaction() as session:
        document = _of_lane(document_id, by)
        if document.inspection_id:
            _opened_before(session.get(Inspection, document.inspection_id), by)
            return ()
        _refuse_late(document)
        reading = Reading.from_json(document.content["reading"])
        added = attaching.read_onto(inspection_id, [reading], by)
        _taken(document, inspection_id, by)
    return added


def is_visa(document: AgentDocument) -> bool:
    """Whether what waits is a visa, which may go onto an open sheet."""
    return kind(Reading.from_json(document.content["reading"])) == "V"


def forget_expired(lane_id: UUID) -> None:
    """Erase what waited too long at a lane; without such a thing nothing is written."""
    late = AgentDocument.expires_at <= clock.now()
    here = select(AgentDocument.id).where(
        AgentDocument.lane_id == lane_id, AgentDocument.is_waiting, late
    )
    if db.session.scalar(here.limit(1)):
        with transaction():
            _erase(AgentDocument.lane_id == lane_id, late)


def erase_of(agent_id: UUID) -> None:
    """Erase what waits from one reader program, inside the caller's transaction."""
    _erase(AgentDocument.agent_id == agent_id)


def purge(older_than: timedelta) -> int:
    """Erase what waited too long, and rows that no reader will repeat any more."""
    with transaction() as session:
        _erase(AgentDocument.expires_at <= clock.now())
        old = delete(AgentDocument).where(AgentDocument.created_at < clock.now() - older_than)
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _receives(officer: SignedIn, lane_id: UUID) -> bool:
    away = officer.locked or officer.half_open or officer.must_change_password
    if away or Permission.INSPECT not in officer.permissions:
        return False
    place, _trouble = place_or_trouble(officer)
    return place is not None and place.lane.id == lane_id


def _of_lane(document_id: UUID, by: DeskOfficer) -> AgentDocument:
    document = db.session.get(AgentDocument, document_id)
    if document is None or document.lane_id != place_of(by).lane.id:
        raise Refused(_l("This document came to another lane."))
    return document


def _refuse_late(document: AgentDocument) -> None:
    if state_of(document) != "waiting":
        raise Refused(_l("This document waited too long. Put it on the reader again."))


def _taken(document: AgentDocument, inspection_id: UUID, by: DeskOfficer) -> None:
    """It waits no more: a sheet has it."""
    document.inspection_id, document.opened_at = inspection_id, clock.now()
    audit.record(Act.AGENT_OPENED, document, by=by, inspection=str(inspection_id))
    _erase(AgentDocument.id == document.id)


def _erase(*which: Any) -> None:
    """What these documents held; their rows stay, to know a repeated one by."""
    for row in db.session.scalars(select(AgentDocument).where(AgentDocument.is_waiting, *which)):
        row.is_waiting, row.content, row.zone_png, row.page_jpeg = False, None, None, None


def _opened_before(inspection: Inspection | None, by: DeskOfficer) -> Inspection:
    if inspection is None or inspection.officer_id != by.officer_id:
        raise Refused(_l("A colleague at this lane opened this document already."))
    return inspection


def _arrival(document: AgentDocument) -> Arrival:
    reading = Reading.from_json(document.content["reading"])
    agent = db.session.get_one(DeviceAgent, document.agent_id)
    return Arrival(
        reading=reading,
        source=Source.AGENT,
        sheet=sheets.from_reading(reading),
        zone_png=document.zone_png or b"",
        page_jpeg=document.page_jpeg or b"",
        told={"name": agent.name, **document.content["told"]},
    )
