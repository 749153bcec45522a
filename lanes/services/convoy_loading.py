"""The other side's lists that were loaded from a file: written with their convoys, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports.importer import rows_told
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from lanes.convoy_acts import Act
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember, ConvoyState
from lanes.services import convoys
from lanes.services.convoys import ConvoyFacts

_OPEN = (ConvoyState.EXPECTED, ConvoyState.ARRIVED)


@dataclass(frozen=True)
class Shelf:
    """What every row is held against: who stands on which open convoy, which references are
    closed, and the post's day and clock."""

    named: Mapping[str, frozenset[tuple[str, str, str]]]
    ended: frozenset[str]
    today: date
    zone: str


def shelf(by: Actor) -> Shelf:
    """What there is at the officer's post."""
    post = posts.post(by.post_id) if by.post_id else None
    if post is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    rows = db.session.execute(
        select(Convoy.reference, Convoy.state, ConvoyMember.person)
        .outerjoin(ConvoyMember, ConvoyMember.convoy_id == Convoy.id)
        .where(Convoy.post_id == post.id, Convoy.erased_at.is_(None))
    ).all()
    named: dict[str, set[tuple[str, str, str]]] = {}
    for reference, state, person in rows:
        if state in _OPEN and person:
            named.setdefault(reference, set()).add(Declared.from_plain(person).key)
    ended = frozenset(reference for reference, state, _person in rows if state not in _OPEN)
    known = {reference: frozenset(keys) for reference, keys in named.items()}
    return Shelf(known, ended, posts.today(post.id), post.zone)


def write(
    rows: Sequence[tuple[ConvoyFacts, Declared]], import_id: UUID, by: Actor
) -> Sequence[ConvoyMember]:
    """Write some rows of a file, inside the engine's transaction: onto the open convoy of their
    reference, or onto a new one."""
    of: dict[str, list[tuple[int, Declared]]] = {}
    found: dict[str, Convoy] = {}
    for place, (facts, person) in enumerate(rows):
        key = convoys.reference_key(facts.reference)
        if key not in found:
            found[key] = _convoy(facts, import_id, by)
        of.setdefault(key, []).append((place, person))
    written: dict[int, ConvoyMember] = {}
    for key, people in of.items():
        lines = convoys.written_members(found[key], [person for _place, person in people], by)
        written |= {place: line for (place, _one), line in zip(people, lines, strict=True)}
    return [written[place] for place in range(len(rows))]


def undo(lines: Mapping[str, int], by: Actor) -> None:
    """Take away the people whom a file wrote, and the convoys that it opened.

    Raises ``Refused``, naming the rows, for whoever came or was said to be missing.
    """
    found = {UUID(one): line for one, line in lines.items()}
    rows = db.session.scalars(select(ConvoyMember).where(ConvoyMember.id.in_(found))).all()
    if used := [found[row.id] for row in rows if row.arrived_at or row.missing_at]:
        raise Refused(
            _l("The people of these rows came, or are said to be missing: %(rows)s.",
               rows=rows_told(used))
        )  # fmt: skip
    convoy_ids = {row.convoy_id for row in rows}
    db.session.execute(delete(ConvoyMember).where(ConvoyMember.id.in_(found)))
    for convoy_id in convoy_ids:
        _erase_empty(db.session.get_one(Convoy, convoy_id), by)


def _erase_empty(row: Convoy, by: Actor) -> None:
    """Take away a convoy that the file announced, unless it is here or has other people."""
    left = select(ConvoyMember.id).where(ConvoyMember.convoy_id == row.id).limit(1)
    is_untouched = row.import_id and row.state == ConvoyState.EXPECTED
    if is_untouched and db.session.scalar(left) is None:
        audit.record(Act.ERASED, row, by=by)
        db.session.delete(row)
        db.session.flush()


def _convoy(facts: ConvoyFacts, import_id: UUID, by: Actor) -> Convoy:
    wanted = select(Convoy).where(
        Convoy.post_id == by.post_id, Convoy.reference == convoys.reference_key(facts.reference)
    )
    if row := db.session.scalar(wanted):
        return convoys.not_ended(row)
    row = convoys.written(facts, by, import_id)
    db.session.flush()
    audit.record(Act.LOADED, row, by=by)
    return row
