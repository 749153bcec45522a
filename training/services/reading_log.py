"""The log of what was taken out of training."""

from __future__ import annotations

from dataclasses import dataclass

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from training import Act
from training.models import Run


@dataclass(frozen=True)
class _List:
    """A list as the subject of a line."""

    __tablename__ = "runs"
    id: str


def exported(name: str, rows: int, *, by: Actor) -> None:
    """That a list left the machine as a file."""
    with transaction():
        audit.record(Act.EXPORTED, _List(name), by=by, rows=rows)


def sheets_printed(run: Run, sheets: int, *, by: Actor) -> None:
    """That sign-in sheets with names left the machine on paper."""
    with transaction():
        audit.record(Act.SHEETS_PRINTED, run, by=by, sheets=sheets)
