"""Reading personal data leaves a line too: who looked, at what, never what was found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers.models import Officer
from crossings import Act
from crossings.models import Crossing


def read(row: Any, *, by: Actor) -> None:
    """Somebody opened a crossing or a traveller's page."""
    subject = type(row)
    identity = inspect(row).identity
    with transaction() as session:
        audit.record(Act.READ, session.get_one(subject, identity), by=by)


def picture(crossing: Crossing, kind: str, *, by: Actor) -> None:
    """Somebody looked at a picture kept with a crossing."""
    with transaction() as session:
        seen = session.get_one(Crossing, inspect(crossing).identity)
        audit.record(Act.PICTURE_SEEN, seen, by=by, picture=kind)


def searched(found: int, *, by: Actor, has_more: bool = False) -> None:
    """Somebody searched the register; ``has_more`` when ``found`` is where counting stopped."""
    more = {"found_more": 1} if has_more else {}
    _about_officer(Act.SEARCHED, by, found=found, **more)


def exported(rows: int, *, by: Actor, **filters: str) -> None:
    """Somebody took the register, or what of it fits the filters, out as a file."""
    _about_officer(Act.EXPORTED, by, rows=rows, **filters)


def _about_officer(act: Act, by: Actor, **details: int | str) -> None:
    with transaction() as session:
        audit.record(act, session.get_one(Officer, by.officer_id), by=by, **details)


def stays_listed(found: int, *, by: Actor, **filters: str) -> None:
    """Somebody looked at who was not seen leaving."""
    _about_officer(Act.STAYS_LISTED, by, found=found, **filters)


def stays_exported(rows: int, *, by: Actor, **filters: str) -> None:
    """Somebody took the stays out as a file."""
    _about_officer(Act.STAYS_EXPORTED, by, rows=rows, **filters)


def stickers_exported(rows: int, *, by: Actor, **filters: str) -> None:
    """Somebody took the stock of stickers out as a file."""
    _about_officer(Act.STICKERS_EXPORTED, by, rows=rows, **filters)


def sheets_exported(rows: int, *, by: Actor, **filters: str) -> None:
    """Somebody took the list of register sheets out as a file."""
    _about_officer(Act.SHEETS_EXPORTED, by, rows=rows, **filters)
