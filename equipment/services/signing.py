"""Both signatures of an act: drawn on the screen, or the paper that was signed and scanned."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from borderpost.signatures import drawing, paper_kind
from equipment import Act
from equipment.models import CustodyAct


def sign(act_id: UUID, giver: str, receiver: str, *, by: Actor) -> None:
    """Keep both drawn signatures, sealed. ``giver`` and ``receiver`` are data addresses of PNG."""
    drawn = drawing(giver, "giver"), drawing(receiver, "receiver")
    with transaction() as session:
        act = _unsigned(session.get_one(CustodyAct, act_id))
        act.giver_signature, act.receiver_signature = drawn
        _signed(act, "drawn", by)


def attach(act_id: UUID, content: bytes, *, by: Actor) -> None:
    """Keep the scan of the signed paper, sealed; it is never decoded here."""
    kind = paper_kind(content)
    with transaction() as session:
        act = _unsigned(session.get_one(CustodyAct, act_id))
        act.paper, act.paper_kind = content, kind
        _signed(act, "paper", by)


def _unsigned(act: CustodyAct) -> CustodyAct:
    if act.signed_at is not None:
        raise Refused(_l("%(number)s is signed already.", number=act.number))
    return act


def _signed(act: CustodyAct, how: str, by: Actor) -> None:
    act.signed_how, act.signed_at = how, clock.now()
    audit.record(Act.SIGNED, act, by=by, how=how)
