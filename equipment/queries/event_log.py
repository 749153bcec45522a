"""Reading the whole event log of a post, and the acts of custody with what proves them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, undefer

from borderpost.db import db
from borderpost.officers.models import Officer
from equipment.models import Asset, AssetEvent, CustodyAct, Location
from equipment.queries.reach import of_post

_AT_ONCE = 100  # acts with their pictures held in memory
_PICTURES = [
    undefer(one) for one in (CustodyAct.giver_signature, CustodyAct.receiver_signature,
                             CustodyAct.paper)
]  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """An act of custody: its number, when and how it was signed ('' when it was not), and the
    SHA-256 of each picture that was kept: signatures, or the scan of the signed paper."""

    number: str
    signed_at: str
    signed_how: str
    digests: str


def events(post_id: UUID | None) -> Select[tuple[AssetEvent]]:
    """Every event of a post's things: of each thing its life from the first to the last."""
    return (
        select(AssetEvent)
        .join(AssetEvent.asset)
        .options(contains_eager(AssetEvent.asset))
        .where(*of_post(Asset.post_id, post_id))
        .order_by(Asset.tag, AssetEvent.seq)
    )


def proofs(post_id: UUID | None) -> dict[UUID, Proof]:
    """The acts of custody by their id, which is the source of the events they wrote."""
    wanted = select(CustodyAct).options(*_PICTURES).where(*of_post(CustodyAct.post_id, post_id))
    return {act.id: _proof(act) for act in db.session.scalars(wanted.execution_options(
        yield_per=_AT_ONCE))}  # fmt: skip


def people() -> dict[UUID, str]:
    """Everybody's name by id."""
    return {one.id: one.name for one in db.session.scalars(select(Officer))}


def places() -> dict[UUID, str]:
    """The code of each location by id."""
    return {row.id: row.code for row in db.session.execute(select(Location.id, Location.code))}


def _proof(act: CustodyAct) -> Proof:
    kept = {"giver": act.giver_signature, "receiver": act.receiver_signature, "paper": act.paper}
    digests = [f"{who}:{hashlib.sha256(one).hexdigest()}" for who, one in kept.items() if one]
    at = act.signed_at.isoformat(timespec="seconds") if act.signed_at else ""
    return Proof(act.number, at, act.signed_how, " ".join(digests))
