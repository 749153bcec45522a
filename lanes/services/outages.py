"""Writing outages: begun, ended, corrected; what was written by mistake stays with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.heartbeat import Gap
from borderpost.refusal import Refused
from lanes import Act
from lanes.models import Outage
from lanes.models.outage import Kind, Source
from lanes.queries import outages

MOST_FUEL = Decimal(10_000)  # litres


@dataclass(frozen=True)
class OutageFacts:
    """What is said of an outage; ``begun_at`` None: now."""

    kind: str
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    fuel_litres: Decimal | None = None
    note: str = ""


def write(facts: OutageFacts, *, by: Actor, source: Source = Source.TOLD) -> Outage:
    """A new outage, that lasts or is over. Raises ``Refused`` while one of this kind lasts."""
    with transaction():
        return _written(facts, source, by)


def end(kind: str, *, by: Actor) -> Outage:
    """What was gone is back now."""
    with transaction():
        found = outages.lasting(by.post_id, kind)
        if not found:
            raise Refused(_l("Nobody wrote that this is gone. Write the outage with its times."))
        found[0].ended_at = clock.now()
        audit.record(Act.OUTAGE_ENDED, found[0], by=by, kind=kind)
        return found[0]


def correct(outage_id: UUID, facts: OutageFacts, *, by: Actor) -> Outage:
    """Put right what is said of an outage; the log keeps what was said before."""
    with transaction() as session:
        row = _standing(session.get_one(Outage, outage_id))
        before = _plain(row)
        _take(row, facts)
        _check(row)
        audit.record(Act.OUTAGE_CORRECTED, row, by=by, before=before, now=_plain(row))
        return row


def drop(outage_id: UUID, why: str, *, by: Actor) -> Outage:
    """Say that it was written by mistake: it stays in the list and counts nowhere."""
    with transaction() as session:
        row = _standing(session.get_one(Outage, outage_id))
        if not why.strip():
            raise Refused(_l("Write why it does not count."), field="why")
        row.dropped_why = why.strip()[:300]
        audit.record(Act.OUTAGE_DROPPED, row, by=by)
        return row


def answer(gap: Gap, kind: str, *, by: Actor) -> Outage:
    """What a gap between the machine's signs of life was: an outage of this kind, '' for none.

    Raises ``Refused`` for a gap that the machine did not notice, or that was answered before.
    """
    with transaction():
        if gap not in outages.proposed(by.post_id):
            raise Refused(_l("This gap was answered already."))
        facts = OutageFacts(kind or Kind.OTHER, gap.since, gap.until)
        row = _written(facts, Source.GAP, by)
        if not kind:
            row.dropped_why = "no outage"
            audit.record(Act.OUTAGE_DROPPED, row, by=by)
        return row


def _written(facts: OutageFacts, source: Source, by: Actor) -> Outage:
    if by.post_id is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    if not facts.ended_at and outages.lasting(by.post_id, facts.kind):
        raise Refused(_l("It is already written that this is gone. End that outage first."),
                      field="kind")  # fmt: skip
    row = Outage(id=new_id(), post_id=by.post_id, source=source, created_by=by.officer_id)
    row.dropped_why = ""
    _take(row, facts)
    _check(row)
    db.session.add(row)
    db.session.flush()
    audit.record(Act.OUTAGE_WRITTEN, row, by=by, kind=row.kind, source=row.source)
    return row


def _take(row: Outage, facts: OutageFacts) -> None:
    row.kind, row.ended_at = facts.kind, facts.ended_at
    row.begun_at = facts.begun_at or row.begun_at or clock.now()
    row.fuel_litres, row.note = facts.fuel_litres, " ".join(facts.note.split())[:300]


def _check(row: Outage) -> None:
    now = clock.now()
    if row.kind not in set(Kind):
        raise Refused(_l("Choose what was gone."), field="kind")
    if row.begun_at > now:
        raise Refused(_l("An outage began now or before. Look at the time."), field="begun_at")
    if row.ended_at and not row.begun_at <= row.ended_at <= now:
        raise Refused(_l("It ended after it began, and not later than now."), field="ended_at")
    if row.fuel_litres is not None and not 0 <= row.fuel_litres <= MOST_FUEL:
        raise Refused(_l("Fuel is 0 to %(most)s litres.", most=MOST_FUEL), field="fuel_litres")


def _standing(row: Outage) -> Outage:
    if row.dropped_why:
        raise Refused(_l("This outage was taken out. Write it anew."))
    return row


def _plain(row: Outage) -> dict[str, str]:
    names = ("kind", "begun_at", "ended_at", "fuel_litres")
    return {name: str(getattr(row, name)) for name in names}
