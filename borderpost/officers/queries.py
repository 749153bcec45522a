"""Reading officers, accounts and sign-ins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from borderpost import clock
from borderpost.db import db
from borderpost.officers.models import Account, Officer, SignIn

RECENT = timedelta(days=14)  # who signed in at a machine since then is offered there


def any_account() -> bool:
    """Whether somebody can sign in; False only before the first run."""
    return bool(db.session.scalar(select(func.count()).select_from(Account)))


def officers(search: str = "") -> Select[tuple[Officer]]:
    """Officers by name, as a list to page through; ``search`` fits name or username."""
    wanted = (
        select(Officer)
        .outerjoin(Officer.account)
        .options(joinedload(Officer.post), joinedload(Officer.account).selectinload(Account.grants))
        .order_by(Officer.surname, Officer.given_names)
    )
    if search:
        columns = (Officer.surname, Officer.given_names, Account.username)
        wanted = wanted.where(
            or_(*(column.icontains(search, autoescape=True) for column in columns))
        )
    return wanted


def first(wanted: Select[tuple[Officer]]) -> Officer | None:
    """The first officer of a query, or None."""
    return db.session.scalars(wanted.limit(1)).first()


def officer(officer_id: UUID) -> Officer | None:
    """One officer, or None."""
    return db.session.get(Officer, officer_id)


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
    found = db.session.scalar(
        select(SignIn)
        .where(SignIn.token_digest == token_digest(token))
        .options(
            joinedload(SignIn.account).options(
                joinedload(Account.officer),
                joinedload(Account.password),
                selectinload(Account.grants),
            )
        )
    )
    if found is None or found.ended_at or found.account.closed_at:
        return None
    return found if clock.now() < found.expires_at else None


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


def token_digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in_exists(sign_in_id: UUID) -> bool:
    """Whether there is such a sign-in, open or ended."""
    return db.session.get(SignIn, sign_in_id) is not None
