"""What all proposals have in common: open until another person decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from watchlist import Act
from watchlist.models import EntryProposal, Standing, ThresholdProposal

Proposal = TypeVar("Proposal", EntryProposal, ThresholdProposal)
LONGEST = 500  # letters of a reason


def opened(row: Proposal) -> Proposal:
    """The proposal, if it waits for a decision. Raises ``Refused`` when it is decided already."""
    if row.state != Standing.OPEN:
        raise Refused(_l("This proposal is decided already. Propose the change again."))
    return row


def close(row: Proposal, state: Standing, reason: str, by: Actor) -> None:
    """Inside the caller's transaction: what became of a proposal."""
    row.state, row.decision_reason = state, reason.strip()[:LONGEST]
    row.decided_by, row.decided_at = by.officer_id, clock.now()


def refuse_silence(reason: str, field: str = "reason") -> None:
    """Raise ``Refused`` where nobody says why."""
    if not reason.strip():
        raise Refused(_l("Say why, in a few words."), field=field)


def refuse_own(rows: Iterable[Proposal], by: Actor) -> None:
    """Four eyes: the attempt itself is written down, in a transaction that stays."""
    own = [row for row in rows if row.proposed_by == by.officer_id]
    if not own:
        return
    with transaction():
        for row in own:
            audit.record(Act.OWN_REFUSED, row, by=by)
    raise Refused(_l("You proposed this yourself. Another person must approve it."))
