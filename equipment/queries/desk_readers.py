"""What the desk's readers read and failed to read, by reader, and the proposals that came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.posts.models import Post
from equipment.comparison import Compared, Count, compared
from equipment.models import Asset, Location, ReaderDay, ReaderProposal, WorkOrder
from equipment.queries.reach import of_post
from equipment.states import GONE, TERMINAL

WINDOW = timedelta(days=30)  # how far back readers are compared
READS = "read_passport"  # the capability of a reader


@dataclass(frozen=True)
class ReaderCompared:
    """One reader beside the others of its post; ``since`` is the first day that counts."""

    asset: Asset
    since: date
    compared: Compared


def reader_at(lane_id: UUID) -> Asset | None:
    """The one reader in service at a lane; None when there is none, or several: then nobody knows
    which of them read."""
    wanted = (
        select(Asset)
        .join(Location, Location.id == Asset.location_id)
        .options(joinedload(Asset.model))
        .where(Location.lane_id == lane_id, Asset.status == "in_service")
    )
    found = [one for one in db.session.scalars(wanted) if READS in one.model.capabilities]
    return found[0] if len(found) == 1 else None


def day(lane_id: UUID, asset_id: UUID | None, on: date) -> ReaderDay | None:
    """The row that counts a lane's readings of a day by one reader."""
    wanted = select(ReaderDay).where(
        ReaderDay.lane_id == lane_id,
        ReaderDay.day == on,
        ReaderDay.asset_id.is_(None) if asset_id is None else ReaderDay.asset_id == asset_id,
    )
    return db.session.scalar(wanted)


def beside_each_other(post_id: UUID, today: date) -> Sequence[ReaderCompared]:
    """The readers of a post that are here, each beside the others, by tag.

    A reader counts from the day after its last proposal was decided, or after its last repair:
    what was read before says nothing of it any more.
    """
    things = _readers(post_id, today - WINDOW)
    zone = db.session.get_one(Post, post_id).zone
    begun = {asset.id: max(today - WINDOW, _since(asset.id, zone)) for asset in things}
    counts = [_count(asset.id, begun[asset.id]) for asset in things]
    return [
        ReaderCompared(asset, begun[asset.id], found)
        for asset, found in zip(things, compared(counts), strict=True)
    ]


def nobodys(post_id: UUID, today: date) -> Count:
    """Readings that belong to no reader of the register, for want of one or of exactly one."""
    return _counted(ReaderDay.post_id == post_id, ReaderDay.asset_id.is_(None),
                    ReaderDay.day >= today - WINDOW)  # fmt: skip


def proposals(post_id: UUID | None, *, is_open: bool) -> Select[tuple[ReaderProposal]]:
    """The proposals that wait, or those that were decided; the latest first."""
    state = ReaderProposal.state == "open" if is_open else ReaderProposal.state != "open"
    return (
        select(ReaderProposal)
        .options(
            joinedload(ReaderProposal.asset).joinedload(Asset.model),
            joinedload(ReaderProposal.order),
        )
        .where(state, *of_post(ReaderProposal.post_id, post_id))
        .order_by(ReaderProposal.created_at.desc(), ReaderProposal.id.desc())
    )


def proposal(proposal_id: UUID, post_id: UUID | None) -> ReaderProposal | None:
    """One proposal of the post, whatever became of it."""
    wanted = select(ReaderProposal).where(ReaderProposal.id == proposal_id)
    return db.session.scalar(wanted.where(*of_post(ReaderProposal.post_id, post_id)))


def open_proposal(asset_id: UUID) -> ReaderProposal | None:
    """The proposal that waits for a thing."""
    wanted = select(ReaderProposal).where(
        ReaderProposal.asset_id == asset_id, ReaderProposal.state == "open"
    )
    return db.session.scalar(wanted)


def _readers(post_id: UUID, since: date) -> Sequence[Asset]:
    """Things that read and were used within the window."""
    used = select(ReaderDay.asset_id).where(ReaderDay.post_id == post_id, ReaderDay.day >= since)
    wanted = (
        select(Asset)
        .options(joinedload(Asset.model))
        .where(Asset.id.in_(used), Asset.status.not_in(sorted({*TERMINAL, *GONE})))
        .order_by(Asset.tag)
    )
    return db.session.scalars(wanted).all()


def _since(asset_id: UUID, zone: str) -> date:
    decided = select(func.max(ReaderProposal.decided_at)).where(ReaderProposal.asset_id == asset_id)
    repaired = select(func.max(WorkOrder.up_at)).where(WorkOrder.asset_id == asset_id)
    ends = [db.session.scalar(one) for one in (decided, repaired)]
    days = [end.astimezone(ZoneInfo(zone)).date() + timedelta(days=1) for end in ends if end]
    return max([date.min, *days])


def _count(asset_id: UUID, since: date) -> Count:
    return _counted(ReaderDay.asset_id == asset_id, ReaderDay.day >= since)


def _counted(*which: object) -> Count:
    sums = select(func.sum(ReaderDay.readings), func.sum(ReaderDay.failed)).where(*which)  # type: ignore[arg-type]
    readings, failed = db.session.execute(sums).one()
    return Count(int(readings or 0), int(failed or 0))
