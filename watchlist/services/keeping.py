"""Making a list, and changing what holds for all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from watchlist import Act
from watchlist.listed import Code
from watchlist.models import Holds, WatchList
from watchlist.queries import lists

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
LONGEST_DAYS = 400


@dataclass(frozen=True)
class ListFacts:
    """What holds for all entries of a list."""

    name: str
    title: str
    legal_basis: str
    code: str = Code.REFER
    holds: str = Holds.PEOPLE
    stale_days: int = 30
    signed_only: bool = False
    is_active: bool = True


def create(facts: ListFacts, *, by: Actor | None) -> WatchList:
    """A new list without entries. Raises ``Refused`` for facts that make no sense, or a name that
    is taken."""
    _check(facts)
    with transaction() as session:
        if lists.named(facts.name):
            raise Refused(_l("There is a list of this name already."), field="name")
        row = WatchList(**vars(facts), created_by=by.officer_id if by else None)
        session.add(row)
        session.flush()
        audit.record(Act.LIST_MADE, row, by=by, name=row.name, code=row.code)
    return row


def change(list_id: UUID, facts: ListFacts, *, by: Actor | None) -> WatchList:
    """Change a list; its name and what it holds stay. Entries keep the code that they came with."""
    _check(facts)
    with transaction() as session:
        row = session.get_one(WatchList, list_id)
        before = {name: getattr(row, name) for name in _CHANGEABLE}
        for name in _CHANGEABLE:
            setattr(row, name, getattr(facts, name))
        changed = sorted(name for name, value in before.items() if value != getattr(row, name))
        session.flush()
        audit.record(Act.LIST_CHANGED, row, by=by, name=row.name, fields=changed)
    return row


_CHANGEABLE = ("title", "legal_basis", "code", "stale_days", "signed_only", "is_active")


def _check(facts: ListFacts) -> None:
    if not _NAME.fullmatch(facts.name):
        raise Refused(
            _l("Two to 40 small letters, digits and hyphens, such as national-alerts."),
            field="name",
        )
    if not facts.title.strip():
        raise Refused(_l("Give the list a title."), field="title")
    if not facts.legal_basis.strip():
        raise Refused(_l("Name the legal basis of the list."), field="legal_basis")
    if facts.code not in set(Code):
        raise Refused(_l("Choose what an alert of this list asks for."), field="code")
    if facts.holds not in set(Holds):
        raise Refused(_l("Choose what the list holds."), field="holds")
    if not 1 <= facts.stale_days <= LONGEST_DAYS:
        raise Refused(_l("Between 1 and %(days)s days.", days=LONGEST_DAYS), field="stale_days")
