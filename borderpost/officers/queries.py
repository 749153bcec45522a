"""Reading officers, accounts and sign-ins."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.models import Account, Officer, Posting, RoleGrant, SignIn, folded

RECENT = timedelta(days=14)  # who signed in at a machine since then is offered there


def any_account() -> bool:
    """Whether somebody can sign in; False only before the first run."""
    return bool(db.session.scalar(select(func.count()).select_from(Account)))


@dataclass(frozen=True)
class Wanted:
    """What a list of officers is searched for; '' for anything."""

    words: str = ""  # each is a part of the name, the service number or the username
    account: str = ""  # a key of ``ACCOUNTS``
    role: str = ""
    post: str = ""  # the id of a post, or ``HEADQUARTERS``
    service: str = ""


EVERYBODY = Wanted()
HEADQUARTERS = "headquarters"
ACCOUNTS: dict[str, ColumnElement[bool]] = {
    "open": Account.id.is_not(None) & Account.closed_at.is_(None),
    "closed": Account.closed_at.is_not(None),
    "none": Account.id.is_(None),
}


def officers(asked: Wanted = EVERYBODY) -> Select[tuple[Officer]]:
    """Officers by name, as a list to page through."""
    return (
        select(Officer)
        .outerjoin(Officer.account)
        .options(joinedload(Officer.post), joinedload(Officer.account).selectinload(Account.grants))
        .order_by(Officer.surname, Officer.given_names)
        .where(*_conditions(asked))
    )


def services() -> Sequence[str]:
    """The services that officers belong to today, for the list to choose from."""
    found = select(Officer.service).where(Officer.service != "").distinct()
    return db.session.scalars(found.order_by(Officer.service)).all()


def numbered(service: str, number: str) -> Officer | None:
    """Who has this number in this service."""
    wanted = select(Officer).where(Officer.service_number == number, Officer.service == service)
    return db.session.scalars(wanted.limit(1)).first()


def first(wanted: Select[tuple[Officer]]) -> Officer | None:
    """The first officer of a query, or None."""
    return db.session.scalars(wanted.limit(1)).first()


def officer(officer_id: UUID) -> Officer | None:
    """One officer, or None."""
    return db.session.get(Officer, officer_id)


def serving(post_id: UUID | None) -> Sequence[Officer]:
    """Who is posted at a post today, by name; who is posted anywhere for headquarters."""
    today = clock.today()
    in_force = select(Posting.officer_id).where(
        Posting.since <= today, Posting.until.is_(None) | (Posting.until >= today)
    )
    if post_id is not None:
        in_force = in_force.where(Posting.post_id == post_id)
    wanted = select(Officer).where(Officer.id.in_(in_force))
    return db.session.scalars(wanted.order_by(Officer.surname, Officer.given_names)).all()


def posted_at(post_id: UUID | None, day: date | None = None) -> Sequence[Officer]:
    """Who may have written on paper at a post: who belongs to it now, and who was posted there on
    the day of the paper (None: today) and has left since; by name."""
    asked = day or clock.today()
    then = select(Posting.officer_id).where(
        Posting.post_id == post_id,
        Posting.since <= asked,
        or_(Posting.until.is_(None), Posting.until >= asked),
    )
    wanted = select(Officer).where(or_(Officer.post_id == post_id, Officer.id.in_(then)))
    return db.session.scalars(wanted.order_by(Officer.surname, Officer.given_names)).all()


def never_signed_in(officer_ids: Sequence[UUID]) -> Sequence[Officer]:
    """Who of these has an open account that nobody has used yet, by name."""
    wanted = (
        select(Officer)
        .join(Officer.account)
        .options(joinedload(Officer.account))
        .where(
            Officer.id.in_(officer_ids),
            Account.closed_at.is_(None),
            ~select(SignIn.id).where(SignIn.account_id == Account.id).exists(),
            ~select(AuditLine.seq).where(AuditLine.officer_id == Officer.id).exists(),
        )
        .order_by(Officer.surname, Officer.given_names)
    )
    return db.session.scalars(wanted).all()


def names(officer_ids: set[UUID]) -> dict[UUID, str]:
    """Names by id, for lists that show who did what."""
    found = db.session.scalars(select(Officer).where(Officer.id.in_(officer_ids)))
    return {row.id: row.name for row in found}


def account_named(username: str) -> Account | None:
    """The account with this username, whatever its case."""
    wanted = select(Account).where(Account.username == username.strip().lower())
    return db.session.scalar(wanted)


def recent_accounts(device_digest: str, most: int = 8) -> Sequence[Account]:
    """Who signed in at this browser lately, the latest first."""
    latest = func.max(SignIn.created_at)
    recent = (
        select(SignIn.account_id, latest.label("latest"))
        .where(SignIn.device_digest == device_digest, SignIn.created_at > clock.now() - RECENT)
        .group_by(SignIn.account_id)
        .order_by(latest.desc())
        .limit(most)
        .subquery()
    )
    wanted = (
        select(Account)
        .join(recent, recent.c.account_id == Account.id)
        .where(Account.closed_at.is_(None))
        .options(joinedload(Account.officer))
        .order_by(recent.c.latest.desc())
    )
    return db.session.scalars(wanted).all()


def username_of(account_id: UUID) -> str:
    """The username of an account."""
    return db.session.get_one(Account, account_id).username


def live_sign_in(token: str) -> SignIn | None:
    """The sign-in of a cookie's token, None once ended, expired or its account closed."""
    found = db.session.scalars(_sign_in(), {"digest": token_digest(token)}).unique().first()
    if found is None or found.ended_at or found.account.closed_at:
        return None
    return found if clock.now() < found.expires_at else None


