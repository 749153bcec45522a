"""Reading hand-overs, loans and reservations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from borderpost.db import db
from equipment.models import Asset, CustodyAct, CustodyLine, Reservation
from equipment.models.custody import OUT
from equipment.queries.reach import of_post

LIVE = ("asked", "approved")


def acts(post_id: UUID | None) -> Select[tuple[CustodyAct]]:
    """The hand-overs and returns of a post, the latest first."""
    return (
        select(CustodyAct)
        .options(
            joinedload(CustodyAct.giver), joinedload(CustodyAct.receiver),
            selectinload(CustodyAct.lines).joinedload(CustodyLine.closed_by),
        )
        .where(*of_post(CustodyAct.post_id, post_id))
        .order_by(CustodyAct.happened_at.desc(), CustodyAct.id.desc())
    )  # fmt: skip


def open_acts(post_id: UUID | None) -> Select[tuple[CustodyAct]]:
    """The hand-overs of which something is still out, those that are due first."""
    wanted = acts(post_id).where(CustodyAct.id.in_(_open_lines(CustodyLine.act_id)))
    return wanted.order_by(None).order_by(
        CustodyAct.due_on.is_(None), CustodyAct.due_on, CustodyAct.happened_at.desc()
    )


def overdue(post_id: UUID | None, today: date) -> Select[tuple[CustodyAct]]:
    """The hand-overs of which something should have come back."""
    return open_acts(post_id).where(CustodyAct.due_on < today)


def act(act_id: UUID, post_id: UUID | None) -> CustodyAct | None:
    """One act of the post, None for another post's."""
    return db.session.scalar(acts(post_id).where(CustodyAct.id == act_id))


def numbers(ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of those ids that are of acts: what a file had brought may be undone since."""
    wanted = select(CustodyAct.id, CustodyAct.number).where(CustodyAct.id.in_(ids))
    return {row.id: row.number for row in db.session.execute(wanted)}


def open_line(asset_id: UUID) -> CustodyLine | None:
    """The line by which a thing is out now."""
    wanted = select(CustodyLine).where(
        CustodyLine.asset_id == asset_id, CustodyLine.id.in_(_open_lines(CustodyLine.id))
    )
    return db.session.scalars(wanted.order_by(CustodyLine.id.desc()).limit(1)).first()


def reservations(asset_id: UUID) -> Sequence[Reservation]:
    """What is asked for or approved of a thing, by its first day."""
    wanted = select(Reservation).where(
        Reservation.asset_id == asset_id, Reservation.state.in_(LIVE)
    )
    return db.session.scalars(wanted.order_by(Reservation.starts_on, Reservation.id)).all()


def all_reservations(post_id: UUID | None) -> Select[tuple[Reservation]]:
    """What is asked for or approved at a post."""
    return (
        select(Reservation)
        .join(Reservation.asset)
        .options(joinedload(Reservation.asset), joinedload(Reservation.officer))
        .where(Reservation.state.in_(LIVE), *of_post(Asset.post_id, post_id))
        .order_by(Reservation.starts_on, Reservation.id)
    )


def to_decide(post_id: UUID | None) -> Select[tuple[Reservation]]:
    """What is asked for at a post and not decided yet."""
    return all_reservations(post_id).where(Reservation.state == "asked")


def reservation(reservation_id: UUID, post_id: UUID | None) -> Reservation | None:
    """One reservation at the post, whatever became of it."""
    wanted = select(Reservation).join(Reservation.asset).where(Reservation.id == reservation_id)
    return db.session.scalar(wanted.where(*of_post(Asset.post_id, post_id)))


def _open_lines(column: object) -> Select[tuple[UUID]]:
    """Lines that no other ended, of things that the receiver still holds: what was written off
    as lost is not out any more."""
    closing = aliased(CustodyLine)
    ended = select(closing.id).where(closing.closes_id == CustodyLine.id).exists()
    return (
        select(column)  # type: ignore[call-overload, no-any-return]
        .join(CustodyAct, CustodyAct.id == CustodyLine.act_id)
        .join(Asset, Asset.id == CustodyLine.asset_id)
        .where(CustodyAct.kind == OUT, Asset.holder_id == CustodyAct.receiver_id, ~ended)
    )
