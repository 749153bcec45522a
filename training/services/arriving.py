"""Who comes into the room: by the code on the wall, or by a badge that the trainer scans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from training import badge_codes, typed_codes, wall_codes, wall_key
from training.attendance_models import CheckIn
from training.models import Enrolment, Mark, RunState, Session, Source
from training.numbers import Status
from training.queries import codes, runs
from training.queries.runs import LEFT
from training.services import marking
from training.services.marking import EARLY, Said

GRACE = timedelta(minutes=10)  # after the begin of a session; who comes later is late


@dataclass(frozen=True)
class Arrival:
    """What somebody shows: the code on the wall, themselves (signed in, or by their personal
    code), and the digest of their device."""

    code: str
    officer_id: UUID | None
    personal: str
    device_digest: str


@dataclass(frozen=True)
class _Themselves:
    """A participant who acts for themselves."""

    officer_id: UUID
    post_id: UUID | None


def check_in(shown: Arrival) -> Mark:
    """Mark somebody by the code on the wall. Raises ``Refused`` with what exactly is in the way;
    whatever is not refused is stored."""
    now = clock.now()
    session_id = _on_the_wall(shown.code, now)
    with transaction() as session:
        half = session.get_one(Session, session_id)
        _check_open(half, now)
        person = _themselves(half, shown)
        by = _Themselves(person.officer_id, person.post_id)
        mark = marking.first(half, person, _said(half, now), Source.WALL, by=by)
        if codes.has_used(half.id, shown.device_digest):
            raise Refused(_l(
                "Somebody checked in with this device already. Everybody uses their own; without "
                "one, ask the trainer."
            ))  # fmt: skip
        row = CheckIn(session_id=half.id, enrolment_id=person.id, mark_id=mark.id,
                      device_digest=shown.device_digest, created_by=person.officer_id)  # fmt: skip
        session.add(row)
    return mark


def scan_badge(session_id: UUID, text: str, *, by: Actor | None) -> Mark:
    """Mark whoever holds this badge. Raises ``Refused`` for what is no badge, is of another run,
    or for somebody who is marked already."""
    now = clock.now()
    with transaction() as session:
        half = session.get_one(Session, session_id)
        _check_open(half, now, field="badge")
        person = _by_badge(half, text)
        return marking.first(half, person, _said(half, now), Source.BADGE, by=by)


def closed_because(half: Session, now: datetime) -> LazyString | None:
    """Why nobody checks in to a session now; None while people do."""
    if half.cancelled_why:
        return _l("%(title)s was cancelled: nobody checks in.", title=half.title)
    if half.run.state != RunState.RUNNING:
        return _l("The run %(code)s is not under way: nobody checks in.", code=half.run.code)
    if now < half.starts_at - EARLY:
        return _l("%(title)s has not begun yet: check-in opens 30 minutes before.",
                  title=half.title)  # fmt: skip
    if now >= half.ends_at:
        return _l("%(title)s is over: its check-in is closed. Ask the trainer.", title=half.title)
    return None


def _check_open(half: Session, now: datetime, field: str = "code") -> None:
    if (why := closed_because(half, now)) is not None:
        raise Refused(why, field=field)


def _on_the_wall(typed: str, now: datetime) -> UUID:
    code = typed_codes.read(typed, wall_codes.SIGNS)
    if code is None:
        raise Refused(
            _l("This is no code of the wall. Type its eight signs as they stand there."),
            field="code",
        )
    found = wall_codes.session_of(wall_key.secret(), codes.around(now), code, now)
    if found is None:
        raise Refused(
            _l("No session shows this code. Type the one that stands on the wall now."),
            field="code",
        )
    session_id, counts = found
    if not counts:
        raise Refused(
            _l("This code has run out. Type the one that stands on the wall now."), field="code"
        )
    return session_id


def _themselves(half: Session, shown: Arrival) -> Enrolment:
    if shown.personal.strip():
        return _by_personal(half, shown.personal)
    if shown.officer_id is None:
        raise Refused(_l("Type your personal code, or sign in."), field="personal")
    stranger = _l("You are not enrolled in the run %(code)s. Ask the trainer.", code=half.run.code)
    return _seated(half, codes.by_officer(half.run_id, shown.officer_id), stranger, field="")


def _by_personal(half: Session, typed: str) -> Enrolment:
    personal = typed_codes.read(typed, badge_codes.PERSONAL_SIGNS)
    if personal is None:
        raise Refused(
            _l("This is no personal code. Type its ten signs from the strip of your badge."),
            field="personal",
        )
    stranger = _l("Nobody here has this personal code. Ask the trainer.")
    return _seated(half, codes.by_personal(personal), stranger, field="personal")


def _by_badge(half: Session, text: str) -> Enrolment:
    badge = badge_codes.read(text)
    if badge is None:
        raise Refused(
            _l("This is no badge of a participant. Scan it again, or type its signs."),
            field="badge",
        )
    stranger = _l("Nobody here has this badge. Print the badges again.")
    return _seated(half, codes.by_badge(badge), stranger, field="badge")


def _seated(half: Session, person: Enrolment | None, stranger: LazyString, field: str) -> Enrolment:
    """Who was found, if they belong to the session's run; ``stranger`` says that nobody was."""
    if person is None:
        raise Refused(stranger, field=field)
    if person.run_id != half.run_id:
        other = runs.run(person.run_id)
        raise Refused(
            _l("%(name)s is in the run %(own)s; this session is of the run %(code)s.",
               name=person.officer.name, own=other.code if other else "", code=half.run.code),
            field=field,
        )  # fmt: skip
    if person.state in LEFT:
        raise Refused(
            _l("%(name)s has left the run %(code)s. Ask the trainer.", name=person.officer.name,
               code=half.run.code), field=field,
        )  # fmt: skip
    return person


def _said(half: Session, now: datetime) -> Said:
    late = now - half.starts_at
    if late <= GRACE:
        return Said(Status.PRESENT)
    return Said(Status.LATE, min(int(late.total_seconds() // 60), half.minutes - 1))
