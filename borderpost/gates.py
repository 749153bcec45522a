"""Gates before a decision: what other subjects must be told first, and nothing of their data.

Whoever decides asks here. A gate answers in words that say no more than open or answered; why it
is open stays with its subject. Without a gate nothing was asked, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel.speaklater import LazyString

from borderpost import features

NEEDS = "needs"  # asked as a decision: whether needs were asked of somebody of a group sent here
CHILD_ALONE = "child_alone"  # asked as a decision: any that lets a child who is alone go on


@dataclass(frozen=True)
class Gate:
    """What one subject says before one decision. ``reason`` says what to do first, '' when
    nothing stands in the way; the officer does it at ``endpoint``, by ``key``."""

    label: LazyString
    words: LazyString
    reason: LazyString | str = ""
    endpoint: str = ""  # takes ``inspection_id``
    key: str = ""

    @property
    def is_blocked(self) -> bool:
        """Whether the decision has to wait."""
        return bool(self.reason)


@dataclass(frozen=True)
class GatedSheet:
    """A traveller's working sheet as gates know it: never who it is about. ``likeness`` is alike
    for sheets of one document and says nothing else; '' for a document without a number."""

    id: UUID
    likeness: str
    endpoint: str  # of its page, takes ``inspection_id``
    is_undecided: bool


def asked(sheet: GatedSheet, decision: str) -> Sequence[Gate]:
    """What every subject says before this decision about this traveller."""
    found = [gate(sheet, decision) for gate in features.contributions("gates")]
    return [gate for gate in found if gate is not None]


def blocking(sheet: GatedSheet, decision: str) -> Gate | None:
    """The first gate that the decision has to wait for."""
    return next((gate for gate in asked(sheet, decision) if gate.is_blocked), None)


def sheet_of(inspection_id: UUID, post_id: UUID | None) -> GatedSheet | None:
    """The working sheet with this id at this post, None when no subject has it."""
    found = (find(inspection_id, post_id) for find in features.contributions("sheets"))
    return next((one for one in found if one is not None), None)


def rehearse(sheet: GatedSheet, post_id: UUID, officer_id: UUID) -> None:
    """Have the demonstration's invented officer answer what the gates ask."""
    for answer in features.contributions("rehearsals"):
        answer(sheet, post_id, officer_id)
