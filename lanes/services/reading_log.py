"""The log of what was taken out of the lanes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from lanes import Act
from lanes.convoy_acts import Act as ConvoyAct
from lanes.models import Convoy, Incident, Manifest, Shift, Vehicle
from lanes.shift_acts import Act as ShiftAct


@dataclass(frozen=True)
class _List:
    """A list as the subject of a line."""

    __tablename__: str
    id: str = "list"


def exported(rows: int, *, by: Actor) -> None:
    """That the list of manifests left the machine as a file."""
    _left(Act.EXPORTED, Manifest.__tablename__, rows, by)


def vehicles_exported(rows: int, *, by: Actor) -> None:
    """That the list of vehicles left the machine as a file."""
    _left(Act.VEHICLES_EXPORTED, Vehicle.__tablename__, rows, by)


def convoys_exported(rows: int, *, by: Actor) -> None:
    """That the list of convoys left the machine as a file."""
    _left(ConvoyAct.EXPORTED, Convoy.__tablename__, rows, by)


def shifts_exported(rows: int, *, by: Actor) -> None:
    """That the list of shifts left the machine as a file."""
    _left(ShiftAct.EXPORTED, Shift.__tablename__, rows, by)


def incidents_exported(rows: int, *, by: Actor) -> None:
    """That the log of incidents left the machine as a file."""
    _left(ShiftAct.INCIDENTS_EXPORTED, Incident.__tablename__, rows, by)


def list_read(convoy_id: UUID, *, by: Actor) -> None:
    """That the list of a convoy's people was drawn, for the other side."""
    with transaction() as session:
        audit.record(ConvoyAct.LIST_DRAWN, session.get_one(Convoy, convoy_id), by=by)


def _left(act: Act | ConvoyAct | ShiftAct, table: str, rows: int, by: Actor) -> None:
    with transaction():
        audit.record(act, _List(table), by=by, rows=rows)
