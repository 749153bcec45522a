"""Licences, insurances and contracts of things: added, renewed, closed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.refusal import Refused
from equipment import Act, upkeep_words
from equipment.models import Asset, AssetTerm
from equipment.services import falling_due
from equipment.states import TERMINAL


@dataclass(frozen=True)
class TermFacts:
    """What a form says of a term."""

    kind: str
    ends_on: date
    party: str = ""
    reference: str = ""
    note: str = ""


def add(asset_id: UUID, facts: TermFacts, *, by: Actor | None) -> AssetTerm:
    """A new term of a thing."""
    with transaction() as session:
        return _added(session, asset_id, facts, by)


def renew(term_id: UUID, facts: TermFacts, *, by: Actor) -> AssetTerm:
    """The term that follows another: the older is closed by it. It ends later than the older."""
    with transaction() as session:
        old = _standing(session, term_id)
        if facts.ends_on <= old.ends_on:
            raise Refused(_l("What is renewed ends later than before."), field="ends_on")
        if facts.kind != old.kind:
            raise Refused(_l("A renewal is of the same kind."), field="kind")
        row = _added(session, old.asset_id, facts, by)
        _close(session, old, "", by)
    return row


def close(term_id: UUID, why: str, *, by: Actor) -> None:
    """Say that a term is not needed any more, and why: nobody is reminded of it again."""
    with transaction() as session:
        row = _standing(session, term_id)
        if not why.strip():
            raise Refused(_l("Say why it is not renewed."), field="closed_why")
        _close(session, row, why, by)


def _added(session: Session, asset_id: UUID, facts: TermFacts, by: Actor | None) -> AssetTerm:
    asset = session.get_one(Asset, asset_id)
    if facts.kind not in upkeep_words.TERMS:
        raise Refused(_l("Choose from the list what ends."), field="kind")
    if asset.status in TERMINAL:
        raise Refused(_l("%(tag)s is not the post's any more.", tag=asset.tag))
    row = AssetTerm(
        id=new_id(), asset_id=asset_id, kind=facts.kind, ends_on=facts.ends_on,
        party=facts.party.strip()[:80], reference=facts.reference.strip()[:60],
        note=facts.note.strip()[:200], created_by=by.officer_id if by else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(Act.TERM_ADDED, row, by=by, asset=str(asset_id), kind=facts.kind)
    return row


def _standing(session: Session, term_id: UUID) -> AssetTerm:
    row = session.get_one(AssetTerm, term_id)
    if row.closed_on is not None:
        raise Refused(_l("This was renewed or closed already."))
    return row


def _close(session: Session, row: AssetTerm, why: str, by: Actor | None) -> None:
    asset = session.get_one(Asset, row.asset_id)
    row.closed_on = falling_due.today_of(asset.post_id)
    row.closed_why = why.strip()[:200]
    audit.record(Act.TERM_CLOSED, row, by=by)
