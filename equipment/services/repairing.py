"""What is done with a work order: repair, tests, parts, and the return of a thing that passed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Asset, WorkOrder, WorkPart, WorkTest
from equipment.models.work_order import OPEN
from equipment.services import recording, register
from equipment.services.register import StepSaid
from equipment.states import Status
from projects.money import CURRENCIES, MOST


@dataclass(frozen=True)
class PartSaid:
    """A part as a form says it; ``cost`` is that of all of them."""

    label: str
    quantity: Decimal
    cost: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True)
class Return:
    """What a form says when a thing goes back from repair."""

    cause: str
    location_id: UUID | None
    condition: str = ""


def begin_repair(order_id: UUID, version: int | None, *, by: Actor) -> None:
    """Send the thing of an order to repair."""
    with transaction() as session:
        order, asset = _open(session, order_id, version)
        register.refuse_held(asset, "repair")
        event = register.stepped(asset, "repair", StepSaid(), by, source_id=order.id)
        recording.told([event], by)


def record_test(
    order_id: UUID, is_passed: bool, finding: str, version: int | None, *, by: Actor
) -> WorkTest:
    """Keep what a test after the repair found. A failed one leaves the thing in repair."""
    with transaction() as session:
        order, asset = _open(session, order_id, version)
        if Status(asset.status) is not Status.IN_REPAIR:
            raise Refused(_l("Send it to repair first: a test says whether the repair holds."))
        if not finding.strip():
            raise Refused(_l("Say what was tested and what was found."), field="finding")
        test = WorkTest(
            is_passed=is_passed, finding=finding.strip()[:300], created_by=by.officer_id
        )
        order.tests.append(test)
        _changed(session, order)
        audit.record(Act.WORK_TESTED, order, by=by, passed=is_passed)
    return test


def add_part(order_id: UUID, said: PartSaid, version: int | None, *, by: Actor) -> WorkPart:
    """Write down a part that the repair took."""
    with transaction() as session:
        order, _asset = _open(session, order_id, version)
        _check_part(said)
        part = WorkPart(
            label=said.label.strip()[:120], quantity=said.quantity, cost=said.cost,
            currency=said.currency, created_by=by.officer_id,
        )  # fmt: skip
        order.parts.append(part)
        _changed(session, order)
        audit.record(Act.PART_ADDED, order, by=by, part=str(part.id))
    return part


def strike_part(order_id: UUID, part_id: UUID, version: int | None, *, by: Actor) -> None:
    """Strike out a part that was written by mistake; its line stays readable."""
    with transaction() as session:
        order, _asset = _open(session, order_id, version)
        part = next((one for one in order.parts if one.id == part_id), None)
        if part is None or part.struck_at is not None:
            raise Refused(_l("This part is struck out already, or is of another order."))
        part.struck_at = clock.now()
        _changed(session, order)
        audit.record(Act.PART_STRUCK, order, by=by, part=str(part_id))


def close(order_id: UUID, said: Return, version: int | None, *, by: Actor) -> None:
    """Put the thing back: its latest test was passed, and the cause is known.

    Raises ``Refused`` without a test, after a failed one, and without a cause.
    """
    with transaction() as session:
        order, asset = _open(session, order_id, version)
        finding = _passed(order)
        if not said.cause.strip():
            raise Refused(_l("Say what caused the failure, or that it was not found."),
                          field="cause")  # fmt: skip
        order.cause = said.cause.strip()[:300]
        told = StepSaid(finding, location_id=said.location_id, condition=said.condition)
        register.refuse_held(asset, "test")
        event = register.stepped(asset, "test", told, by, source_id=order.id)
        recording.told([event], by)


def _passed(order: WorkOrder) -> str:
    """What the latest test found. Raises ``Refused`` unless it was passed."""
    if not order.tests:
        raise Refused(_l("Test it first: nothing goes back without a passed test."))
    if not order.is_tested:
        raise Refused(
            _l("Its latest test failed. Repair it again and record a passed test, or dispose of "
               "it.")
        )  # fmt: skip
    return order.tests[-1].finding


def _open(session: Session, order_id: UUID, version: int | None) -> tuple[WorkOrder, Asset]:
    order = session.get_one(WorkOrder, order_id)
    if order.outcome != OPEN:
        raise Refused(_l("Work order %(number)s is closed.", number=order.number))
    if version is not None and version != order.version:
        raise Refused(
            _l("Work order %(number)s was changed meanwhile. Look at it again before you go on.",
               number=order.number)
        )  # fmt: skip
    return order, session.get_one(Asset, order.asset_id)


def _changed(session: Session, order: WorkOrder) -> None:
    order.version += 1
    session.flush()


def _check_part(said: PartSaid) -> None:
    if not said.label.strip():
        raise Refused(_l("Name the part."), field="label")
    if not 0 < said.quantity <= MOST:
        raise Refused(_l("A quantity is more than nothing."), field="quantity")
    if (said.cost is None) != (not said.currency):
        raise Refused(_l("A cost needs its currency, and a currency its cost."), field="cost")
    if said.currency and said.currency not in CURRENCIES:
        raise Refused(_l("Choose the currency from the list."), field="currency")