@functools.cache
def _sign_in() -> Select[tuple[SignIn]]:
    """The question of every request, put together once."""
    parts = (joinedload(part) for part in (Account.officer, Account.password, Account.grants))
    wanted = select(SignIn).where(SignIn.token_digest == bindparam("digest"))
    return wanted.options(joinedload(SignIn.account).options(*parts))


def live_sign_ins() -> Select[tuple[SignIn]]:
    """Sign-ins that are open now, latest use first."""
    return (
        select(SignIn)
        .where(SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
        .options(selectinload(SignIn.account).joinedload(Account.officer))
        .order_by(SignIn.seen_at.desc())
    )


def live_sign_ins_of(account_id: UUID) -> Sequence[SignIn]:
    """The open sign-ins of one account."""
    return db.session.scalars(live_sign_ins().where(SignIn.account_id == account_id)).all()


def gone_since(officer_ids: set[UUID]) -> dict[UUID, tuple[datetime, datetime]]:
    """Of these officers, who is not signed in any more, locked or not: when the last sign-in
    began and when it ended. Who never signed in here is not among them."""
    wanted = (
        select(Account.officer_id, SignIn.created_at, SignIn.ended_at, SignIn.expires_at)
        .join(Account, Account.id == SignIn.account_id)
        .where(Account.officer_id.in_(officer_ids))
        .order_by(SignIn.created_at)
    )
    now, here = clock.now(), set()
    gone: dict[UUID, tuple[datetime, datetime]] = {}
    for officer_id, came, ended, expires in db.session.execute(wanted):
        went = min(ended or expires, expires)
        if went > now:
            here.add(officer_id)
        elif officer_id not in gone or went >= gone[officer_id][1]:
            gone[officer_id] = (came, went)
    return {one: times for one, times in gone.items() if one not in here}


def token_digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _conditions(asked: Wanted) -> Iterator[ColumnElement[bool]]:
    for word in folded(asked.words).split():
        columns = (Officer.search_key, Account.username)
        yield or_(*(column.contains(word, autoescape=True) for column in columns))
    if asked.account:
        yield ACCOUNTS.get(asked.account, false())
    if asked.role:
        yield Account.grants.any(RoleGrant.role == asked.role)
    if asked.post:
        yield _posted_to(asked.post)
    if asked.service:
        yield Officer.service == asked.service


def _posted_to(post: str) -> ColumnElement[bool]:
    if post == HEADQUARTERS:
        return Officer.post_id.is_(None)
    try:
        return Officer.post_id == UUID(post)
    except ValueError:
        return false()


def sign_in_exists(sign_in_id: UUID) -> bool:
    """Whether there is such a sign-in, open or ended."""
    return db.session.get(SignIn, sign_in_id) is not None
