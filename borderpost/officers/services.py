"""Making, changing and closing accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from borderpost import audit, clock, roles
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers import Act, passwords, postings, queries
from borderpost.officers.models import Account, Officer, Password, RoleGrant
from borderpost.officers.postings import PersonFacts
from borderpost.refusal import Refused
from borderpost.roles import Role


@dataclass(frozen=True, kw_only=True)
class LoginFacts:
    """What a form says of an account."""

    username: str
    locale: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, kw_only=True)
class AccountFacts(PersonFacts, LoginFacts):
    """What a form says of an officer and the account."""


def create_first_administrator(facts: AccountFacts, password: str) -> Account:
    """The first account of a machine. Refused as soon as any account exists."""
    with transaction() as session:
        if queries.any_account():
            raise Refused(_l("This machine already has an administrator. Sign in."))
        account = add(session, facts, password, None, must_change=False)
        audit.record(Act.FIRST_ADMINISTRATOR, account, by=None)
    return account


def create_account(
    facts: AccountFacts, password: str, *, by: Actor | None, must_change: bool = True
) -> Account:
    """A new officer with an account; the first password is to be changed at first use."""
    with transaction() as session:
        account = add(session, facts, password, by, must_change=must_change)
        audit.record(Act.ACCOUNT_CREATED, account, by=by, roles=sorted(facts.roles))
    return account


def give_account(officer_id: UUID, facts: LoginFacts, password: str, *, by: Actor) -> Account:
    """An account for a person who had none; the first password is changed at first use."""
    with transaction() as session:
        officer = session.get_one(Officer, officer_id)
        if officer.account is not None:
            raise Refused(_l("This officer has an account already."))
        account = _open(session, officer, facts, password, by, must_change=True)
        audit.record(Act.ACCOUNT_CREATED, account, by=by, roles=sorted(facts.roles))
    return account


def change_account(officer_id: UUID, facts: AccountFacts, *, by: Actor) -> Account:
    """Change who an officer is, where posted and what granted. The username stays."""
    with transaction() as session:
        officer = session.get_one(Officer, officer_id)
        account = _account_of(officer)
        check_roles(facts.roles)
        _keep_an_administrator(session, account, facts.roles)
        postings.describe(session, officer, facts, by)
        account.locale = facts.locale
        _grant(account, facts.roles, by)
        audit.record(Act.ACCOUNT_CHANGED, account, by=by, roles=sorted(facts.roles))
    return account


def close_account(officer_id: UUID, *, by: Actor) -> None:
    """Close an account and end its sign-ins at once."""
    with transaction() as session:
        account = _account_of(session.get_one(Officer, officer_id))
        if account.officer_id == by.officer_id:
            raise Refused(_l("You cannot close your own account. Ask another administrator."))
        _keep_an_administrator(session, account, frozenset())
        account.closed_at = clock.now()
        for sign_in in queries.live_sign_ins_of(account.id):
            sign_in.ended_at, sign_in.ended_by = clock.now(), by.officer_id
        audit.record(Act.ACCOUNT_CLOSED, account, by=by)


def reopen_account(officer_id: UUID, *, by: Actor) -> None:
    """Let a closed account sign in again."""
    with transaction() as session:
        account = _account_of(session.get_one(Officer, officer_id))
        account.closed_at = None
        audit.record(Act.ACCOUNT_REOPENED, account, by=by)


def reset_password(officer_id: UUID, password: str, *, by: Actor) -> None:
    """Give a new first password and end the account's sign-ins."""
    with transaction() as session:
        account = _account_of(session.get_one(Officer, officer_id))
        _set_password(account, password, must_change=True)
        for sign_in in queries.live_sign_ins_of(account.id):
            sign_in.ended_at, sign_in.ended_by = clock.now(), by.officer_id
        audit.record(Act.PASSWORD_RESET, account, by=by)


def change_own_password(account_id: UUID, old: str, new: str, *, by: Actor) -> None:
    """Replace one's own password. Raises ``Refused`` when the old one is wrong."""
    with transaction() as session:
        account = session.get_one(Account, account_id)
        if not passwords.matches(old, account.password.hash):
            raise Refused(_l("The present password is wrong. Type it again."), field="old")
        if old == new:
            raise Refused(_l("Choose a password other than the present one."), field="password")
        _set_password(account, new, must_change=False)
        audit.record(Act.PASSWORD_CHANGED, account, by=by)


def choose_locale(account_id: UUID, locale: str) -> None:
    """Remember the language of an account."""
    with transaction() as session:
        session.get_one(Account, account_id).locale = locale


def add(
    session: Session,
    facts: AccountFacts,
    password: str,
    by: Actor | None,
    *,
    must_change: bool = True,
) -> Account:
    """A new officer with an account inside the caller's transaction, which tells the log."""
    officer = postings.add_person(session, facts, by)
    return _open(session, officer, facts, password, by, must_change=must_change)


def _open(
    session: Session,
    officer: Officer,
    facts: LoginFacts,
    password: str,
    by: Actor | None,
    *,
    must_change: bool,
) -> Account:
    check_roles(facts.roles)
    username = facts.username.strip().lower()
    if queries.account_named(username):
        raise Refused(_l("This username is taken. Choose another one."), field="username")
    author = by.officer_id if by else None
    account = Account(officer=officer, username=username, locale=facts.locale, created_by=author)
    session.add(account)
    session.flush()
    _set_password(account, password, must_change=must_change)
    _grant(account, facts.roles, by)
    return account


def _set_password(account: Account, password: str, *, must_change: bool) -> None:
    passwords.check_strength(password, account.username)
    kept = account.password or Password(account_id=account.id)
    db.session.add(kept)
    kept.hash, kept.must_change = passwords.hash_of(password), must_change
    kept.changed_at = clock.now()


def _grant(account: Account, wanted: frozenset[Role], by: Actor | None) -> None:
    held = {Role(grant.role): grant for grant in account.grants}
    for role in held.keys() - wanted:
        account.grants.remove(held[role])
    for role in sorted(wanted - held.keys()):
        account.grants.append(RoleGrant(role=role.value, created_by=by.officer_id if by else None))


def check_roles(wanted: frozenset[Role]) -> None:
    """Refuse an account without a role, or with two that one person may not hold."""
    if not wanted:
        raise Refused(_l("Choose at least one role."), field="roles")
    if pair := roles.conflict(set(wanted)):
        first, second = sorted(roles.LABELS[role] for role in pair)
        raise Refused(
            _l(
                "One person may not be both %(first)s and %(second)s. Remove one of the two.",
                first=first,
                second=second,
            ),
            field="roles",
        )


def _keep_an_administrator(session: Session, account: Account, wanted: frozenset[Role]) -> None:
    if Role.ADMINISTRATOR not in account.roles or Role.ADMINISTRATOR in wanted:
        return
    others = (
        select(RoleGrant.id)
        .join(Account)
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            Account.id != account.id,
            Account.closed_at.is_(None),
        )
    )
    if session.scalar(others.limit(1)) is None:
        raise Refused(_l("This is the last administrator. Name another one first."), field="roles")


def _account_of(officer: Officer) -> Account:
    if officer.account is None:
        raise Refused(_l("This officer has no account."))
    return officer.account
