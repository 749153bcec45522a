"""The log of what was taken out of the lanes."""

from __future__ import annotations

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from lanes import Act


class _List:
    """The list of manifests as the subject of a line."""

    __tablename__ = "manifests"
    id = "list"


def exported(rows: int, *, by: Actor) -> None:
    """That a list left the machine as a file."""
    with transaction():
        audit.record(Act.EXPORTED, _List, by=by, rows=rows)
