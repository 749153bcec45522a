"""The door "a reader was used": the desk tells that a lane's reader read a document or failed to.

Whoever keeps the readers counts. Nothing is told of the document or of who holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from borderpost import features


@dataclass(frozen=True)
class ReaderUse:
    """One document on the reader of a lane. ``is_failed``: no zone was found, or a check digit
    of it does not agree."""

    lane_id: UUID
    is_failed: bool


def told(use: ReaderUse) -> None:
    """Have every subject that counts readings count this one, in the caller's transaction."""
    for count in features.contributions("reader_uses"):
        count(use)
