"""What arrives of a packing list: scanned serial numbers and tags, counted stock, damage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, signatures
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import folded
from borderpost.refusal import Refused
from equipment import Act, codes
from equipment.models import Reception, ReceptionArrival, ReceptionLine
from equipment.queries import receptions as queries
from equipment.services import receiving, rules
from equipment.services.stock_writing import check_quantity

MOST_THINGS = 500  # of one consignment that get a row each


@dataclass(frozen=True)
class Count:
    """So many that were counted: stock with its lot, or things that bear no serial number."""

    line_id: UUID
    quantity: int
    lot: str = ""
    expires_on: date | None = None
    is_damaged: bool = False
    note: str = ""


def scan(reception_id: UUID, text: str, line_id: UUID | None, *, by: Actor) -> int:
    """Enter what was scanned or typed, a code a line: serial numbers of the list, and after one
    of them the code of our label that is on it already. With ``line_id`` serial numbers that the
    list does not name belong to that line. How many things; all of them, or none and the reason.
    What was scanned before is passed over.
    """
    with transaction() as session:
        reception = receiving.expected(session, reception_id)
        chosen = receiving.line_of(session, reception, line_id) if line_id else None
        if chosen is not None and chosen.model_id is None:
            raise Refused(_l("Stock is counted, not scanned."), field="line_id")
        made = _scanned(session, reception, text, chosen, by)
        session.flush()
        audit.record(Act.RECEPTION_CHANGED, reception, by=by, things=len(made))
    return len(made)


def count(reception_id: UUID, said: Count, *, by: Actor) -> None:
    """Enter so many of a line: of things without a serial number a row for each."""
    with transaction() as session:
        reception = receiving.expected(session, reception_id)
        line = receiving.line_of(session, reception, said.line_id)
        check_quantity(said.quantity)
        _check_note(said.is_damaged, said.note)
        facts = {"is_damaged": said.is_damaged, "note": said.note.strip()[:200],
                 "created_by": by.officer_id}  # fmt: skip
        if line.item_id is not None:
            session.add(ReceptionArrival(line=line, quantity=said.quantity, lot=said.lot.strip(),
                                         expires_on=said.expires_on, **facts))  # fmt: skip
        else:
            _check_room(reception, said.quantity)
            session.add_all(ReceptionArrival(line=line, **facts) for _one in range(said.quantity))
        session.flush()
        audit.record(Act.RECEPTION_CHANGED, reception, by=by, things=said.quantity)


def damage(
    reception_id: UUID, arrival_id: UUID, note: str, photo: bytes = b"", *, by: Actor
) -> None:
    """Say that something arrived damaged, with a note and perhaps a photo, which is kept sealed
    and never decoded here."""
    with transaction() as session:
        reception = receiving.expected(session, reception_id)
        arrival = _arrival(reception, arrival_id)
        _check_note(True, note)
        arrival.is_damaged, arrival.note = True, note.strip()[:200]
        if photo:
            arrival.photo_kind, arrival.photo = signatures.paper_kind(photo), photo
        audit.record(Act.RECEPTION_CHANGED, reception, by=by, damaged=str(arrival_id))


def strike(reception_id: UUID, arrival_id: UUID, *, by: Actor) -> None:
    """Take off what was entered by mistake, before the reception is confirmed."""
    with transaction() as session:
        reception = receiving.expected(session, reception_id)
        session.delete(_arrival(reception, arrival_id))
        audit.record(Act.RECEPTION_CHANGED, reception, by=by, struck=str(arrival_id))


def key(serial: str) -> str:
    """A serial number as it is compared."""
    return codes.serial_key(folded(serial))


def _scanned(
    session: Session, reception: Reception, text: str, chosen: ReceptionLine | None, by: Actor
) -> Sequence[ReceptionArrival]:
    by_serial = {key(one): line for line in reception.lines for one in line.serials}
    seen = {key(one.serial): one for line in reception.lines for one in line.arrivals if one.serial}
    tags = {one.tag for line in reception.lines for one in line.arrivals if one.tag}
    made: list[ReceptionArrival] = []
    unknown: list[str] = []
    last: ReceptionArrival | None = None
    for code in filter(None, (one.strip() for one in text.splitlines())):
        tag = tag_on(code)
        if tag:
            if last is None or last.tag not in ("", tag):
                raise _lonely(tag)
            if last.tag != tag:
                _check_tag(tag, tags)
                last.tag = tag
            continue
        serial = " ".join(code.split())[:60]
        last = seen.get(key(serial))
        line = by_serial.get(key(serial)) or chosen
        if last is None and line is not None and key(serial):
            last = ReceptionArrival(line=line, serial=serial, tag="", created_by=by.officer_id)
            session.add(last)
            seen[key(serial)] = last
            made.append(last)
        elif last is None:
            unknown.append(code[:60])
    if unknown:
        raise Refused(
            _l("The packing list does not name these serial numbers: %(codes)s. Choose the line "
               "that they belong to. Nothing was entered.", codes=", ".join(unknown[:10])),
            field="codes",
        )  # fmt: skip
    _check_room(reception, 0)
    return made


def tag_on(code: str) -> str:
    """The tag that one of our labels says, '' for any other text."""
    found = codes.tags_meant(code)
    is_ours = f"{codes.MARK}:A:" in code.upper() or (found and found[0] != codes.normal(code))
    return found[0] if is_ours and codes.is_tag(found[0]) else ""


def _check_tag(tag: str, tags: set[str]) -> None:
    rules.check_tag(tag)
    if tag in tags:
        raise Refused(_l("%(tag)s is on something else of this list.", tag=tag), field="codes")
    tags.add(tag)


def _check_room(reception: Reception, more: int) -> None:
    many = sum(len(line.arrivals) for line in reception.lines if line.model_id is not None)
    if many + more > MOST_THINGS:
        raise Refused(
            _l("At most %(most)s things of one consignment. Make another list.", most=MOST_THINGS),
            field="quantity",
        )


def _check_note(is_damaged: bool, note: str) -> None:
    if is_damaged and not note.strip():
        raise Refused(_l("Say what is damaged."), field="note")


def _arrival(reception: Reception, arrival_id: UUID) -> ReceptionArrival:
    arrival = queries.arrival(arrival_id, reception.id)
    if arrival is None:
        raise Refused(_l("This is not among what arrived any more."))
    return arrival


def _lonely(tag: str) -> Refused:
    return Refused(
        _l("Scan the serial number first, then the label: nobody knows what %(tag)s is on. "
           "Nothing was entered.", tag=tag),
        field="codes",
    )  # fmt: skip
