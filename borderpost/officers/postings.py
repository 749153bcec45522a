"""Where officers are posted, from which day until which: never at two places at once.

``Officer.post_id`` and ``Officer.service`` repeat the posting in force today, so that lists
can sort by them; they are set here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.officers import Act, queries
from borderpost.officers.models import Officer, Posting
from borderpost.refusal import Refused

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PostingFacts:
    """A posting as a form says it; without a post headquarters, both days included."""

    post_id: UUID | None
    service: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class PersonFacts:
    """A person of a service, also the neighbour's, as a form or a file says it."""

    surname: str
    given_names: str
    service: str
    post_id: UUID | None = None
    service_number: str = ""
    rank: str = ""
    sex: str = ""  # F, M, X or '' when it is not told


def create_person(facts: PersonFacts, *, by: Actor) -> Officer:
    """An officer without an account."""
    with transaction() as session:
        officer = add_person(session, facts, by)
        audit.record(Act.PERSON_CREATED, officer, by=by)
    return officer


def change_person(officer_id: UUID, facts: PersonFacts, *, by: Actor) -> None:
    """Change an officer without an account."""
    with transaction() as session:
        officer = session.get_one(Officer, officer_id)
        describe(session, officer, facts, by)
        audit.record(Act.PERSON_CHANGED, officer, by=by)


def add_person(session: Session, facts: PersonFacts, by: Actor | None) -> Officer:
    """The row of a new person, posted from today on; inside the caller's transaction."""
    officer = Officer(surname=facts.surname, created_by=by.officer_id if by else None)
    describe(session, officer, facts, by)
    return officer


def describe(session: Session, officer: Officer, facts: PersonFacts, by: Actor | None) -> None:
    """Write who somebody is and where posted. A service gives each number once."""
    if facts.service_number:
        other = queries.numbered(facts.service, facts.service_number)
        if other is not None and other.id != officer.id:
            raise Refused(
                _l(
                    "This service number is %(name)s's. Look at that officer first.",
                    name=other.name,
                ),
                field="service_number",
            )
    officer.surname, officer.given_names = facts.surname, facts.given_names
    officer.service_number, officer.rank, officer.sex = facts.service_number, facts.rank, facts.sex
    session.add(officer)
    session.flush()
    move(session, officer, facts.post_id, facts.service, by)


def begin(officer_id: UUID, facts: PostingFacts, *, by: Actor) -> Posting:
    """Post an officer from a day on. Refused when another posting overlaps."""
    _check_days(facts.since, facts.until)
    with transaction() as session:
        officer = session.get_one(Officer, officer_id)
        for other in officer.postings:
            _refuse_overlap(other, facts)
        row = _add(session, officer, facts, by)
        audit.record(Act.POSTING_BEGUN, row, by=by)
        settle(session, officer)
    return row


def end(posting_id: UUID, until: date, *, by: Actor) -> None:
    """Say the last day of a posting; without one in force the officer's sign-ins end."""
    with transaction() as session:
        row = session.get_one(Posting, posting_id)
        _check_days(row.since, until)
        officer = session.get_one(Officer, row.officer_id)
        if officer.id == by.officer_id and until < clock.today():
            raise Refused(_l("You cannot end your own posting. Ask another administrator."))
        ended = PostingFacts(row.post_id, row.service, row.since, until)
        for other in officer.postings:
            if other.id != row.id:
                _refuse_overlap(other, ended)
        row.until = until
        audit.record(Act.POSTING_ENDED, row, by=by)
        settle(session, officer)
        if officer.account and is_over(officer, clock.today()):
            for sign_in in queries.live_sign_ins_of(officer.account.id):
                sign_in.ended_at, sign_in.ended_by = clock.now(), by.officer_id


def move(
    session: Session, officer: Officer, post_id: UUID | None, service: str, by: Actor | None
) -> None:
    """Post an officer elsewhere from today on; nothing when it is the present posting."""
    today = clock.today()
    present = in_force(officer, today)
    if present and (present.post_id, present.service) == (post_id, service):
        return
    if present and present.since == today:
        present.post_id, present.service = post_id, service
    else:
        until = present.until if present else _day_before_next(officer, today)
        if present:
            present.until = today - _DAY
        _add(session, officer, PostingFacts(post_id, service, today, until), by)
    settle(session, officer)


def in_force(officer: Officer, day: date) -> Posting | None:
    """The posting of a day, None between two."""
    return next(
        (row for row in officer.postings if row.since <= day and day <= (row.until or day)), None
    )


def is_over(officer: Officer, day: date) -> bool:
    """Whether every posting had ended before this day: such an officer does not sign in."""
    ends = [row.until for row in officer.postings]
    return bool(ends) and all(until is not None and until < day for until in ends)


def settle(session: Session, officer: Officer) -> None:
    """Repeat the posting in force today in the officer's own row."""
    session.flush()
    session.refresh(officer, ["postings"])
    present = in_force(officer, clock.today())
    if present and (officer.post_id, officer.service) != (present.post_id, present.service):
        officer.post_id, officer.service = present.post_id, present.service


def settle_due() -> None:
    """Repeat in every officer's row what began since: asked at each sign-in, one query."""
    today = clock.today()
    due = (
        select(Officer)
        .join(Posting)
        .where(
            Posting.since <= today,
            Posting.until.is_(None) | (Posting.until >= today),
            Posting.post_id.is_distinct_from(Officer.post_id)
            | (Posting.service != Officer.service),
        )
    )
    if queries.first(due) is None:
        return
    with transaction() as session:
        for officer in session.scalars(due).all():
            settle(session, officer)


def _add(session: Session, officer: Officer, facts: PostingFacts, by: Actor | None) -> Posting:
    row = Posting(
        officer_id=officer.id,
        post_id=facts.post_id,
        service=facts.service,
        since=facts.since,
        until=facts.until,
        created_by=by.officer_id if by else None,
    )
    session.add(row)
    session.flush()
    return row


def _day_before_next(officer: Officer, day: date) -> date | None:
    later = [row.since for row in officer.postings if row.since > day]
    return min(later) - _DAY if later else None


def _check_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused(_l("The last day lies before the first one."), field="until")


def _refuse_overlap(other: Posting, facts: PostingFacts) -> None:
    apart = (other.until is not None and other.until < facts.since) or (
        facts.until is not None and facts.until < other.since
    )
    if not apart:
        raise Refused(
            _l(
                "This overlaps the posting to %(place)s since %(since)s. End that one first.",
                place=other.post.name if other.post else _l("Headquarters"),
                since=other.since.isoformat(),
            ),
            field="since",
        )
