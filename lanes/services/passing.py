"""The decision about a vehicle: written once, with its papers and its clock as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings.queries import rules
from lanes import Act
from lanes.models import Decision, Part, Vehicle, VehicleCrossing, VehicleVisit
from lanes.queries import vehicles
from lanes.services.visiting import waiting
from lanes.vehicle_papers import ANSWERED, Fault, Papers, faults
from lanes.vehicle_stays import Clock
from lanes.vehicle_stays import clock as clock_of

_COPIED = (
    "plate", "country", "use", "insurance_number", "insurance_until", "customs_number",
    "customs_until",
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """What the officer decided. ``insurance_answer``: why it may go on without insurance."""

    decision: str
    reason: str = ""
    insurance_answer: str = ""


@dataclass(frozen=True)
class Standing:
    """What the clock and the papers of a vehicle say at this post today."""

    clock: Clock | None
    faults: tuple[Fault, ...]

    @property
    def asks(self) -> bool:
        """Whether the officer must answer for the insurance."""
        return any(one in ANSWERED for one in self.faults)


def standing(row: VehicleVisit, post: Post) -> Standing:
    """The clock and the papers of a visit; nothing to say of who leaves or has no plate."""
    known = row.vehicle
    if known is None or row.direction != "E":
        return Standing(None, ())
    day = clock.today(post.zone)
    found = clock_of(rules.book(), known.use, known.country, post.country, day)
    papers = Papers(
        known.insurance_number, known.insurance_until, known.customs_number, known.customs_until
    )
    told = faults(
        papers, row.kind, day, found.last_day if found else None,
        foreign=known.country != post.country,
    )  # fmt: skip
    return Standing(found, tuple(told))


def decide(visit_id: UUID, order: Order, *, by: Actor) -> VehicleCrossing:
    """Write the passage of a vehicle, once, and let go of it; who drives it is known next time.

    Raises ``Refused`` when it is decided already, when it is held or refused without a reason,
    and when nobody answered for a missing insurance.
    """
    with transaction() as session:
        row = waiting(session.get_one(VehicleVisit, visit_id))
        post = session.get_one(Post, row.post_id)
        _check(order)
        said = standing(row, post)
        if said.asks and order.decision == Decision.ADMIT and not order.insurance_answer.strip():
            raise Refused(
                _l("The insurance is missing or has ended. Say why the vehicle may go on."),
                field="insurance_answer",
            )
        passage = _written(row, post, order, said, by)
        row.closed_at, row.in_front = passage.occurred_at, False
        _remember_driver(row)
        session.add(passage)
        session.flush()
        audit.record(Act.VEHICLE_DECIDED, passage, by=by, decision=passage.decision)
    return passage


def correct(crossing_id: UUID, order: Order, why: str, *, by: Actor) -> VehicleCrossing:
    """Write a decided passage anew: the old row stays, and the new one names why it no longer
    holds. A vehicle that was stopped and is admitted now has the clock of the day it came."""
    with transaction() as session:
        old = session.get_one(VehicleCrossing, crossing_id)
        if vehicles.superseding(old.id):
            raise Refused(_l("This passage was corrected already. Correct the newest row."))
        if not why.strip():
            raise Refused(_l("Write why the passage is corrected."), field="why")
        _check(order)
        new = _rewritten(old, order, session.get_one(Post, old.post_id))
        new.supersedes_id, new.correction_reason = old.id, why.strip()
        new.created_by = by.officer_id
        session.add(new)
        session.flush()
        audit.record(Act.VEHICLE_CORRECTED, new, by=by, before=old.decision, after=new.decision)
    return new


def _check(order: Order) -> None:
    if order.decision not in set(Decision):
        raise Refused(_l("Choose what becomes of the vehicle."), field="decision")
    if order.decision != Decision.ADMIT and not order.reason.strip():
        raise Refused(_l("Write why the vehicle is held or refused."), field="reason")


def _written(
    row: VehicleVisit, post: Post, order: Order, said: Standing, by: Actor
) -> VehicleCrossing:
    known, now = row.vehicle, clock.now()
    found = said.clock if order.decision == Decision.ADMIT else None
    return VehicleCrossing(
        occurred_on=clock.today(post.zone),
        occurred_at=now,
        arrived_at=row.arrived_at,
        visit_id=row.id,
        vehicle_id=row.vehicle_id,
        post_id=row.post_id,
        lane_id=row.lane_id,
        officer_id=by.officer_id,
        direction=row.direction,
        decision=order.decision,
        reason=order.reason.strip(),
        kind=row.kind,
        insurance_answer=order.insurance_answer.strip() if said.asks else "",
        animals_kind=row.animals_kind,
        animals=row.animals,
        created_by=by.officer_id,
        **_clock_columns(found),
        **({name: getattr(known, name) for name in _COPIED} if known else {}),
    )


def _rewritten(old: VehicleCrossing, order: Order, post: Post) -> VehicleCrossing:
    """The passage with another decision; one that stays admitted keeps the clock that was read."""
    left_out = ("id", "created_at", "created_by", "supersedes_id", "correction_reason")
    kept = {
        column.key: getattr(old, column.key)
        for column in VehicleCrossing.__table__.columns
        if column.key not in left_out
    }
    if order.decision != Decision.ADMIT:
        kept |= _clock_columns(None)
    elif old.decision != Decision.ADMIT and old.direction == "E":
        day = old.occurred_on
        kept |= _clock_columns(clock_of(rules.book(), old.use, old.country, post.country, day))
    return VehicleCrossing(**kept | {"decision": order.decision, "reason": order.reason.strip()})


def _clock_columns(found: Clock | None) -> dict[str, Any]:
    return {
        "rule_code": found.rule if found else "",
        "rule_is_sure": bool(found and found.is_sure),
        "last_lawful_day": found.last_day if found else None,
    }


def _remember_driver(row: VehicleVisit) -> None:
    for link, crossing in vehicles.travellers([row.id]):
        if row.vehicle_id and link.part == Part.DRIVER:
            known = db.session.get_one(Vehicle, row.vehicle_id)
            known.driver_id = crossing.person_id
            known.driver_name = f"{crossing.surname} {crossing.given_names}".strip()
