"""Counting what the desk's readers read, and proposing a work order for one that fails too often.

A proposal is never an order: the storekeeper accepts it, and then the reader is out of service, or
dismisses it with a reason.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts import queries as posts
from borderpost.posts.models import Lane
from borderpost.reader_use import ReaderUse
from borderpost.refusal import Refused
from equipment import Act
from equipment.comparison import Verdict
from equipment.models import Asset, ReaderDay, ReaderProposal, WorkOrder
from equipment.queries import desk_readers as queries
from equipment.queries import work_orders
from equipment.queries.desk_readers import ReaderCompared
from equipment.services import caring, recording, register
from equipment.services.register import StepSaid
from equipment.states import USABLE


def count(use: ReaderUse) -> None:
    """Count one document at the reader of a lane, inside the desk's transaction; a failure may
    be the one that makes the counts say something."""
    lane = db.session.get_one(Lane, use.lane_id)
    today = clock.today(lane.post.zone)
    asset = queries.reader_at(lane.id)
    asset_id = asset.id if asset else None
    row = queries.day(lane.id, asset_id, today)
    if row is None:
        row = ReaderDay(post_id=lane.post_id, lane_id=lane.id, asset_id=asset_id, day=today,
                        readings=0, failed=0)  # fmt: skip
        db.session.add(row)
    row.readings += 1
    row.failed += use.is_failed
    db.session.flush()
    if asset_id is None:
        return
    caring.counted_at_desk(asset_id, today)
    if use.is_failed:
        look(lane.post_id, asset_id)


def look(post_id: UUID, asset_id: UUID | None = None) -> list[ReaderProposal]:
    """Propose an order for each reader (or for this one) that the counts say is worse than the
    others, unless one waits or the reader does not work already. Inside the caller's transaction.
    """
    today = posts.today(post_id)
    found = [
        one for one in queries.beside_each_other(post_id, today)
        if one.compared.verdict is Verdict.WORSE and asset_id in (None, one.asset.id)
    ]  # fmt: skip
    return [_propose(post_id, one, today) for one in found if _may_propose(one.asset)]


def accept(proposal_id: UUID, note: str, *, by: Actor) -> WorkOrder:
    """Take the reader out of service: its work order opens with what the counts say."""
    with transaction() as session:
        row = _waiting(session, proposal_id)
        asset = session.get_one(Asset, row.asset_id)
        if asset.status not in USABLE:
            raise Refused(
                _l("%(tag)s does not work already. Dismiss the proposal and say so.", tag=asset.tag)
            )
        said = StepSaid(f"{_told(row)} {note.strip()}".strip()[:300])
        event = register.stepped(asset, "fault", said, by, source_id=row.id)
        recording.told([event], by)
        order = work_orders.open_order(asset.id)
        if order is None:
            raise LookupError("a fault opens its order")
        _decide(row, "accepted", note, by)
        row.order_id = order.id
        audit.record(Act.PROPOSAL_ACCEPTED, row, by=by, order=order.number)
    return order


def dismiss(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Leave the reader in service, with the reason; only what is read from then on counts anew."""
    with transaction() as session:
        row = _waiting(session, proposal_id)
        if not reason.strip():
            raise Refused(_l("Say why no work order is needed."), field="reason")
        _decide(row, "dismissed", reason, by)
        audit.record(Act.PROPOSAL_DISMISSED, row, by=by)


def _may_propose(asset: Asset) -> bool:
    return asset.status in USABLE and queries.open_proposal(asset.id) is None


def _propose(post_id: UUID, found: ReaderCompared, today: date) -> ReaderProposal:
    own, others = found.compared.own, found.compared.others
    low, high = found.compared.difference or (0.0, 0.0)
    row = ReaderProposal(
        id=new_id(), post_id=post_id, asset_id=found.asset.id, since=found.since, until=today,
        readings=own.readings, failed=own.failed, others_readings=others.readings,
        others_failed=others.failed, low=low, high=high, state="open",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(Act.ORDER_PROPOSED, row, by=None, asset=str(found.asset.id))
    return row


def _waiting(session: Session, proposal_id: UUID) -> ReaderProposal:
    row = session.get_one(ReaderProposal, proposal_id)
    if row.state != "open":
        raise Refused(_l("Somebody decided this proposal already."))
    return row


def _decide(row: ReaderProposal, state: str, reason: str, by: Actor) -> None:
    row.state, row.reason = state, reason.strip()[:300]
    row.decided_at, row.decided_by = clock.now(), by.officer_id


def _told(row: ReaderProposal) -> str:
    return _(
        "The desk's readings: %(failed)s of %(readings)s failed, of the other readers %(rest)s of "
        "%(all)s.",
        failed=row.failed, readings=row.readings, rest=row.others_failed, all=row.others_readings,
    )  # fmt: skip
