"""Crossings of an old register: written afterwards, and taken away again as one file.

They go through the same filing as the desk's, so that a traveller's history shows them.
``occurred_at`` is the register's, ``recorded_at`` is now, the capture mode says ``import``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, or_, select

from borderpost import clock
from borderpost.audit import Actor
from borderpost.audit.chain import Told, record_all
from borderpost.db import db
from borderpost.imports.importer import rows_told
from borderpost.posts import queries as posts
from borderpost.posts.models import Lane, Post
from borderpost.refusal import Refused
from crossings import Act
from crossings import sheet as sheets
from crossings.digest import digest
from crossings.models import Crossing, CrossingName, Document, Person, PurgeRecord
from crossings.queries import files, persons
from crossings.services import filing, joining, numbering, staying
from crossings.services.afterwards import BY_HAND, Happened, columns
from crossings.services.place import DeskOfficer, place_of
from crossings.sheet import Sheet

MODE = "import"
_AT_ONCE = 400  # keys in one statement: SQLite takes 32,766, PostgreSQL fewer when mixed
_NOON = time(12)
_SAME_DOCUMENT = ("document_number_key", "document_issuer", "document_kind", "birth_date")


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


def moment_of(day: date, at: time | None, place: Shelf) -> datetime:
    """When a line of the register happened; noon when it has no time."""
    return datetime.combine(day, at or _NOON, ZoneInfo(place.post.zone))


def write(entries: Sequence[Entry], at: Shelf, *, by: DeskOfficer) -> list[Crossing]:
    """A crossing for each entry, in their order, inside the caller's transaction."""
    typed = [sheets.typed(entry.fields, {}) for entry in entries]
    filed = _filed(typed, by)
    references = _references(at.post, entries)
    made = [
        _crossing(entry, sheet, identity, reference, at, by)
        for entry, sheet, identity, reference in zip(entries, typed, filed, references, strict=True)
    ]
    db.session.add_all(made)
    db.session.flush()
    db.session.execute(insert(CrossingName), [word for one in made for word in _words(one)])
    now = clock.now()
    record_all([Told(Act.IMPORTED, one, by, now, {"digest": digest(one)}) for one in made])
    staying.follow_all(one.person_id for one in made)
    return made


def is_known(number_key: str, post_id: UUID, moment: datetime, day: date, direction: str) -> bool:
    """Whether the register has this already: a crossing of the desk with this document here
    on this day in this direction, or a line of an old register of this very moment."""
    wanted = select(Crossing.id).where(
        Crossing.document_number_key == number_key,
        Crossing.post_id == post_id,
        Crossing.occurred_on == day,
        Crossing.direction == direction,
        or_(Crossing.capture_mode != MODE, Crossing.occurred_at == moment),
    )
    return bool(number_key) and db.session.scalar(wanted.limit(1)) is not None


def erase(written: Mapping[str, int], by: Actor) -> None:
    """Take imported crossings away inside the caller's transaction, with their travellers.

    ``written`` has the line of the file by the crossing's id. Raises ``Refused`` with the lines
    when one was corrected since, or its traveller crossed again.
    """
    lines = {UUID(key): number for key, number in written.items()}
    keys = sorted(lines)
    _refuse_corrected(lines)
    _refuse_come_again(lines)
    people = _of(Crossing.person_id, Crossing.id, keys)
    gone = [{"crossing_id": key, "grounds": "import undone"} for key in keys]
    staying.forget(keys)
    db.session.execute(insert(PurgeRecord), gone)
    for some in _chunks(keys):
        db.session.execute(
            delete(Crossing).where(Crossing.id.in_(some), Crossing.capture_mode == MODE)
        )
    families = {persons.root(one) for one in people}
    strangers = sorted(people - _of(Crossing.person_id, Crossing.person_id, sorted(people)))
    joining.forget(strangers)
    staying.follow_all(families | people)
    for some in _chunks(strangers):
        db.session.execute(delete(Document).where(Document.person_id.in_(some)))
        db.session.execute(delete(Person).where(Person.id.in_(some)))


