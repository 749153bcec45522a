"""Thresholds of a list under four eyes, with the replay that the second person saw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from watchlist import Act
from watchlist.models import Standing, ThresholdProposal
from watchlist.queries import lists
from watchlist.services.deciding import LONGEST, close, opened, refuse_own, refuse_silence
from watchlist.tiers import Thresholds, plain


def propose(list_id: UUID, steps: Thresholds, why: str, *, by: Actor) -> ThresholdProposal:
    """Put thresholds before another person. Raises ``Refused`` for steps that do not go down, and
    for those that hold already."""
    for quality, one in steps.items():
        if not one.is_sound:
            raise Refused(
                _l("Red is at least amber, amber at least grey, and grey is never empty."),
                field=f"{quality}_amber",
            )
    if plain(steps) == plain(lists.thresholds(list_id)):
        raise Refused(_l("Nothing is changed. Change something, or leave."))
    refuse_silence(why, "why")
    with transaction() as session:
        row = ThresholdProposal(
            list_id=list_id,
            content=plain(steps),
            why=why.strip()[:LONGEST],
            proposed_by=by.officer_id,
            created_by=by.officer_id,
        )
        session.add(row)
        session.flush()
        audit.record(Act.THRESHOLDS_PROPOSED, row, by=by, list=row.list.name)
    return row


def approve(proposal_id: UUID, curve: dict[str, Any], *, by: Actor) -> None:
    """Put thresholds in force; ``curve`` is the replay as the approver saw it. Raises ``Refused``
    for an own proposal, and the attempt leaves its line."""
    refuse_own([db.session.get_one(ThresholdProposal, proposal_id)], by)
    with transaction() as session:
        row = opened(session.get_one(ThresholdProposal, proposal_id))
        row.curve = curve
        close(row, Standing.APPROVED, "", by)
        session.flush()
        audit.record(Act.THRESHOLDS_APPROVED, row, by=by, list=row.list.name,
                     travellers=curve["travellers"])  # fmt: skip


def reject(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Say no, or take an own proposal back, with a reason."""
    refuse_silence(reason)
    with transaction() as session:
        row = opened(session.get_one(ThresholdProposal, proposal_id))
        own = row.proposed_by == by.officer_id
        close(row, Standing.WITHDRAWN if own else Standing.REJECTED, reason, by)
        audit.record(Act.THRESHOLDS_REJECTED, row, by=by, list=row.list.name)
