"""The log of what was taken out of the register."""

from __future__ import annotations

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from equipment import Act


class _Register:
    """The register as the subject of a line."""

    __tablename__ = "assets"
    id = "register"


def exported(rows: int, *, by: Actor) -> None:
    """That a list left the machine as a file."""
    with transaction():
        audit.record(Act.EXPORTED, _Register, by=by, rows=rows)