def _filed(typed: Sequence[Sheet], by: Actor) -> list[dict[str, Any]]:
    """The columns of person and document of each sheet, filed or found in the file: as
    ``filing.identity`` has them, with one question for all."""
    columns = [filing.identity_columns(sheet) for sheet in typed]
    known: dict[tuple[str, ...], Document] = {}
    for row in files.documents(each["document_number_key"] for each in columns):
        known.setdefault((row.number_key, row.issuer, row.kind, row.person.birth_date), row)
    for sheet, each in zip(typed, columns, strict=True):
        key = tuple(each[name] for name in _SAME_DOCUMENT)
        each["name_mrz"] = sheets.name_in_zone(sheet, BY_HAND)
        each["name_truncated"] = False
        if key not in known or not key[0]:  # without a number nobody is recognised
            _person, known[key] = filing.opened(each, each["name_mrz"], by)
        each["person_id"] = known[key].person.id
        each["document_id"] = known[key].id
    db.session.flush()
    return columns


def _crossing(
    entry: Entry,
    sheet: Sheet,
    identity: Mapping[str, Any],
    reference: str,
    at: Shelf,
    by: DeskOfficer,
) -> Crossing:
    told = Happened(
        mode=MODE,
        reference=reference,
        on=entry.day,
        at=moment_of(entry.day, entry.at, at),
        trust="manual" if entry.at else "suspect",
        post_id=at.post.id,
        lane_id=at.lane(entry.direction).id,
        officer_id=by.officer_id,
        direction=entry.direction,
        decision=entry.decision,
        reasons=entry.reasons,
    )
    return Crossing(**columns(told, sheet), **identity, reason_text=entry.number)


def _references(post: Post, entries: Sequence[Entry]) -> list[str]:
    """``IMP-GOG-190531-0042`` for each: counted with the day's own, and never taken for one."""
    days = Counter(entry.day for entry in entries)
    given = {day: iter(numbering.next_references(post, day, many)) for day, many in days.items()}
    return [
        f"IMP-{post.code}-{entry.day:%y%m%d}-{next(given[entry.day]).split('-')[-2]}"
        for entry in entries
    ]


def _words(crossing: Crossing) -> list[dict[str, object]]:
    return [
        {"word": row.word, "crossing_id": row.crossing_id, "occurred_on": row.occurred_on}
        for row in filing.name_words(crossing)
    ]


def _refuse_corrected(lines: Mapping[UUID, int]) -> None:
    if used := _of(Crossing.supersedes_id, Crossing.supersedes_id, sorted(lines)):
        raise Refused(
            _l(
                "Crossings of this file were corrected since: rows %(rows)s. It cannot be undone.",
                rows=rows_told(lines[key] for key in used),
            )
        )


def _refuse_come_again(lines: Mapping[UUID, int]) -> None:
    """A traveller whom this file brought into the register, and who crossed again since."""
    first: dict[UUID, UUID] = {}
    used: set[int] = set()
    for some in _chunks(sorted(_of(Crossing.person_id, Crossing.id, sorted(lines)))):
        wanted = (
            select(Crossing.person_id, Crossing.id)
            .where(Crossing.person_id.in_(some))
            .order_by(Crossing.recorded_at, Crossing.id)
        )
        for person_id, key in db.session.execute(wanted):
            earliest = first.setdefault(person_id, key)
            if key not in lines and earliest in lines:
                used.add(lines[earliest])
    if used:
        raise Refused(
            _l(
                "Travellers of this file crossed again since: rows %(rows)s. It cannot be undone.",
                rows=rows_told(used),
            )
        )


def _of(wanted: object, column: object, keys: Sequence[UUID]) -> set[UUID]:
    """What ``wanted`` says in the crossings whose ``column`` is one of ``keys``."""
    found: set[UUID] = set()
    for some in _chunks(keys):
        found |= set(db.session.scalars(select(wanted).where(column.in_(some))))  # type: ignore[attr-defined, call-overload]
    return found


def _chunks(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
