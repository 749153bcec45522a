"""The log of what was taken out of the lanes."""

from __future__ import annotations

from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from lanes import Act
from lanes.convoy_acts import Act as ConvoyAct
from lanes.models import Convoy


class _List:
    """The list of manifests as the subject of a line."""

    __tablename__ = "manifests"
    id = "list"


def exported(rows: int, *, by: Actor) -> None:
    """That a list left the machine as a file."""
    with transaction():
        audit.record(Act.EXPORTED, _List, by=by, rows=rows)


class _Convoys:
    """The list of convoys as the subject of a line."""

    __tablename__ = "convoys"
    id = "list"


def convoys_exported(rows: int, *, by: Actor) -> None:
    """That the list of convoys left the machine as a file."""
    with transaction():
        audit.record(ConvoyAct.EXPORTED, _Convoys, by=by, rows=rows)


def list_read(convoy_id: UUID, *, by: Actor) -> None:
    """That the list of a convoy's people was drawn, for the other side."""
    with transaction() as session:
        audit.record(ConvoyAct.LIST_DRAWN, session.get_one(Convoy, convoy_id), by=by)
