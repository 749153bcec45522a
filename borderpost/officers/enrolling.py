"""Whole lists of people of the services: written from a file, and taken away again as one.

An account of a list begins with a password that nobody knows; ``start_passwords`` gives each
officer one to begin with.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from borderpost import clock
from borderpost.audit import Actor
from borderpost.audit.chain import Told, record_all
from borderpost.audit.models import AuditLine
from borderpost.db import Base, db
from borderpost.imports.importer import rows_told
from borderpost.officers import Act, postings, queries, services
from borderpost.officers.models import Account, Officer, Password, Posting, RoleGrant
from borderpost.officers.postings import PersonFacts
from borderpost.officers.services import AccountFacts
from borderpost.refusal import Refused

_OWN = (RoleGrant, Password, Account, Posting)  # goes with the officer, in this order
_MADE = (Act.PERSON_CREATED, Act.ACCOUNT_CREATED, Act.PASSWORD_RESET)  # of one never used


@dataclass(frozen=True)
class Enrolment:
    """One line of a list: a person, the posting's days, and perhaps an account."""

    person: PersonFacts | AccountFacts
    since: date
    until: date | None


@dataclass(frozen=True)
class Start:
    """What one officer is told to sign in with for the first time."""

    officer: Officer
    username: str
    password: str


def enrol(lines: Sequence[Enrolment], *, by: Actor) -> list[Officer]:
    """An officer for each line, in their order, inside the caller's transaction."""
    session, made, told = db.session(), [], []
    for line in lines:
        if isinstance(line.person, AccountFacts):
            account = services.add(session, line.person, secrets.token_urlsafe(24), by)
            officer, roles = account.officer, sorted(line.person.roles)
            told.append(Told(Act.ACCOUNT_CREATED, account, by, clock.now(), {"roles": roles}))
        else:
            officer = postings.add_person(session, line.person, by)
            told.append(Told(Act.PERSON_CREATED, officer, by, clock.now(), {}))
        row = officer.postings[0]
        row.since, row.until = line.since, line.until
        postings.settle(session, officer)
        made.append(officer)
    record_all(told)
    return made


def strike(written: Mapping[str, int], by: Actor) -> None:
    """Take people away again inside the caller's transaction; ``written`` has the line of the
    file by the officer's id. Raises ``Refused`` with the lines when one was used since."""
    lines = {UUID(key): number for key, number in written.items()}
    accounts = _accounts(lines)
    if used := {lines[key] for key in _used(lines, accounts)}:
        raise Refused(
            _l(
                "People of this file acted or were changed since: rows %(rows)s. It cannot be "
                "undone. Close their accounts instead.",
                rows=rows_told(used),
            )
        )
    session = db.session()
    people = {row.id: row for row in session.scalars(select(Officer).where(Officer.id.in_(lines)))}
    now = clock.now()
    record_all([Told(Act.PERSON_REMOVED, row, by, now, {}) for row in people.values()])
    for table in _OWN:
        column, keys = _belongs(table, set(lines), set(accounts))
        session.execute(delete(table).where(column.in_(keys)))
    session.execute(delete(Officer).where(Officer.id.in_(lines)))


def give_start_passwords(officer_ids: Sequence[UUID], *, by: Actor) -> list[Start]:
    """A new first password for each account that nobody has signed in with yet; those given
    before hold no longer. They are told once and kept nowhere."""
    given = []
    for key in [officer.id for officer in queries.never_signed_in(officer_ids)]:
        password = _readable()
        services.reset_password(key, password, by=by)
        given.append((key, password))
    people = [db.session.get_one(Officer, key) for key, _password in given]
    return [
        Start(officer, officer.account.username, password)
        for officer, (_key, password) in zip(people, given, strict=True)
        if officer.account
    ]


def _readable() -> str:
    """Sixteen letters and digits that are not taken for one another, in fours: 79 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _accounts(people: Mapping[UUID, int]) -> dict[UUID, UUID]:
    """The officer of each account."""
    wanted = select(Account.id, Account.officer_id).where(Account.officer_id.in_(people))
    return {row.id: row.officer_id for row in db.session.execute(wanted)}


def _used(people: Mapping[UUID, int], accounts: Mapping[UUID, UUID]) -> set[UUID]:
    """Who of these people is named by any other row, acted, or was changed."""
    owners = {**{key: key for key in people}, **accounts}
    own = {table.__table__ for table in _OWN}
    roots = {Officer.__table__.c.id, Account.__table__.c.id}
    used: set[UUID] = set()
    for table in set(Base.metadata.tables.values()) - own:
        for link in table.foreign_keys:
            if link.column in roots:
                found = db.session.scalars(select(link.parent).where(link.parent.in_(owners)))
                used |= {owners[key] for key in found}
    acted = select(AuditLine.officer_id).where(AuditLine.officer_id.in_(people))
    used |= {key for key in db.session.scalars(acted) if key}
    return used | _changed(people, owners) | _posted_again(people)


def _changed(people: Mapping[UUID, int], owners: Mapping[UUID, UUID]) -> set[UUID]:
    told = {str(key): officer for key, officer in owners.items()}
    lines = select(AuditLine.subject_id).where(
        AuditLine.subject_id.in_(told), AuditLine.act.not_in(_MADE)
    )
    return {told[subject] for subject in db.session.scalars(lines)} & set(people)


def _posted_again(people: Mapping[UUID, int]) -> set[UUID]:
    """Who has another posting by now, or one that was ended."""
    rows = select(Posting.officer_id, Posting.id).where(Posting.officer_id.in_(people))
    owners = {str(key): officer for officer, key in db.session.execute(rows)}
    told = select(AuditLine.subject_id).where(AuditLine.subject_id.in_(owners))
    return {owners[subject] for subject in db.session.scalars(told)}


def _belongs(table: Any, people: set[UUID], accounts: set[UUID]) -> tuple[Any, set[UUID]]:
    if hasattr(table, "account_id"):
        return table.account_id, accounts
    return table.officer_id, people
