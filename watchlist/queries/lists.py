"""Reading lists and their versions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select

from borderpost.db import db
from watchlist.models import (
    HAND,
    ListVersion,
    Standing,
    ThresholdProposal,
    VersionState,
    WatchList,
)  # fmt: skip
from watchlist.tiers import Thresholds, of_plain, usual


def every() -> Sequence[WatchList]:
    """All lists, by name."""
    return db.session.scalars(select(WatchList).order_by(WatchList.name)).all()


def active() -> Sequence[WatchList]:
    """The lists that travellers are screened against."""
    return db.session.scalars(_ACTIVE).all()


_ACTIVE = select(WatchList).where(WatchList.is_active).order_by(WatchList.name)


def watch_list(list_id: UUID) -> WatchList | None:
    """One list."""
    return db.session.get(WatchList, list_id)


def named(name: str) -> WatchList | None:
    """The list of this name."""
    return db.session.scalars(select(WatchList).where(WatchList.name == name)).one_or_none()


def version(version_id: UUID) -> ListVersion | None:
    """One version."""
    return db.session.get(ListVersion, version_id)


def numbered(list_id: UUID, number: int) -> ListVersion | None:
    """The version of a list with this number."""
    wanted = select(ListVersion).where(ListVersion.list_id == list_id, ListVersion.number == number)
    return db.session.scalars(wanted).one_or_none()


def versions(list_id: UUID) -> Select[tuple[ListVersion]]:
    """Every version of a list, newest first."""
    return (
        select(ListVersion)
        .where(ListVersion.list_id == list_id)
        .order_by(ListVersion.number.desc(), ListVersion.id.desc())
    )


def waiting() -> Sequence[ListVersion]:
    """Versions that wait for a second person."""
    wanted = select(ListVersion).where(ListVersion.state == VersionState.WAITING)
    return db.session.scalars(wanted.order_by(ListVersion.id)).all()


def unfinished(list_id: UUID) -> Sequence[ListVersion]:
    """Versions whose loading stopped half way, and those that wait."""
    wanted = select(ListVersion).where(
        ListVersion.list_id == list_id,
        ListVersion.state.in_((VersionState.LOADING, VersionState.WAITING)),
    )
    return db.session.scalars(wanted).all()


def last_number(list_id: UUID) -> int:
    """The highest number that any version of a list has."""
    wanted = select(func.max(ListVersion.number)).where(ListVersion.list_id == list_id)
    return db.session.scalar(wanted) or 0


def last_package(list_id: UUID) -> int:
    """The highest version of a signed package that was ever in force, 0 for none."""
    wanted = select(func.max(ListVersion.package_version)).where(
        ListVersion.list_id == list_id,
        ListVersion.state.in_((VersionState.IN_FORCE, VersionState.REPLACED)),
    )
    return db.session.scalar(wanted) or 0


def last_file(list_id: UUID) -> ListVersion | None:
    """The newest version in force or before that came from a file."""
    wanted = (
        select(ListVersion)
        .where(
            ListVersion.list_id == list_id,
            ListVersion.format != HAND,
            ListVersion.state.in_((VersionState.IN_FORCE, VersionState.REPLACED)),
        )
        .order_by(ListVersion.number.desc())
        .limit(1)
    )
    return db.session.scalars(wanted).first()


def thresholds(list_id: UUID) -> Thresholds:
    """What holds for a list: the newest that two people agreed on, else what is usual for its
    length."""
    found = approved_thresholds(list_id)
    return of_plain(found.content) if found else usual(rows(list_id))


def rows(list_id: UUID) -> int:
    """How many entries the version in force has; 0 for none."""
    wanted = (
        select(ListVersion.entries)
        .join(WatchList, WatchList.id == ListVersion.list_id)
        .where(ListVersion.list_id == list_id, ListVersion.number == WatchList.version)
    )
    return db.session.scalar(wanted) or 0


def approved_thresholds(list_id: UUID) -> ThresholdProposal | None:
    """The newest thresholds of a list that two people agreed on."""
    wanted = (
        select(ThresholdProposal)
        .where(ThresholdProposal.list_id == list_id, ThresholdProposal.state == Standing.APPROVED)
        .order_by(ThresholdProposal.decided_at.desc())
        .limit(1)
    )
    return db.session.scalars(wanted).first()


def threshold_proposals(list_id: UUID) -> Sequence[ThresholdProposal]:
    """What was proposed for a list, newest first."""
    wanted = select(ThresholdProposal).where(ThresholdProposal.list_id == list_id)
    return db.session.scalars(wanted.order_by(ThresholdProposal.id.desc())).all()


def threshold_proposal(proposal_id: UUID) -> ThresholdProposal | None:
    """One of them."""
    return db.session.get(ThresholdProposal, proposal_id)
