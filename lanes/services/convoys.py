"""A convoy announced by the other side, or written down when it stands here; whom it brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from lanes.convoy_acts import Act
from lanes.convoy_kinds import KINDS
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember, ConvoyState

MOST = 1000  # people of one convoy


@dataclass(frozen=True)
class ConvoyFacts:
    """What is said of a convoy."""

    reference: str
    kind: str = ""
    authority: str = ""
    from_place: str = ""
    leader: str = ""
    plates: str = ""
    basis: str = ""
    transport: str = "BUS"
    expected_at: datetime | None = None


def announce(facts: ConvoyFacts, *, by: Actor) -> Convoy:
    """A new convoy, expected. Raises ``Refused`` when the reference is taken."""
    with transaction() as session:
        row = written(facts, by)
        session.flush()
        audit.record(Act.ANNOUNCED, row, by=by)
    return row


def written(facts: ConvoyFacts, by: Actor, import_id: UUID | None = None) -> Convoy:
    """The new convoy, inside the caller's transaction; one of a file may lack its kind until it
    is here."""
    if by.post_id is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    if not import_id:
        _check(facts)
    row = Convoy(
        post_id=by.post_id, created_by=by.officer_id, import_id=import_id, **_columns(facts)
    )
    _refuse_twice(row)
    db.session.add(row)
    return row


def change(convoy_id: UUID, facts: ConvoyFacts, *, by: Actor) -> Convoy:
    """Correct what is said of the convoy, until it is closed."""
    with transaction() as session:
        row = not_ended(session.get_one(Convoy, convoy_id))
        _check(facts)
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        _refuse_twice(row)
        audit.record(Act.CHANGED, row, by=by)
    return row


def name(convoy_id: UUID, people: Sequence[Declared], *, by: Actor) -> Sequence[ConvoyMember]:
    """Write people of the other side's list onto the convoy. Raises ``Refused`` for somebody who
    stands on it already."""
    with transaction() as session:
        row = not_ended(session.get_one(Convoy, convoy_id))
        lines = written_members(row, people, by)
        audit.record(Act.NAMED, row, by=by, number=len(lines))
    return lines


def written_members(
    row: Convoy, people: Sequence[Declared], by: Actor, *, at: datetime | None = None
) -> Sequence[ConvoyMember]:
    """These people after those that stand there, inside the transaction; with ``at`` they came
    then and were on no list."""
    known = {Declared.from_plain(one.person).key for one in _members(row.id)}
    for one in people:
        if one.key in known:
            raise Refused(
                _l(
                    "%(name)s stands on this convoy already. Tick that line; for another person "
                    "of the same name write the birth year too.",
                    name=one.name,
                ),
                field="surname",
            )
        known.add(one.key)
    first = _next(row.id)
    if first + len(people) - 1 > MOST:
        raise Refused(_l("A convoy has at most 1,000 people. Write a second one."))
    lines = [
        ConvoyMember(
            convoy_id=row.id, place=place, person=one.to_plain(), created_by=by.officer_id,
            is_expected=at is None, arrived_at=at, arrived_by=by.officer_id if at else None,
        )
        for place, one in enumerate(people, first)
    ]  # fmt: skip
    db.session.add_all(lines)
    db.session.flush()
    return lines


def drop(convoy_id: UUID, why: str, *, by: Actor) -> Convoy:
    """Say that an expected convoy does not come, and why."""
    with transaction() as session:
        row = session.get_one(Convoy, convoy_id)
        if row.state != ConvoyState.EXPECTED:
            raise Refused(_l("Only a convoy that is not here yet is taken off the list."))
        if not why.strip():
            raise Refused(_l("Write why the convoy does not come."), field="why")
        row.state, row.dropped_why = ConvoyState.DROPPED, why.strip()[:300]
        audit.record(Act.DROPPED, row, by=by)
    return row


def arrive(convoy_id: UUID, at: datetime | None, *, by: Actor) -> Convoy:
    """Write down when the convoy came: ``at``, or now. Raises ``Refused`` while nobody said what
    kind it is and who sends it."""
    with transaction() as session:
        row = not_ended(session.get_one(Convoy, convoy_id))
        if row.state != ConvoyState.EXPECTED:
            raise Refused(_l("The arrival of this convoy is written down already."))
        if not (row.kind and row.authority):
            raise Refused(
                _l("Write first what kind of convoy it is and who sends it: correct the facts.")
            )
        if at and at > clock.now():
            raise Refused(_l("This time is not yet. Write when the convoy came."), field="at")
        row.state, row.arrived_at = ConvoyState.ARRIVED, at or clock.now()
        audit.record(Act.ARRIVED, row, by=by)
    return row


def not_ended(row: Convoy) -> Convoy:
    """The convoy if it can still be changed; raises ``Refused`` otherwise."""
    if row.state == ConvoyState.CLOSED:
        raise Refused(_l("This convoy is closed. Write a new one for another arrival."))
    if row.state == ConvoyState.DROPPED:
        raise Refused(_l("This convoy was taken off the list. Write a new one."))
    return row


def here(row: Convoy) -> Convoy:
    """The convoy if its people are being received; raises ``Refused`` otherwise."""
    if not_ended(row).state != ConvoyState.ARRIVED:
        raise Refused(_l("Write down first that the convoy has arrived."))
    return row


def _check(facts: ConvoyFacts) -> None:
    if not facts.reference.strip():
        raise Refused(
            _l("Write the reference, or a word that names the convoy."), field="reference"
        )
    if facts.kind not in KINDS.offered():
        raise Refused(_l("Choose what kind of convoy it is."), field="kind")
    if not facts.authority.strip():
        raise Refused(_l("Write which authority sends the convoy."), field="authority")


def _columns(facts: ConvoyFacts) -> dict[str, object]:
    told = {
        key: " ".join(value.split()) if isinstance(value, str) else value
        for key, value in asdict(facts).items()
    }
    return {**told, "reference": reference_key(facts.reference)}


def reference_key(text: str) -> str:
    """A reference as it is kept: in capitals, its words by one space."""
    return " ".join(text.upper().split())[:40]


def _refuse_twice(row: Convoy) -> None:
    twin = select(Convoy.id).where(Convoy.post_id == row.post_id, Convoy.reference == row.reference)
    with db.session.no_autoflush:
        if db.session.scalar(twin.where(Convoy.id != row.id) if row.id else twin):
            raise Refused(
                _l("A convoy of this reference is written down already. Go on with that one."),
                field="reference",
            )


def _members(convoy_id: UUID) -> Sequence[ConvoyMember]:
    return db.session.scalars(select(ConvoyMember).where(ConvoyMember.convoy_id == convoy_id)).all()


def _next(convoy_id: UUID) -> int:
    taken = select(func.max(ConvoyMember.place)).where(ConvoyMember.convoy_id == convoy_id)
    return (db.session.scalar(taken) or 0) + 1
