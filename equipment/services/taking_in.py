"""Confirming a reception: things and stock come into the books in one transaction, differences
stay on record; and settling them later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import Act, arriving, reception_words
from equipment.arriving import Arrived, Outcome
from equipment.facts import Facts
from equipment.models import (
    AssetEvent,
    Reception,
    ReceptionArrival,
    ReceptionDifference,
    ReceptionLine,
)
from equipment.models.reception import DAMAGED, OVER, RECEIVED, SHORT
from equipment.packing_list import Wanted
from equipment.queries import receptions as queries
from equipment.services import arrivals, receiving, recording, register, rules, stock
from equipment.services import stock_writing as writing
from equipment.services.receiving import Consignment
from equipment.services.recording import Why
from equipment.services.register import Start
from equipment.services.stock import Lot
from equipment.services.stock_writing import Said
from equipment.states import Status


@dataclass(frozen=True)
class Confirmed:
    """Into which store it came, and when; None: today."""

    location_id: UUID
    received_on: date | None = None


def outcome(line: ReceptionLine) -> Outcome:
    """A line compared with what arrived of it."""
    came = [Arrived(one.serial, one.quantity, one.is_damaged) for one in line.arrivals]
    return arriving.compared(line.quantity, line.serials, came, arrivals.key)


def confirm(reception_id: UUID, said: Confirmed, *, by: Actor) -> None:
    """Enter every thing as received and every good piece of stock, and put the differences on
    record: all of it, or nothing and the reason. Damaged stock is not taken into the books."""
    with transaction() as session:
        reception = receiving.expected(session, reception_id)
        day = _day(reception, said)
        if not any(line.arrivals for line in reception.lines):
            raise Refused(_l("Nothing has arrived yet. Scan or count it first, or drop the list."))
        location = rules.check_location(reception.post_id, said.location_id)
        if not location.is_store:
            raise Refused(_l("Choose the store or workshop where it lies."), field="location_id")
        reception.location_id, reception.received_on = location.id, day
        events = [_entered(reception, one, by) for line in reception.lines
                  for one in line.arrivals if line.model_id is not None]  # fmt: skip
        session.flush()
        recording.told(events, by)
        for line in reception.lines:
            _stocked(reception, line, by)
            session.add_all(_differences(reception, line, by))
        reception.state, reception.confirmed_at = RECEIVED, clock.now()
        reception.confirmed_by = by.officer_id
        session.flush()
        audit.record(Act.RECEPTION_CONFIRMED, reception, by=by, number=reception.number,
                     things=len(events), differences=len(reception.differences))  # fmt: skip


def settle(
    reception_id: UUID, difference_id: UUID, settlement: str, reason: str, *, by: Actor
) -> None:
    """Say what became of a difference, and why. What arrives later gets a list of its own, which
    expects it."""
    with transaction() as session:
        row = queries.difference(difference_id, reception_id)
        if row is None:
            raise Refused(_l("This is no difference of this reception."))
        if row.settlement:
            raise Refused(_l("This was settled already. What was said stays."))
        if settlement not in reception_words.WAYS[row.kind]:
            raise Refused(_l("Choose from the list how it was settled."), field="settlement")
        if not reason.strip():
            raise Refused(_l("Say why, or by which paper."), field="reason")
        row.settlement, row.reason = settlement, reason.strip()[:300]
        row.settled_at, row.settled_by = clock.now(), by.officer_id
        if settlement == reception_words.LATER:
            session.flush()
            _follow(row, by)
        audit.record(Act.DIFFERENCE_SETTLED, row, by=by, settlement=settlement)


def _day(reception: Reception, said: Confirmed) -> date:
    today = clock.today(db.session.get_one(Post, reception.post_id).zone)
    if said.received_on is not None and said.received_on > today:
        raise Refused(
            _l("This day is still to come. Enter what has happened."), field="received_on"
        )
    return said.received_on or today


def _entered(reception: Reception, arrival: ReceptionArrival, by: Actor) -> AssetEvent:
    line = arrival.line
    if line.model_id is None:
        raise ValueError("stock is no thing")
    facts = Facts(
        line.model_id, arrival.serial, project_id=line.project_id,
        budget_line_id=line.budget_line_id, donor_id=line.donor_id, owner=reception.owner,
        cost=line.cost, currency=line.currency, received_on=reception.received_on,
        note=arrival.note,
    )  # fmt: skip
    condition = "broken" if arrival.is_damaged else "new"
    start = Start(arrival.tag, Status.RECEIVED, condition, reception.location_id)
    why = Why(reception.supplier, reception.document or reception.number, source_id=reception.id)
    thing, event = register.entered(reception.post_id, facts, start, by, why)
    db.session.flush()
    arrival.asset_id = thing.id
    return event


def _stocked(reception: Reception, line: ReceptionLine, by: Actor) -> None:
    """The good ones of a stock line, lot by lot."""
    if line.item is None or reception.location_id is None:
        return
    paper = reception.document or reception.number
    said = Said(reception.received_on, reception.supplier, paper, line.project_id)
    for one in line.arrivals:
        if not one.is_damaged:
            lot = Lot(one.lot or line.lot, one.expires_on or line.expires_on)
            row = stock.received(line.item, reception.location_id, lot, one.quantity, said, by)
            writing.tell([row], by)
            one.act_id = row.act_id


def _differences(
    reception: Reception, line: ReceptionLine, by: Actor
) -> Sequence[ReceptionDifference]:
    found = outcome(line)
    rows: list[tuple[str, int, list[str], str, UUID | None]] = [
        (SHORT, found.short, list(found.missing), "", None),
        (OVER, found.over, list(found.strange), "", None),
    ]
    rows += [(DAMAGED, one.quantity, [one.serial] if one.serial else [], one.note, one.id)
             for one in line.arrivals if one.is_damaged]  # fmt: skip
    return [
        ReceptionDifference(
            reception=reception, line=line, kind=kind, quantity=many, serials=serials, note=note,
            arrival_id=key, created_by=by.officer_id,
        )
        for kind, many, serials, note, key in rows
        if many
    ]  # fmt: skip


def _follow(row: ReceptionDifference, by: Actor) -> None:
    """A new list that expects what was short."""
    before, line = row.reception, row.line
    said = Consignment(before.supplier, before.document, before.owner)
    reception = receiving.begun(db.session(), before.post_id, said, by)
    reception.follows_id = before.id
    kept = {name: getattr(line, name) for name in Wanted.__dataclass_fields__}
    kept |= {"quantity": row.quantity, "serials": list(row.serials)[: row.quantity]}
    db.session.add(ReceptionLine(reception=reception, created_by=by.officer_id, **kept))
