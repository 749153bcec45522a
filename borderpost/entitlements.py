"""Rights that depend on facts: whether an officer may do something at an instant.

A role says what somebody's work is; a fact such as a valid course says whether they may do this
part of it on the day of the event. Whoever acts asks here, and never sees the facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from borderpost import features

CLEAR_DOCUMENTS = "clear_documents"  # let somebody pass on a flagged document, alone


@dataclass(frozen=True)
class Asked:
    """Whether an officer has a right at a post, at the instant of the event."""

    right: str
    officer_id: UUID | None
    post_id: UUID
    at: datetime


@dataclass(frozen=True)
class Lack:
    """Why somebody has not, in a sentence that says what to do."""

    reason: str


def lacking(asked: Asked) -> Lack | None:
    """What the first subject says that lacks; None where nothing does."""
    told = (find(asked) for find in features.contributions("entitlements"))
    return next((one for one in told if one is not None), None)
