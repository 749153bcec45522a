"""The door "a reader was used": the desk tells that a lane's reader read a document or failed to.

Whoever keeps the readers counts. Nothing is told of the document or of who holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from borderpost import features
from borderpost.db import part
from borderpost.observability import log


@dataclass(frozen=True)
class ReaderUse:
    """One document on the reader of a lane. ``is_failed``: no zone was found, or a check digit
    of it does not agree."""

    lane_id: UUID
    is_failed: bool


def told(use: ReaderUse) -> None:
    """Have every subject that counts readings count this one, in the caller's transaction.

    A count that fails is written into the log and left out: somebody stands at the desk.
    """
    for count in features.contributions("reader_uses"):
        try:
            with part():
                count(use)
        except Exception as fault:  # noqa: BLE001  no fault of a count may keep a traveller waiting
            log.error("reader use not counted", lane=str(use.lane_id), fault=type(fault).__name__)
