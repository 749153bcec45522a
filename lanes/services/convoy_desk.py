"""Somebody of a convoy at the desk: the desk's own working sheet with the declared identity, which
is screened, ruled and decided there like anybody's."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import reading
from crossings.services import inspecting
from crossings.services.inspecting import Arrival
from crossings.services.place import DeskOfficer, place_of
from lanes.convoy_acts import Act
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember
from lanes.queries import convoy_people
from lanes.services import convoys
from lanes.services.scanning import AtManifest

MODE = "convoy"  # how the crossing was captured
WITHOUT_DOCUMENT = "NONE"  # declared identity, of the desk's list of documents


def open_sheet(convoy_id: UUID, member_id: UUID, *, by: DeskOfficer, keep_days: int) -> UUID:
    """The sheet of somebody who is here: a new one at the officer's lane, or the one that a
    colleague opened before. Its document is "none, declared" until one is swiped over it.

    Raises ``Refused`` for whoever was not ticked.
    """
    with transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        member = convoy_people.member(member_id, row.id)
        if member is None or member.arrived_at is None:
            raise Refused(_l("Tick this person first: only who is here comes to the desk."))
        if member.inspection_id is None or not convoy_people.has_sheet(member):
            member.inspection_id = _opened(row, member, by, keep_days)
        return member.inspection_id


def _opened(row: Convoy, member: ConvoyMember, by: DeskOfficer, keep_days: int) -> UUID:
    who = AtManifest(by.officer_id, by.post_id, place_of(by).lane.id, "E")
    arrival = _arrival(Declared.from_plain(member.person))
    sheet = inspecting.written(arrival, by=who, keep_days=keep_days, capture_mode=MODE)
    db.session.flush()
    audit.record(Act.AT_DESK, row, by=by, member=str(member.id), inspection=str(sheet.id))
    return sheet.id


def _arrival(person: Declared) -> Arrival:
    values = {
        "document_code": WITHOUT_DOCUMENT,
        "surname": person.surname,
        "given_names": person.given_names,
        "sex": person.sex,
        "birth_date": person.born,
        "nationality": person.nationality,
    }
    return reading.by_hand(values, {}, frozenset({"birth_date"} if person.estimated else ()))
