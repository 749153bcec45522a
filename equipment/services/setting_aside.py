"""Setting stock aside for a distribution: of what is available, or of what was planned or set
aside before, which then is so no longer."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Allocation, Distribution, DistributionAllocation, StockItem
from equipment.models.allocation import SET_ASIDE
from equipment.queries import allocations
from equipment.queries import distributions as queries
from equipment.services import allocating, distributing
from equipment.services import stock_writing as writing


def set_aside(
    distribution_id: UUID, item_id: UUID, quantity: int, source_id: UUID | None, *, by: Actor
) -> Allocation:
    """Set so many aside for a distribution. ``source_id`` is the allocation that they come out
    of, whose rest stays as it was; None: they come out of what is available."""
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        if item_id not in {one.item_id for one in row.items}:
            raise Refused(_l("Choose an item of the plan."), field="item_id")
        writing.check_quantity(quantity)
        item = session.get_one(StockItem, item_id)
        if source_id is not None:
            _take_out(row, session.get_one(Allocation, source_id), item, quantity, by)
        allocating.check_available(item, quantity, clock.today(session.get_one(
            Post, item.post_id).zone))  # fmt: skip
        made = _speak(item_id, SET_ASIDE, quantity, row, by)
        session.add(DistributionAllocation(
            distribution_id=row.id, allocation_id=made.id, created_by=by.officer_id
        ))  # fmt: skip
        session.flush()
        audit.record(Act.SET_ASIDE_FOR, row, by=by, item=str(item_id), quantity=quantity)
    return made


def sources(row: Distribution, item_id: UUID) -> list[Allocation]:
    """The allocations that stock for it may come out of: those of no distribution."""
    taken = queries.linked()
    return [one for one in allocations.of_item(item_id) if one.id not in taken]


def _take_out(
    row: Distribution, source: Allocation, item: StockItem, quantity: int, by: Actor
) -> None:
    """Release an allocation and speak again for its rest, as it was."""
    if source.id not in {one.id for one in sources(row, item.id)}:
        raise Refused(_l("Choose an allocation of this item from the list."), field="source_id")
    rest = source.left - quantity
    if rest < 0:
        raise Refused(
            _l("Only %(left)s are left of it. Take fewer, or set more aside from what is "
               "available.", left=source.left),
            field="quantity",
        )  # fmt: skip
    source.released_why, source.released_by = row.number, by.officer_id
    source.released_at = clock.now()
    audit.record(Act.STOCK_RELEASED, source, by=by)
    if rest:
        _again(source, rest, by)


def _again(source: Allocation, rest: int, by: Actor) -> None:
    said = {name: getattr(source, name)
            for name in ("item_id", "kind", "purpose", "area", "until", "project_id")}  # fmt: skip
    _add(Allocation(**said, quantity=rest), by)


def _speak(item_id: UUID, kind: str, quantity: int, row: Distribution, by: Actor) -> Allocation:
    made = Allocation(
        item_id=item_id, kind=kind, quantity=quantity, purpose=f"{row.number} {row.site}"[:200],
        area=row.area, project_id=row.project_id,
    )  # fmt: skip
    return _add(made, by)


def _add(made: Allocation, by: Actor) -> Allocation:
    made.created_by = by.officer_id
    db.session.add(made)
    db.session.flush()
    audit.record(Act.STOCK_ALLOCATED, made, by=by, kind=made.kind, quantity=made.quantity)
    return made
