"""Crossings of an old register: written afterwards, and taken away again as one file.

They go through the same filing as the desk's, so that a traveller's history shows them.
``occurred_at`` is the register's, ``recorded_at`` is now, the capture mode says ``import``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id
from borderpost.posts import queries as posts
from borderpost.posts.models import Lane, Post
from borderpost.refusal import Refused
from crossings import Act
from crossings import sheet as sheets
from crossings.digest import digest
from crossings.models import Crossing, CrossingName, Document, Inspection, Person, PurgeRecord
from crossings.models.inspection import Source
from crossings.services import filing, numbering
from crossings.services.deciding import recorded_decision, recorded_reasons
from crossings.services.place import DeskOfficer, place_of
from docreader import Reading

MODE = "import"
_AT_ONCE = 400  # keys in one statement: SQLite takes 32,766, PostgreSQL fewer when mixed
_NOON = time(12)


@dataclass(frozen=True)
class Entry:
    """One line of an old register."""

    day: date
    at: time | None  # None: the register has no time; noon is kept and the clock in doubt
    direction: str
    decision: str
    reasons: tuple[str, ...]
    number: str  # the register's own
    fields: dict[str, str]  # of the sheet: surname, birth_date, ...


@dataclass(frozen=True)
class Shelf:
    """Where the register's lines go: looked up once for a file."""

    post: Post
    lanes: Sequence[Lane]
    today: date

    def lane(self, direction: str) -> Lane:
        """The lane that usually serves this direction, else the first."""
        fitting = (lane for lane in self.lanes if lane.default_direction == direction)
        return next(fitting, self.lanes[0])


def shelf(by: DeskOfficer) -> Shelf:
    """The officer's post. Raises ``Refused`` when the machine or officer has none."""
    post = place_of(by).post
    return Shelf(post, posts.open_lanes(post.id), clock.today(post.zone))


def write(entry: Entry, at: Shelf, *, by: DeskOfficer) -> Crossing:
    """One crossing inside the caller's transaction."""
    sheet = sheets.typed(entry.fields, {})
    paper = Inspection(reading=Reading(warnings=("typed_by_hand",)).as_json())
    moment = datetime.combine(entry.day, entry.at or _NOON, ZoneInfo(at.post.zone))
    crossing = Crossing(
        id=new_id(),
        occurred_on=entry.day,
        occurred_at=moment,
        recorded_at=clock.now(),
        clock_trust="manual" if entry.at else "suspect",
        capture_mode=MODE,
        capture_source=Source.MANUAL,
        human_ref=reference(at.post, entry.day),
        post_id=at.post.id,
        lane_id=at.lane(entry.direction).id,
        officer_id=by.officer_id,
        direction=entry.direction,
        decision=recorded_decision(entry.decision, entry.direction),
        reason_codes=recorded_reasons(entry.decision, entry.reasons),
        reason_text=entry.number,
        salt=secrets.token_hex(16),
        **filing.identity(paper, sheet, by),
        **filing.evidence(paper, sheet, frozenset()),
    )
    db.session.add(crossing)
    db.session.flush()
    db.session.execute(insert(CrossingName), _words(crossing))
    audit.record(Act.IMPORTED, crossing, by=by, digest=digest(crossing))
    return crossing


def reference(post: Post, day: date) -> str:
    """``IMP-GOG-190531-0042``: counted with the day's own, and never taken for one of them."""
    counted = numbering.next_reference(post, day).split("-")[-2]
    return f"IMP-{post.code}-{day:%y%m%d}-{counted}"


def is_known(number_key: str, post_id: UUID, day: date, direction: str) -> bool:
    """Whether this document crossed here on this day in this direction already."""
    wanted = select(Crossing.id).where(
        Crossing.document_number_key == number_key,
        Crossing.post_id == post_id,
        Crossing.occurred_on == day,
        Crossing.direction == direction,
    )
    return bool(number_key) and db.session.scalar(wanted.limit(1)) is not None


def erase(ids: Sequence[str], by: Actor) -> None:
    """Take imported crossings away inside the caller's transaction, with their travellers.

    Raises ``Refused`` when one was corrected since, or its traveller crossed again.
    """
    keys = [UUID(found) for found in ids]
    _refuse_used(set(keys))
    people = _of(Crossing.person_id, Crossing.id, keys)
    db.session.add_all(PurgeRecord(crossing_id=key, grounds="import undone") for key in keys)
    db.session.flush()
    for some in _chunks(keys):
        db.session.execute(
            delete(Crossing).where(Crossing.id.in_(some), Crossing.capture_mode == MODE)
        )
    strangers = sorted(people - _of(Crossing.person_id, Crossing.person_id, people))
    for some in _chunks(strangers):
        db.session.execute(delete(Document).where(Document.person_id.in_(some)))
        db.session.execute(delete(Person).where(Person.id.in_(some)))


def _words(crossing: Crossing) -> list[dict[str, object]]:
    return [
        {"word": row.word, "crossing_id": row.crossing_id, "occurred_on": row.occurred_on}
        for row in filing.name_words(crossing)
    ]


def _refuse_used(keys: set[UUID]) -> None:
    if _of(Crossing.id, Crossing.supersedes_id, keys):
        raise Refused(_l("A crossing of this file was corrected since. It cannot be undone."))
    first: dict[UUID, tuple[datetime, UUID]] = {}
    later: set[UUID] = set()
    people = _of(Crossing.person_id, Crossing.id, keys)
    for some in _chunks(sorted(people)):
        wanted = (
            select(Crossing.person_id, Crossing.recorded_at, Crossing.id)
            .where(Crossing.person_id.in_(some))
            .order_by(Crossing.recorded_at, Crossing.id)
        )
        for person_id, recorded_at, key in db.session.execute(wanted):
            first.setdefault(person_id, (recorded_at, key))
            if key not in keys and first[person_id][1] in keys:
                later.add(person_id)
    if later:
        raise Refused(
            _l(
                "%(number)s travellers of this file crossed again since. It cannot be undone.",
                number=len(later),
            )
        )


def _of(wanted: object, column: object, keys: set[UUID] | Sequence[UUID]) -> set[UUID]:
    """What ``wanted`` says in the crossings whose ``column`` is one of ``keys``."""
    found: set[UUID] = set()
    for some in _chunks(sorted(keys)):
        found |= set(db.session.scalars(select(wanted).where(column.in_(some))))  # type: ignore[attr-defined, call-overload]
    return found


def _chunks(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
