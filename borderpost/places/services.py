"""Changing the gazetteer: rows are added and ended, what was valid once stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit.chain import Actor
from borderpost.db import transaction
from borderpost.places import Act, queries
from borderpost.places.models import Place
from borderpost.refusal import Refused

_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{1,14}")


@dataclass(frozen=True)
class PlaceFacts:
    """What a form or a line of a file says of a place."""

    code: str
    name: str
    level: int
    parent_code: str
    country: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""


def load(rows: Sequence[PlaceFacts], *, by: Actor | None) -> int:
    """Add the rows that are not known yet, all or none; the number of rows added.

    A row is known by its code and first day. Raises ``Refused`` for the first row that
    cannot stand.
    """
    with transaction() as session:
        known = {(code, day) for code, day in session.execute(_KEYS)}
        fresh = [facts for facts in rows if (facts.code, facts.valid_from) not in known]
        added = [_add(session, facts, by) for facts in sorted(fresh, key=lambda row: row.level)]
        if added:
            audit.record(Act.LOADED, added[0], by=by, rows=len(added))
    return len(added)


def add(facts: PlaceFacts, *, by: Actor | None) -> Place:
    """A place that the gazetteer lacks. Raises ``Refused`` when its code is in use."""
    with transaction() as session:
        place = _add(session, facts, by)
        audit.record(Act.ADDED, place, by=by, code=place.code)
    return place


def correct(place_id: UUID, facts: PlaceFacts, *, by: Actor) -> Place:
    """End a row on the day before the new one starts. Its code and country stay."""
    with transaction() as session:
        old = session.get_one(Place, place_id)
        if old.valid_to is not None:
            raise Refused(_l("This row has ended. Correct the one that is valid now."))
        if facts.valid_from <= old.valid_from:
            raise Refused(
                _l("Choose a day after the first day of the present row."), field="valid_from"
            )
        old.valid_to = facts.valid_from - timedelta(days=1)
        session.flush()
        new = _add(session, replace(facts, code=old.code, country=old.country), by)
        audit.record(Act.REPLACED, new, by=by, code=new.code, replaces=str(old.id))
    return new


def end(place_id: UUID, last_day: date, *, by: Actor) -> None:
    """Say the last day of a place that is no more."""
    with transaction() as session:
        place = session.get_one(Place, place_id)
        if place.valid_to is not None:
            raise Refused(_l("This row has ended already."), field="last_day")
        if last_day < place.valid_from:
            raise Refused(_l("The last day is before the first one."), field="last_day")
        if queries.children(place.code, last_day + timedelta(days=1)):
            raise Refused(
                _l("Places within it are still valid after that day. End or move them first."),
                field="last_day",
            )
        place.valid_to = last_day
        audit.record(Act.ENDED, place, by=by, code=place.code)


_KEYS = select(Place.code, Place.valid_from)


def _add(session: Session, facts: PlaceFacts, by: Actor | None) -> Place:
    _check(facts)
    place = Place(**vars(facts), created_by=by.officer_id if by else None)
    session.add(place)
    session.flush()
    return place


def _check(facts: PlaceFacts) -> None:
    if not _CODE.fullmatch(facts.code):
        raise Refused(_l("A P-code is two letters, then letters or digits: ML01."), field="code")
    if facts.valid_to and facts.valid_to < facts.valid_from:
        raise Refused(_l("The last day is before the first one."), field="valid_to")
    _check_parent(facts)
    for row in queries.versions(facts.code):
        if _overlap(row, facts):
            raise Refused(
                _l("%(code)s is taken in that time. Correct that row.", code=facts.code),
                field="code",
            )


def _check_parent(facts: PlaceFacts) -> None:
    if facts.level == 1:
        if facts.parent_code != facts.country:
            raise Refused(
                _l("A place of the first level lies in its country itself."), field="parent_code"
            )
        return
    parent = queries.place_coded(facts.parent_code, facts.valid_from)
    if parent is None or parent.country != facts.country or parent.level != facts.level - 1:
        raise Refused(
            _l("%(code)s is no place one level above on that day.", code=facts.parent_code or "–"),
            field="parent_code",
        )


def _overlap(row: Place, facts: PlaceFacts) -> bool:
    begins_before_end = facts.valid_to is None or row.valid_from <= facts.valid_to
    return begins_before_end and (row.valid_to is None or facts.valid_from <= row.valid_to)
