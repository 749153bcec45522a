"""What every crossing has that was written after it happened, from an old register or a sheet of
paper: its own time and author, when it was typed, and that no machine read anything."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from borderpost import clock
from borderpost.db import new_id
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.services import filing
from crossings.services.outcomes import recorded_decision, recorded_reasons
from crossings.sheet import Sheet
from docreader import Reading

BY_HAND = Reading(warnings=("typed_by_hand",)).as_json()


@dataclass(frozen=True)
class Happened:
    """A crossing as its source tells it. ``trust`` of the clock: ``manual`` or ``suspect``."""

    mode: str  # import, paper
    reference: str
    on: date
    at: datetime
    trust: str
    post_id: UUID
    lane_id: UUID | None
    officer_id: UUID
    direction: str
    decision: str
    reasons: tuple[str, ...]


def columns(told: Happened, sheet: Sheet) -> dict[str, Any]:
    """The columns of ``Crossing`` that both kinds have, the evidence of the sheet among them."""
    return {
        "id": new_id(),
        "occurred_on": told.on,
        "occurred_at": told.at,
        "recorded_at": clock.now(),
        "clock_trust": told.trust,
        "capture_mode": told.mode,
        "capture_source": Source.MANUAL,
        "human_ref": told.reference,
        "post_id": told.post_id,
        "lane_id": told.lane_id,
        "officer_id": told.officer_id,
        "direction": told.direction,
        "decision": recorded_decision(told.decision, told.direction),
        "reason_codes": recorded_reasons(told.decision, told.reasons),
        "salt": secrets.token_hex(16),
        **filing.evidence(Inspection(reading=BY_HAND), sheet, frozenset()),
    }
